//! The credential that the environment selects, in processes with such an environment.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity::credential::{self, Credential};
use msgraph_identity_fake::{Fault, Operation};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;
use tempfile::NamedTempFile;

use crate::credentials::child::{Child, in_child};
use crate::credentials::fake::{
    CERTIFICATE, CERTIFICATE_KEY, CLIENT_ID, SECRET, TENANT, parameter, read_jwt, token_file,
    token_requests, workload_token,
};

fn from_env() -> Credential {
    credential::from_env().unwrap()
}

/// Runs as an application with these variables.
async fn run_application(child: &Child, variables: &[(&str, &str)]) -> String {
    let application = [("AZURE_TENANT_ID", TENANT), ("AZURE_CLIENT_ID", CLIENT_ID)];
    child.run(&[&application, variables].concat()).await
}

#[test]
fn a_secret_signs_in_at_the_authority_of_the_cloud_only() {
    in_child(from_env, async |child| {
        let origin = child.fake.https_url();
        let secret = ("AZURE_CLIENT_SECRET", SECRET);
        let variables = [secret, ("AZURE_AUTHORITY_HOST", &origin)];
        assert_eq!(run_application(&child, &variables).await, "ok");
        let other = "https://login.microsoftonline.com/";
        let variables = [secret, ("AZURE_AUTHORITY_HOST", other)];
        let outcome = run_application(&child, &variables).await;
        assert_says(&outcome, "AZURE_AUTHORITY_HOST");
        assert_eq!(token_requests(&child.fake).len(), 1);
    });
}

#[test]
fn after_a_wrong_secret_nothing_else_is_tried() {
    in_child(from_env, async |child| {
        let endpoint = format!("{}/msi/token", child.fake.url());
        let variables = [
            ("AZURE_CLIENT_SECRET", "wr0ng"),
            ("IDENTITY_ENDPOINT", &*endpoint),
            ("IDENTITY_HEADER", "h"),
        ];
        let outcome = run_application(&child, &variables).await;
        assert_says(&outcome, "AADSTS7000215");
        let tried = "the credential client-secret, by MSGRAPH_CREDENTIAL or by AZURE_CLIENT_SECRET, and no other was tried";
        assert_says(&outcome, tried);
        assert_hides(&outcome, "wr0ng");
        assert_eq!(child.fake.request_count(), 1);
    });
}

#[test]
fn a_certificate_signs_in_from_each_form_of_file() {
    const PFX: &[u8] = include_bytes!("../certificates/application.pfx");
    const ENCRYPTED: &str = include_str!("../certificates/application-key-encrypted.pem");
    in_child(from_env, async |child| {
        let file = NamedTempFile::new().unwrap();
        for (content, certificates) in [
            (format!("{CERTIFICATE_KEY}{CERTIFICATE}").into_bytes(), 1),
            (format!("\u{feff}{ENCRYPTED}{CERTIFICATE}").into_bytes(), 1),
            (PFX.to_vec(), 2),
            // As Key Vault downloads it.
            (STANDARD.encode(PFX).into_bytes(), 2),
        ] {
            fs::write(&file, content).unwrap();
            let variables = [
                (
                    "AZURE_CLIENT_CERTIFICATE_PATH",
                    file.path().to_str().unwrap(),
                ),
                ("AZURE_CLIENT_CERTIFICATE_PASSWORD", "application-password"),
                ("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "true"),
            ];
            assert_eq!(run_application(&child, &variables).await, "ok");
            let last = token_requests(&child.fake).pop().unwrap();
            let [header, _] = read_jwt(&parameter(&last, "client_assertion").unwrap());
            assert_eq!(header["x5c"].as_array().unwrap().len(), certificates);
        }
    });
}

/// Runs with the variables that a cluster gives to its pods.
async fn sign_in_from_the_cluster(child: Child) {
    let file = token_file();
    let variable = ("AZURE_FEDERATED_TOKEN_FILE", file.path().to_str().unwrap());
    assert_eq!(run_application(&child, &[variable]).await, "ok");
}

#[test]
fn a_workload_identity_signs_in() {
    in_child(from_env, async |child| {
        sign_in_from_the_cluster(child).await
    });
}

#[test]
fn the_workload_identity_of_the_cluster_needs_no_setters() {
    in_child(credential::workload_identity, async |child| {
        sign_in_from_the_cluster(child).await;
    });
}

#[test]
fn a_federated_token_signs_in() {
    in_child(from_env, async |child| {
        let variable = ("AZURE_FEDERATED_TOKEN", &*workload_token());
        assert_eq!(run_application(&child, &[variable]).await, "ok");
    });
}

/// Another endpoint of the fake stands in for that of GitHub, which answers with the token as `value`.
#[test]
fn a_workflow_of_github_signs_in() {
    in_child(from_env, async |child| {
        let answer = |status, body: serde_json::Value| {
            let answer = Fault::answer(status).header("content-type", "application/json");
            let answer = answer.body(body.to_string());
            let answer = answer.on(Operation::RequestManagedIdentityToken);
            child.fake.inject(answer).unwrap();
        };
        let url = format!("{}/msi/token?api-version=2.0", child.fake.https_url());
        let variables = [
            ("ACTIONS_ID_TOKEN_REQUEST_URL", &*url),
            ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "s3cret"),
        ];
        answer(200, json!({ "count": 1, "value": workload_token() }));
        assert_eq!(run_application(&child, &variables).await, "ok");
        let [request] = child.identity_requests().try_into().unwrap();
        assert_eq!(request.header("authorization"), Some("Bearer s3cret"));
        let audience = "api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange";
        assert_eq!(request.query(), audience);
        let exchanged = parameter(&token_requests(&child.fake)[0], "client_assertion");
        assert_eq!(exchanged, Some(workload_token()));

        // The endpoint sends back what it got.
        answer(401, json!({ "message": "s3cret is expired" }));
        let outcome = run_application(&child, &variables).await;
        assert_says(&outcome, "<redacted> is expired");
        assert_hides(&outcome, "s3cret");
    });
}

#[test]
fn a_managed_identity_signs_in() {
    in_child(from_env, async |child| {
        assert_eq!(child.run_with_identity(&[]).await, "ok");
    });
}
