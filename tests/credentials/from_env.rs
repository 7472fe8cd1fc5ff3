//! The credential that the environment says, in processes with such an environment.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity::credential::{self, Credential};
use msgraph_identity_fake::{Fault, Operation};
use serde_json::json;

use crate::credentials::child::{list_in_child, parent, run};
use crate::credentials::fake::{
    CERTIFICATE, CERTIFICATE_KEY, CLIENT_ID, SECRET, TENANT, parameter, read_jwt, start,
    token_requests, workload_token,
};

fn from_env() -> Credential {
    credential::from_env().unwrap()
}

const APPLICATION: [(&str, &str); 2] =
    [("AZURE_TENANT_ID", TENANT), ("AZURE_CLIENT_ID", CLIENT_ID)];

#[test]
fn a_secret_in_the_environment() {
    list_in_child(from_env);
    parent(async {
        let fake = start().await;
        let origin = fake.https_url();
        let [tenant, client_id] = APPLICATION;
        let secret = ("AZURE_CLIENT_SECRET", SECRET);
        let test = "credentials::from_env::a_secret_in_the_environment";
        let mut variables = vec![tenant, client_id, secret, ("AZURE_AUTHORITY_HOST", &origin)];
        assert_eq!(run(&fake, test, &variables).await, "ok");
        assert_eq!(token_requests(&fake).len(), 1);

        // The authority of the environment is not that of the client's cloud.
        variables[3].1 = "https://login.microsoftonline.com/";
        let outcome = run(&fake, test, &variables).await;
        assert!(outcome.contains("AZURE_AUTHORITY_HOST"), "{outcome}");
        assert_eq!(token_requests(&fake).len(), 1);
    });
}

#[test]
fn a_wrong_secret_is_the_end_of_it() {
    list_in_child(from_env);
    parent(async {
        let fake = start().await;
        let [tenant, client_id] = APPLICATION;
        let endpoint = format!("{}/msi/token", fake.url());
        let variables = [
            tenant,
            client_id,
            ("AZURE_CLIENT_SECRET", "wr0ng"),
            ("IDENTITY_ENDPOINT", &*endpoint),
            ("IDENTITY_HEADER", "h"),
        ];
        let test = "credentials::from_env::a_wrong_secret_is_the_end_of_it";
        let outcome = run(&fake, test, &variables).await;
        assert!(outcome.contains("AADSTS7000215"), "{outcome}");
        let tried = "the credential client-secret, by MSGRAPH_CREDENTIAL or by AZURE_CLIENT_SECRET, and no other was tried";
        assert!(outcome.contains(tried), "{outcome}");
        assert!(!outcome.contains("wr0ng"), "{outcome}");
        assert_eq!(fake.request_count(), 1, "nothing else is tried");
    });
}

#[test]
fn a_certificate_in_the_environment() {
    list_in_child(from_env);
    parent(async {
        let fake = start().await;
        let folder = tempfile::tempdir().unwrap();
        let [tenant, client_id] = APPLICATION;
        let pem = folder.path().join("application.pem");
        fs::write(&pem, format!("{CERTIFICATE_KEY}{CERTIFICATE}")).unwrap();
        let pfx = folder.path().join("application.pfx");
        fs::write(&pfx, include_bytes!("../certificates/application.pfx")).unwrap();
        let test = "credentials::from_env::a_certificate_in_the_environment";
        let encrypted = folder.path().join("encrypted.pem");
        let key = include_str!("../certificates/application-key-encrypted.pem");
        fs::write(&encrypted, format!("\u{feff}{key}{CERTIFICATE}")).unwrap();
        let base64 = folder.path().join("key-vault.pfx");
        let content = include_bytes!("../certificates/application.pfx");
        fs::write(&base64, STANDARD.encode(content)).unwrap();
        for (file, certificates) in [(&pem, 1), (&pfx, 2), (&encrypted, 1), (&base64, 2)] {
            let variables = [
                tenant,
                client_id,
                ("AZURE_CLIENT_CERTIFICATE_PATH", file.to_str().unwrap()),
                ("AZURE_CLIENT_CERTIFICATE_PASSWORD", "application-password"),
                ("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "true"),
            ];
            assert_eq!(run(&fake, test, &variables).await, "ok");
            let last = token_requests(&fake).pop().unwrap();
            let [header, _] = read_jwt(&parameter(&last, "client_assertion").unwrap());
            assert_eq!(header["x5c"].as_array().unwrap().len(), certificates);
        }
    });
}

/// What a test says in a child that has what a cluster gives to its pods.
async fn run_in_cluster(test: &str) -> String {
    let fake = start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, workload_token()).unwrap();
    let [tenant, client_id] = APPLICATION;
    let file = ("AZURE_FEDERATED_TOKEN_FILE", file.to_str().unwrap());
    run(&fake, test, &[tenant, client_id, file]).await
}

#[test]
fn a_workload_identity_in_the_environment() {
    list_in_child(from_env);
    parent(async {
        let test = "credentials::from_env::a_workload_identity_in_the_environment";
        assert_eq!(run_in_cluster(test).await, "ok");
    });
}

#[test]
fn the_workload_identity_of_the_cluster_needs_no_setters() {
    list_in_child(credential::workload_identity);
    parent(async {
        let test = "credentials::from_env::the_workload_identity_of_the_cluster_needs_no_setters";
        assert_eq!(run_in_cluster(test).await, "ok");
    });
}

#[test]
fn a_federated_token_in_the_environment() {
    list_in_child(from_env);
    parent(async {
        let fake = start().await;
        let [tenant, client_id] = APPLICATION;
        let token = workload_token();
        let test = "credentials::from_env::a_federated_token_in_the_environment";
        let variables = [tenant, client_id, ("AZURE_FEDERATED_TOKEN", &*token)];
        assert_eq!(run(&fake, test, &variables).await, "ok");
    });
}

/// Another endpoint of the fake stands in for that of GitHub, which answers with the token as `value`.
#[test]
fn a_workflow_of_github_in_the_environment() {
    list_in_child(from_env);
    parent(async {
        let fake = start().await;
        let answer = json!({ "count": 1, "value": workload_token() }).to_string();
        let answer = Fault::answer(200)
            .header("content-type", "application/json")
            .body(answer);
        fake.inject(answer.on(Operation::RequestManagedIdentityToken))
            .unwrap();
        let [tenant, client_id] = APPLICATION;
        let url = format!("{}/msi/token?api-version=2.0", fake.https_url());
        let variables = [
            tenant,
            client_id,
            ("ACTIONS_ID_TOKEN_REQUEST_URL", &*url),
            ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "s3cret"),
        ];
        let test = "credentials::from_env::a_workflow_of_github_in_the_environment";
        assert_eq!(run(&fake, test, &variables).await, "ok");
        let [request] = fake
            .requests_for(Operation::RequestManagedIdentityToken)
            .try_into()
            .unwrap();
        assert_eq!(request.header("authorization"), Some("Bearer s3cret"));
        let audience = "api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange";
        assert_eq!(request.query(), audience);
        let exchanged = parameter(&token_requests(&fake)[0], "client_assertion");
        assert_eq!(exchanged, Some(workload_token()));

        // The endpoint sends back what it got.
        let echo = Fault::answer(401).header("content-type", "application/json");
        let echo = echo.body(r#"{"message": "s3cret is expired"}"#);
        fake.inject(echo.on(Operation::RequestManagedIdentityToken))
            .unwrap();
        let outcome = run(&fake, test, &variables).await;
        assert!(outcome.contains("<redacted> is expired"), "{outcome}");
        assert!(!outcome.contains("s3cret"), "{outcome}");
    });
}

#[test]
fn a_managed_identity_in_the_environment() {
    list_in_child(from_env);
    parent(async {
        let fake = start().await;
        let endpoint = format!("{}/msi/token", fake.url());
        let test = "credentials::from_env::a_managed_identity_in_the_environment";
        let variables = [("IDENTITY_ENDPOINT", &*endpoint), ("IDENTITY_HEADER", "h")];
        assert_eq!(run(&fake, test, &variables).await, "ok");
    });
}
