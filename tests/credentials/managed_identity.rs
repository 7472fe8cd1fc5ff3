//! Managed identities, by the endpoint that variables of the process name.

use std::net::TcpListener;

use msgraph_identity::credential::managed_identity;
use msgraph_identity_fake::{Fault, Operation};

use crate::credentials::child::{list_in_child, parent, run};
use crate::credentials::fake::{CLIENT_ID, builder, start};

#[test]
fn the_identity_of_the_system_gets_a_token_over_plain_http() {
    list_in_child(managed_identity);
    parent(async {
        let fake = start().await;
        let endpoint = format!("{}/msi/token", fake.url());
        let test = "credentials::managed_identity::the_identity_of_the_system_gets_a_token_over_plain_http";
        // A proxy would get to see the token.
        let variables = [
            ("IDENTITY_ENDPOINT", &*endpoint),
            ("IDENTITY_HEADER", "h3ader"),
            ("http_proxy", "http://127.0.0.1:9"),
            ("HTTP_PROXY", "http://127.0.0.1:9"),
        ];
        assert_eq!(run(&fake, test, &variables).await, "ok");
        let [request] = fake
            .requests_for(Operation::RequestManagedIdentityToken)
            .try_into()
            .unwrap();
        assert_eq!(request.header("x-identity-header"), Some("h3ader"));
        let port = fake.address().port();
        let resource = format!("resource=https%3A%2F%2Flocalhost%3A{port}");
        assert!(request.query().contains(&resource), "{}", request.query());
        assert!(
            !request.query().contains("client_id"),
            "{}",
            request.query()
        );
    });
}

#[test]
fn a_user_assigned_identity_is_named() {
    list_in_child(|| managed_identity().client_id(CLIENT_ID));
    parent(async {
        let fake = start().await;
        let endpoint = format!("{}/msi/token", fake.url());
        let test = "credentials::managed_identity::a_user_assigned_identity_is_named";
        let variables = [("IDENTITY_ENDPOINT", &*endpoint), ("IDENTITY_HEADER", "h")];
        assert_eq!(run(&fake, test, &variables).await, "ok");
        let requests = fake.requests_for(Operation::RequestManagedIdentityToken);
        let query = requests[0].query();
        assert!(query.contains(&format!("client_id={CLIENT_ID}")), "{query}");
    });
}

#[test]
fn an_identity_that_is_not_assigned_is_an_error_that_says_so() {
    list_in_child(|| managed_identity().client_id("other"));
    parent(async {
        let fake = start().await;
        let endpoint = format!("{}/msi/token", fake.url());
        let test = "credentials::managed_identity::an_identity_that_is_not_assigned_is_an_error_that_says_so";
        let variables = [("IDENTITY_ENDPOINT", &*endpoint), ("IDENTITY_HEADER", "h")];
        let outcome = run(&fake, test, &variables).await;
        let port = fake.address().port();
        let reason = format!("127.0.0.1:{port} answered 400 Bad Request: Identity not found");
        assert!(outcome.contains(&reason), "{outcome}");
        // It may have been assigned just now.
        let requests = fake.requests_for(Operation::RequestManagedIdentityToken);
        assert_eq!(requests.len(), 4);
    });
}

#[test]
fn a_busy_endpoint_is_asked_again() {
    list_in_child(managed_identity);
    parent(async {
        let fake = start().await;
        for status in [503, 410, 404] {
            let fault = Fault::answer(status).on(Operation::RequestManagedIdentityToken);
            fake.inject(fault).unwrap();
        }
        let endpoint = format!("{}/msi/token", fake.url());
        let test = "credentials::managed_identity::a_busy_endpoint_is_asked_again";
        let variables = [("IDENTITY_ENDPOINT", &*endpoint), ("IDENTITY_HEADER", "h")];
        assert_eq!(run(&fake, test, &variables).await, "ok");
        assert_eq!(
            fake.requests_for(Operation::RequestManagedIdentityToken)
                .len(),
            4
        );
    });
}

#[test]
fn a_service_that_refuses_connections_may_still_be_starting() {
    list_in_child(managed_identity);
    parent(async {
        let fake = start().await;
        // A port that was free a moment ago.
        let closed = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let endpoint = format!("http://{closed}/msi/token");
        let test = "credentials::managed_identity::a_service_that_refuses_connections_may_still_be_starting";
        let variables = [("IDENTITY_ENDPOINT", &*endpoint), ("IDENTITY_HEADER", "h")];
        let outcome = run(&fake, test, &variables).await;
        assert!(
            outcome.contains(&format!("no managed identity at {closed}"))
                && outcome.contains("may still be starting"),
            "{outcome}"
        );
        assert_eq!(fake.request_count(), 0);
    });
}

#[test]
fn kinds_that_are_not_supported_are_refused() {
    list_in_child(managed_identity);
    parent(async {
        let fake = start().await;
        let test = "credentials::managed_identity::kinds_that_are_not_supported_are_refused";
        for (variables, kind) in [
            (
                vec![
                    ("IDENTITY_ENDPOINT", "http://127.0.0.1:1"),
                    ("IMDS_ENDPOINT", "http://127.0.0.1:1"),
                ],
                "Azure Arc",
            ),
            (vec![("MSI_ENDPOINT", "http://127.0.0.1:1")], "CloudShell"),
        ] {
            let outcome = run(&fake, test, &variables).await;
            let reason = format!("{kind} managed identity isn't supported");
            assert!(outcome.contains(&reason), "{outcome}");
        }
    });
}

#[test]
fn variables_that_cannot_be_used_are_named_and_not_shown() {
    list_in_child(managed_identity);
    parent(async {
        let fake = start().await;
        let test =
            "credentials::managed_identity::variables_that_cannot_be_used_are_named_and_not_shown";
        for (endpoint, header, name) in [
            ("s3cret", "h", "IDENTITY_ENDPOINT"),
            ("s3cret://s3cret", "h", "IDENTITY_ENDPOINT"),
            (
                "http://127.0.0.1:1/msi/token",
                "s3cret\n",
                "IDENTITY_HEADER",
            ),
        ] {
            let variables = [("IDENTITY_ENDPOINT", endpoint), ("IDENTITY_HEADER", header)];
            let outcome = run(&fake, test, &variables).await;
            assert!(outcome.contains(name), "{outcome}");
            assert!(!outcome.contains("s3cret"), "{outcome}");
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
        assert!(
            builder(&fake, identity)
                .build()
                .unwrap_err()
                .is_configuration()
        );
    }
}
