//! No sign-in, whatever comes of it, shows what it is made with.

use std::fmt::Debug;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use msgraph_identity::Error;
use msgraph_identity::credential::{
    ClientCertificate, Credential, client_certificate, client_secret, workload_identity,
};
use msgraph_identity_fake::{Fault, Operation};
use msgraph_identity_tests::log::Log;
use msgraph_identity_tests::text::assert_says;

use crate::credentials::fake::{
    CERTIFICATE, CERTIFICATE_KEY, CLIENT_ID, TENANT, list_with, parameter, start, token_file,
    token_requests,
};

const CANARY: &str = "c4nary-s&cret+\"\\";

/// Everything that an error shows, and everything behind it.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        text += &format!(" {error} {error:?}");
        cause = error.source();
    }
    if let Some(said) = error.credential_error() {
        text += &format!(" {said} {said:?}");
    }
    text
}

fn debug(value: &impl Debug) -> String {
    format!("{value:?} {value:#?}")
}

/// The text itself, and as URLs, JSON and base64 have it.
fn forms(secret: &str) -> Vec<String> {
    let json = serde_json::to_string(secret).unwrap();
    let form: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    vec![
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        form,
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
    ]
}

#[tokio::test]
async fn no_log_and_no_text_shows_a_secret_an_assertion_or_a_token() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let fake = start().await;
    let file = token_file();
    let certificate = ClientCertificate::from_pem_pair(CERTIFICATE, CERTIFICATE_KEY).unwrap();
    let workload = workload_identity().tenant(TENANT).client_id(CLIENT_ID);
    let credentials: [Credential; 3] = [
        client_secret(TENANT, CLIENT_ID, CANARY),
        client_certificate(TENANT, CLIENT_ID, certificate.send_chain()),
        workload.token_file(file.path()).into(),
    ];
    let mut texts = Vec::new();
    for credential in credentials {
        texts.push(debug(&credential));
        for fault in [
            None,
            Some(Fault::answer(401).body("{\"error\":\"e\",\"error_description\":\"no\\r\\n\"}")),
            Some(Fault::answer(503)),
            Some(Fault::lost_answer()),
        ] {
            if let Some(fault) = fault {
                fake.inject(fault.on(Operation::RequestToken).always())
                    .unwrap();
            }
            if let Err(error) = list_with(&fake, credential.clone()).await {
                texts.push(shown(&error));
            }
            fake.clear_faults();
        }
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for target in ["msgraph_identity", "typespec_client_core", "hyper_util"] {
        assert_says(&log, target);
    }
    texts.push(log);

    let mut secrets: Vec<String> = forms(CANARY);
    secrets.extend(
        CERTIFICATE_KEY
            .lines()
            .filter(|line| line.len() == 64)
            .map(str::to_owned),
    );
    for request in token_requests(&fake) {
        secrets.extend(parameter(&request, "client_assertion"));
    }
    for request in fake.requests_for(Operation::ListApiConnectors) {
        let authorization = request.header("authorization").unwrap();
        secrets.push(authorization.strip_prefix("Bearer ").unwrap().to_owned());
    }
    assert!(secrets.len() > 30, "{}", secrets.len());
    for secret in &secrets {
        for text in &texts {
            assert!(!text.contains(secret), "{secret} is shown");
        }
    }
}
