//! The own tenant is no partner of itself.

use msgraph_identity::credential::{Credential, client_secret, static_token, workload_identity};
use msgraph_identity::{Access, Error, SyncUpdate};
use msgraph_identity_fake::FakeServer;

use crate::credentials::fake::{CLIENT_ID, DOMAIN, SECRET, TENANT, client, start};

async fn configure_self(fake: &FakeServer, credential: Credential) -> Error {
    let graph = client(fake, credential);
    let own = graph
        .v1()
        .cross_tenant_access()
        .partner(TENANT.parse().unwrap());
    let update = SyncUpdate::new().users(Access::Allow);
    let updated = own.identity_synchronization().update(&update).await;
    updated.unwrap_err()
}

#[tokio::test]
async fn a_credential_that_knows_its_tenant_refuses_it_as_a_partner() {
    let fake = start().await;
    let workload = workload_identity().tenant(TENANT).client_id(CLIENT_ID);
    for credential in [
        client_secret(TENANT, CLIENT_ID, SECRET),
        workload.token_file("token").into(),
    ] {
        let error = configure_self(&fake, credential).await;
        assert!(error.is_invalid_argument(), "{error}");
    }
    assert_eq!(fake.request_count(), 0);
    // Otherwise, the service answers.
    for credential in [
        client_secret(DOMAIN, CLIENT_ID, SECRET),
        static_token(fake.token()),
    ] {
        let error = configure_self(&fake, credential).await;
        assert!(!error.is_invalid_argument(), "{error}");
        assert!(error.status().is_some(), "{error}");
    }
}
