//! What an error says about permissions.

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{Access, ApiConnectorUpdate, Error, SyncUpdate, credential};
use msgraph_identity_tests::double::{Double, Step, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::faults::scripted::{builder_with, connectors, error, get, id, synchronization};

#[tokio::test(start_paused = true)]
async fn a_refusal_names_permission_and_role_and_is_not_repeated() {
    let transport = Double::new([error(403, "AADB2C")]);
    let connector = connectors(&transport).connector(&id());
    let policy = synchronization(&transport);
    let update = ApiConnectorUpdate::new().display_name("x");
    let sync = SyncUpdate::new().users(Access::Allow);

    let read_connectors = ["APIConnectors.ReadWrite.All", "APIConnectors.Read.All"];
    let read_policies = ["Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"];
    let administrator = "External ID User Flow Administrator";
    let got = connector.get().await.unwrap_err();
    let updated = connector.update(&update).await.unwrap_err();
    let read = policy.get().await.unwrap_err();
    let written = policy.update(sync).await.unwrap_err();
    for (refused, permissions, role) in [
        (got, &read_connectors[..], administrator),
        (updated, &read_connectors[..1], administrator),
        (read, &read_policies, "Security Reader"),
        (written, &read_policies[1..], "Security Administrator"),
    ] {
        assert!(refused.is_permission_denied());
        assert_eq!(refused.code(), Some("AADB2C"));
        let required = refused.required_permission().unwrap();
        assert_eq!(required.any_of(), permissions);
        assert_eq!(required.roles()[0], role);
        let text = format!("needs the permission {}", permissions[0]);
        assert_says(&refused, &text);
    }
    assert_eq!(transport.count(), 4);
}

/// The error of a client with this token.
async fn refused(token: &str) -> Error {
    let transport = Double::new([error(403, "AADB2C")]);
    let builder = builder_with(credential::static_token(token), transport);
    let connectors = builder.build().unwrap().v1().api_connectors();
    connectors.connector(&id()).get().await.unwrap_err()
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
    assert_says(
        &error,
        "the token has APIConnectors.Read.All, Directory.Read.All",
    );
    assert_hides(&error, "eyJ");

    // {}
    let error = refused("eyJhbGciOiJub25lIn0.e30.c2ln").await;
    assert_eq!(error.granted_permissions().unwrap().len(), 0);
    assert_says(&error, "the token has no permission");

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
        let error = get(step).await.unwrap_err();
        assert!(error.required_permission().is_none() && !error.is_permission_denied());
        assert_hides(&error, "permission");
    }
}
