//! A process of its own, for what goes by the variables of a process: the calling test again, which ends there.

use std::any::type_name;
use std::env;
use std::process::{self, Command};
use std::sync::Arc;

use msgraph_identity::Error;
use msgraph_identity::credential::Credential;
use msgraph_identity_fake::{FakeServer, Operation, RecordedRequest};

use crate::credentials::fake::{builder_at, list, start};

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

/// A process with variables of its own, in which the calling test runs again, and a fake for it.
pub(crate) struct Child {
    pub(crate) fake: FakeServer,
    test: String,
}

/// In the child, lists connectors with this credential. In the parent, runs the test.
pub(crate) fn in_child<C: Into<Credential>, T: AsyncFnOnce(Child)>(
    credential: impl FnOnce() -> C,
    test: T,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    if let Ok(origin) = env::var(ORIGIN) {
        match runtime.block_on(list_twice(&origin, credential())) {
            Ok(()) => println!("outcome: ok"),
            Err(error) => println!("outcome: {error} {error:?}"),
        }
        process::exit(0);
    }
    // The closure is named after the test in which it is written: crate::module::test::{{closure}}.
    let name = type_name::<T>().split("::{{").next().unwrap();
    let name = name.split_once("::").unwrap().1.to_owned();
    runtime.block_on(async {
        let fake = start().await;
        test(Child { fake, test: name }).await;
    });
}

async fn list_twice(origin: &str, credential: impl Into<Credential>) -> Result<(), Error> {
    let certificate = env::var(CERTIFICATE).unwrap();
    let graph = builder_at(origin, &certificate, credential).build()?;
    list(&graph).await?;
    // The second call needs no second token.
    list(&graph).await
}

impl Child {
    /// Runs with these variables. Returns `ok`, or the error.
    pub(crate) async fn run(&self, variables: &[(&str, &str)]) -> String {
        let mut command = Command::new(env::current_exe().unwrap());
        for name in NOT_INHERITED {
            command.env_remove(name);
        }
        command
            .args([&self.test, "--exact", "--nocapture"])
            .env(ORIGIN, self.fake.https_url())
            .env(CERTIFICATE, self.fake.certificate_pem())
            .envs(variables.iter().copied());
        let output = tokio::task::spawn_blocking(move || command.output());
        let text = String::from_utf8(output.await.unwrap().unwrap().stdout).unwrap();
        let (_, outcome) = text.split_once("outcome: ").expect(&text);
        outcome.lines().next().unwrap().to_owned()
    }

    /// Runs with the endpoint of the fake for managed identities, and these variables.
    pub(crate) async fn run_with_identity(&self, variables: &[(&str, &str)]) -> String {
        let endpoint = format!("{}/msi/token", self.fake.url());
        let identity = [
            ("IDENTITY_ENDPOINT", &*endpoint),
            ("IDENTITY_HEADER", "h3ader"),
        ];
        self.run(&[&identity, variables].concat()).await
    }

    /// The requests to that endpoint.
    pub(crate) fn identity_requests(&self) -> Vec<Arc<RecordedRequest>> {
        self.fake
            .requests_for(Operation::RequestManagedIdentityToken)
    }
}
