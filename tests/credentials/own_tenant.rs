//! The own tenant is no partner of itself.

use msgraph_identity::SyncUpdate;
use msgraph_identity::credential::{Credential, client_secret, static_token, workload_identity};
use msgraph_identity_fake::FakeServer;

use crate::credentials::fake::{CLIENT_ID, DOMAIN, SECRET, TENANT, builder, start};

async fn configure_self(fake: &FakeServer, credential: Credential) -> msgraph_identity::Error {
    let graph = builder(fake, credential).build().unwrap();
    let own = graph
        .v1()
        .cross_tenant_access()
        .partner(TENANT.parse().unwrap());
    let update = SyncUpdate::new().users(msgraph_identity::Access::Allow);
    own.identity_synchronization()
        .update(&update)
        .await
        .unwrap_err()
}

#[tokio::test]
async fn it_is_refused_where_the_credential_knows_it() {
    let fake = start().await;
    let secret = client_secret(TENANT, CLIENT_ID, SECRET);
    let workload = workload_identity().tenant(TENANT).client_id(CLIENT_ID);
    for credential in [secret, workload.token_file("token").into()] {
        let error = configure_self(&fake, credential).await;
        assert!(error.is_invalid_argument(), "{error}");
    }
    assert_eq!(fake.request_count(), 0);
}

#[tokio::test]
async fn it_is_for_the_service_to_say_where_it_is_not_known() {
    let fake = start().await;
    for credential in [
        client_secret(DOMAIN, CLIENT_ID, SECRET),
        static_token(fake.token()),
    ] {
        let error = configure_self(&fake, credential).await;
        assert!(!error.is_invalid_argument(), "{error}");
        assert!(error.status().is_some(), "{error}");
    }
}
