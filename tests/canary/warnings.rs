//! What is logged about arguments that are accepted, and about failures that are no error.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use msgraph_identity::credential::static_token;
use msgraph_identity::{ApiConnectorUpdate, ConnectorAuth, Graph, NewApiConnector, Pkcs12};
use msgraph_identity_core::{Pipeline, ServiceRoot, Session};
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::double::{Double, Tokens, json, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::logs;

fn text(logs: &Mutex<Vec<u8>>) -> String {
    String::from_utf8_lossy(&logs.lock().unwrap()).into_owned()
}

#[test]
fn an_http_target_url_is_accepted_with_a_warning_that_shows_no_key() {
    let logs = logs::capture();
    let auth = || ConnectorAuth::basic("svc", "hunter2");
    let url = "http://u:s3cret@warned.contoso.com/vet?code=s3cret#s3cret";
    NewApiConnector::new("x", url, auth()).unwrap();
    let _ = ApiConnectorUpdate::new().target_url(url).unwrap();
    NewApiConnector::new("x", "https://warned.contoso.com/vet", auth()).unwrap();

    let logs = text(&logs);
    let is_ours = |line: &&str| line.contains("warned.contoso.com/vet");
    let lines: Vec<&str> = logs.lines().filter(is_ours).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in lines {
        assert_says(line, "WARN");
        assert_says(line, "is not https");
        assert_hides(line, "s3cret");
    }
}

#[tokio::test]
async fn a_failed_refresh_is_a_warning_with_its_reason_and_without_the_token() {
    let logs = logs::capture();
    let tokens = Tokens::new(["s3cret-token", "error: s3cret-token\nis\u{202e} revoked"]);
    let pipeline = Pipeline::builder(Double::new([status(401)]), tokens).build();
    let root = ServiceRoot::parse("https://graph.microsoft.com/v1.0").unwrap();
    let url = "https://graph.microsoft.com/v1.0/identity/apiConnectors";
    let request = reqwest::Request::new(reqwest::Method::GET, url.parse().unwrap());
    let answer = Session::new(root, pipeline).send(request).await.unwrap();
    assert_eq!(answer.status(), 401);
    let log = text(&logs);
    let is_warning = |line: &&str| line.contains("the access token could not be refreshed");
    let line = log
        .lines()
        .filter(is_warning)
        .find(|line| line.contains("<redacted> is revoked"));
    assert_says(line.unwrap(), "WARN");
    assert_hides(&log, "s3cret-token");
}

#[tokio::test]
async fn sending_a_certificate_that_is_not_valid_then_is_a_warning() {
    const PFX: &[u8] = include_bytes!("../certificates/application.pfx");
    let logs = logs::capture();
    let certificate = Pkcs12::from_der(PFX, "application-password").unwrap();
    let warnings = |what: &str| {
        let log = text(&logs);
        let is_warning = |line: &&str| line.contains("WARN") && line.contains(what);
        let warnings = log.lines().filter(is_warning);
        warnings
            .filter(|line| line.contains(certificate.thumbprint()))
            .count()
    };
    let second = Duration::from_secs(1);
    let (start, end) = (certificate.not_before(), certificate.not_after());
    for (time, expired, early) in [
        (start, 0, 0),
        (end, 0, 0),
        (end + second, 3, 0),
        (start - second, 3, 3),
    ] {
        send(&certificate, time).await;
        assert_eq!(warnings("the certificate has expired"), expired);
        assert_eq!(warnings("the certificate is not valid yet"), early);
    }
}

/// Creates, updates and uploads with this certificate at this time.
async fn send(certificate: &Pkcs12, time: SystemTime) {
    const ID: &str = "11111111-1111-4111-8111-111111111111";
    let connector = || json(200, &serde_json::json!({ "id": ID }));
    let graph = Graph::builder(static_token("eyJ0eXAi"))
        .transport(Double::new([connector(), status(204), connector()]))
        .clock(Arc::new(At(time)))
        .build()
        .unwrap();
    let connectors = graph.v1().api_connectors();
    let auth = || ConnectorAuth::pkcs12(certificate.clone());
    let new = NewApiConnector::new("Vet", "https://api.contoso.com/vet", auth()).unwrap();
    connectors.create(&new).await.unwrap();
    let connector = connectors.connector(&ID.parse().unwrap());
    let update = ApiConnectorUpdate::new().auth(auth());
    connector.update(&update).await.unwrap();
    connector.certificates().upload(certificate).await.unwrap();
}
