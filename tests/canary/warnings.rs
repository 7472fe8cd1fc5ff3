//! What is logged about arguments that are accepted.

use msgraph_identity::{ApiConnectorUpdate, ConnectorAuth, NewApiConnector};

use crate::logs;

#[test]
fn an_http_target_url_is_accepted_with_a_warning_that_shows_no_key() {
    let logs = logs::capture();
    let auth = || ConnectorAuth::basic("svc", "hunter2");
    let url = "http://u:s3cret@warned.contoso.com/vet?code=s3cret#s3cret";
    NewApiConnector::new("x", url, auth()).unwrap();
    let _ = ApiConnectorUpdate::new().target_url(url).unwrap();
    NewApiConnector::new("x", "https://warned.contoso.com/vet", auth()).unwrap();

    let logs = String::from_utf8_lossy(&logs.lock().unwrap()).into_owned();
    let is_ours = |line: &&str| line.contains("warned.contoso.com/vet");
    let lines: Vec<&str> = logs.lines().filter(is_ours).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in lines {
        assert!(
            line.contains("WARN") && line.contains("is not https"),
            "{line}"
        );
        assert!(!line.contains("s3cret"), "{line}");
    }
}
