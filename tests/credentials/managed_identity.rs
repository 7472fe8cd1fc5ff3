//! Managed identities, by the endpoint that variables of the process name.

use std::net::TcpListener;

use msgraph_identity::credential::managed_identity;
use msgraph_identity_fake::Fault;
use msgraph_identity_fake::Operation::RequestManagedIdentityToken;
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::credentials::child::in_child;
use crate::credentials::fake::{CLIENT_ID, builder, start};

#[test]
fn the_identity_of_the_system_gets_a_token_over_plain_http() {
    in_child(managed_identity, async |child| {
        // A proxy would get to see the token.
        let proxies = ["http_proxy", "HTTP_PROXY"].map(|name| (name, "http://127.0.0.1:9"));
        assert_eq!(child.run_with_identity(&proxies).await, "ok");
        let [request] = child.identity_requests().try_into().unwrap();
        assert_eq!(request.header("x-identity-header"), Some("h3ader"));
        let (port, query) = (child.fake.address().port(), request.query());
        let resource = format!("resource=https%3A%2F%2Flocalhost%3A{port}");
        assert_says(query, &resource);
        assert_hides(query, "client_id");
    });
}

#[test]
fn a_user_assigned_identity_is_named() {
    in_child(
        || managed_identity().client_id(CLIENT_ID),
        async |child| {
            assert_eq!(child.run_with_identity(&[]).await, "ok");
            let requests = child.identity_requests();
            let query = requests[0].query();
            assert_says(query, &format!("client_id={CLIENT_ID}"));
        },
    );
}

#[test]
fn an_identity_that_is_not_assigned_is_an_error_that_says_so() {
    in_child(
        || managed_identity().client_id("other"),
        async |child| {
            let outcome = child.run_with_identity(&[]).await;
            let port = child.fake.address().port();
            let reason = format!("127.0.0.1:{port} answered 400 Bad Request: Identity not found");
            assert_says(&outcome, &reason);
            // It may have been assigned just now.
            assert_eq!(child.identity_requests().len(), 4);
        },
    );
}

#[test]
fn a_busy_endpoint_is_asked_again() {
    in_child(managed_identity, async |child| {
        for status in [503, 410, 404] {
            let fault = Fault::answer(status).on(RequestManagedIdentityToken);
            child.fake.inject(fault).unwrap();
        }
        assert_eq!(child.run_with_identity(&[]).await, "ok");
        assert_eq!(child.identity_requests().len(), 4);
    });
}

#[test]
fn a_service_that_refuses_connections_may_still_be_starting() {
    in_child(managed_identity, async |child| {
        // A port that was free a moment ago.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let closed = listener.local_addr().unwrap();
        drop(listener);
        let endpoint = format!("http://{closed}/msi/token");
        let outcome = child
            .run_with_identity(&[("IDENTITY_ENDPOINT", &endpoint)])
            .await;
        for part in [
            &format!("no managed identity at {closed}"),
            "may still be starting",
        ] {
            assert_says(&outcome, part);
        }
        assert_eq!(child.fake.request_count(), 0);
    });
}

#[test]
fn kinds_that_are_not_supported_are_refused() {
    const ENDPOINT: &str = "http://127.0.0.1:1";
    in_child(managed_identity, async |child| {
        let arc = [("IDENTITY_ENDPOINT", ENDPOINT), ("IMDS_ENDPOINT", ENDPOINT)];
        for (variables, kind) in [
            (&arc[..], "Azure Arc"),
            (&[("MSI_ENDPOINT", ENDPOINT)], "CloudShell"),
        ] {
            let outcome = child.run(variables).await;
            let reason = format!("{kind} managed identity isn't supported");
            assert_says(&outcome, &reason);
        }
    });
}

#[test]
fn variables_that_cannot_be_used_are_named_and_not_shown() {
    in_child(managed_identity, async |child| {
        for (name, value) in [
            ("IDENTITY_ENDPOINT", "s3cret"),
            ("IDENTITY_ENDPOINT", "s3cret://s3cret"),
            ("IDENTITY_HEADER", "s3cret\n"),
        ] {
            let outcome = child.run_with_identity(&[(name, value)]).await;
            assert_says(&outcome, name);
            assert_hides(&outcome, "s3cret");
        }
    });
}

#[tokio::test]
async fn an_empty_id_is_refused() {
    let fake = start().await;
    for identity in [
        managed_identity().client_id(""),
        managed_identity().object_id(" "),
        managed_identity().resource_id(""),
    ] {
        let error = builder(&fake, identity).build().unwrap_err();
        assert!(error.is_configuration(), "{error}");
    }
}
