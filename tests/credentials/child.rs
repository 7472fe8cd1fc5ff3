//! A process of its own, for what goes by the variables of a process: the calling test again, which ends there.

use std::env;
use std::process::{self, Command};

use msgraph_identity::credential::Credential;
use msgraph_identity_fake::FakeServer;

use crate::credentials::fake::{builder_at, list};

const ORIGIN: &str = "MSGRAPH_IDENTITY_TEST_ORIGIN";
const CERTIFICATE: &str = "MSGRAPH_IDENTITY_TEST_CERTIFICATE";

/// Variables of this process that a child must not have.
const NOT_INHERITED: [&str; 17] = [
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_URL",
    "AZURE_AUTHORITY_HOST",
    "AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "AZURE_CLIENT_CERTIFICATE_PATH",
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
    "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN",
    "AZURE_FEDERATED_TOKEN",
    "AZURE_FEDERATED_TOKEN_FILE",
    "AZURE_TENANT_ID",
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
    "MSGRAPH_CLOUD",
    "MSGRAPH_CREDENTIAL",
    "MSI_ENDPOINT",
    "MSI_SECRET",
];

/// In the child: lists the connectors of the parent's fake with this credential, says what came of it, and ends.
pub(crate) fn list_in_child<C: Into<Credential>>(credential: impl FnOnce() -> C) {
    let Ok(origin) = env::var(ORIGIN) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    let outcome = runtime.block_on(async {
        let certificate = env::var(CERTIFICATE).unwrap();
        let graph = builder_at(&origin, &certificate, credential()).build()?;
        list(&graph).await?;
        // The second call needs no second token.
        list(&graph).await
    });
    match outcome {
        Ok(()) => println!("outcome: ok"),
        Err(error) => println!("outcome: {error} {error:?}"),
    }
    process::exit(0);
}

/// What the test with this name says in a child with these variables.
pub(crate) async fn run(fake: &FakeServer, test: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    for name in NOT_INHERITED {
        command.env_remove(name);
    }
    command
        .args([test, "--exact", "--nocapture"])
        .env(ORIGIN, fake.https_url())
        .env(CERTIFICATE, fake.certificate_pem())
        .envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output());
    let text = String::from_utf8(output.await.unwrap().unwrap().stdout).unwrap();
    let (_, outcome) = text.split_once("outcome: ").expect(&text);
    outcome.lines().next().unwrap().to_owned()
}

/// Runs the parent's part of a test.
pub(crate) fn parent(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread();
    { runtime }.enable_all().build().unwrap().block_on(test);
}
