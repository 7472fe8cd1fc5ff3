//! What an error says about permissions.

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{Access, ApiConnectorUpdate, Error, Graph, SyncUpdate, credential};
use msgraph_identity_tests::double::{Double, Step, status};

use crate::faults::scripted::{connectors, error, id, partner, synchronization};

#[tokio::test(start_paused = true)]
async fn a_refusal_names_permission_and_role_and_is_not_repeated() {
    let transport = Double::new([error(403, "AADB2C")]);
    let handle = connectors(&transport).connector(&id());
    let refused = handle.get().await.unwrap_err();
    assert!(refused.is_permission_denied());
    assert_eq!(refused.code(), Some("AADB2C"));
    assert_eq!(transport.count(), 1);
    let required = refused.required_permission().unwrap();
    assert_eq!(
        required.any_of(),
        ["APIConnectors.ReadWrite.All", "APIConnectors.Read.All"]
    );
    assert_eq!(required.roles(), ["External ID User Flow Administrator"]);
    assert!(
        refused
            .to_string()
            .contains("needs the permission APIConnectors.ReadWrite.All"),
        "{refused}"
    );

    let update = ApiConnectorUpdate::new().display_name("x");
    let refused = handle.update(&update).await.unwrap_err();
    assert_eq!(
        refused.required_permission().unwrap().any_of(),
        ["APIConnectors.ReadWrite.All"]
    );

    let transport = Double::new([error(403, "Authorization_RequestDenied")]);
    let synchronization = synchronization(&transport);
    let refused = synchronization.get().await.unwrap_err();
    let required = refused.required_permission().unwrap();
    assert_eq!(
        required.any_of(),
        ["Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"]
    );
    let refused = synchronization
        .update(SyncUpdate::new().users(Access::Allow))
        .await
        .unwrap_err();
    let required = refused.required_permission().unwrap();
    assert_eq!(required.any_of(), ["Policy.ReadWrite.CrossTenantAccess"]);
    assert_eq!(required.roles(), ["Security Administrator"]);
}

/// The error of a client with this token.
async fn refused(token: &str) -> Error {
    let transport = Double::new([error(403, "AADB2C")]);
    let builder = Graph::builder(credential::static_token(token)).transport(transport);
    let graph = builder.build().unwrap();
    let access = graph.v1().cross_tenant_access();
    access
        .partner(partner())
        .identity_synchronization()
        .get()
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_refusal_names_the_permissions_in_the_token() {
    // {"roles":["Directory.Read.All","APIConnectors.Read.All"]}
    let roles = "eyJhbGciOiJub25lIn0.eyJyb2xlcyI6WyJEaXJlY3RvcnkuUmVhZC5BbGwiLCJBUElDb25uZWN0b3JzLlJlYWQuQWxsIl19.c2ln";
    let error = refused(roles).await;
    assert_eq!(
        error.granted_permissions().unwrap(),
        ["APIConnectors.Read.All", "Directory.Read.All"]
    );
    assert!(
        error
            .to_string()
            .contains("the token has APIConnectors.Read.All, Directory.Read.All"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("eyJ"), "{error:?}");

    // {}
    let error = refused("eyJhbGciOiJub25lIn0.e30.c2ln").await;
    assert_eq!(error.granted_permissions().unwrap().len(), 0);
    assert!(
        error.to_string().contains("the token has no permission"),
        "{error}"
    );

    let error = refused("opaque-token").await;
    assert_eq!(error.granted_permissions(), None);
}

#[tokio::test]
async fn other_errors_do_not_mention_permissions() {
    for step in [
        status(401),
        status(404),
        Step::Fail(TransportErrorKind::Certificate),
    ] {
        let transport = Double::new([step]);
        let error = connectors(&transport)
            .connector(&id())
            .get()
            .await
            .unwrap_err();
        assert!(error.required_permission().is_none() && !error.is_permission_denied());
        assert!(!error.to_string().contains("permission"), "{error}");
    }
}
