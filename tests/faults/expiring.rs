//! Client certificates that expire soon.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use msgraph_identity::Expiring;
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::double::{Double, json};
use serde_json::{Value, json};

use crate::faults::scripted::builder;

const DAY: u64 = 86_400;
/// 2027-01-15.
const NOW: u64 = 1_800_000_000;

/// A certificate that is valid from this day to that one, counted from now.
fn certificate(thumbprint: &str, days: (i64, i64), is_active: bool) -> Value {
    let at = |days: i64| 1_800_000_000 + days * 86_400;
    json!({
        "thumbprint": thumbprint,
        "notBefore": at(days.0),
        "notAfter": at(days.1),
        "isActive": is_active,
    })
}

fn connector(number: u32, name: &str, certificates: &[Value]) -> Value {
    json!({
        "id": format!("{number:08}-0000-4000-8000-000000000000"),
        "displayName": name,
        "targetUrl": "https://api.contoso.com/vet",
        "authenticationConfiguration": {
            "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
            "certificateList": certificates,
        },
    })
}

async fn expiring(connectors: &[Value], days: u64) -> Vec<Expiring> {
    let transport = Double::new([json(200, &json!({ "value": connectors }))]);
    let clock = Arc::new(At(UNIX_EPOCH + Duration::from_secs(NOW)));
    let graph = builder(transport.clone()).clock(clock).build();
    let connectors = graph.unwrap().v1().api_connectors();
    let window = Duration::from_secs(days * DAY);
    let expiring = connectors.expiring_within(window).await.unwrap();
    assert_eq!(transport.count(), 1);
    expiring
}

fn thumbprints(expiring: &[Expiring]) -> Vec<&str> {
    let certificates = expiring.iter().map(Expiring::certificate);
    certificates
        .map(|certificate| certificate.thumbprint().unwrap())
        .collect()
}

#[tokio::test]
async fn only_the_certificate_in_use_counts() {
    let connectors = [
        connector(1, "later", &[certificate("A1", (-9, 12), true)]),
        connector(
            2,
            "renewed",
            &[
                certificate("B1", (-99, 1), false),
                certificate("B2", (-9, 400), true),
            ],
        ),
        connector(3, "sooner", &[certificate("C1", (-9, 1), true)]),
        json!({
            "id": "00000004-0000-4000-8000-000000000000",
            "displayName": "no certificate",
            "authenticationConfiguration": {
                "@odata.type": "#microsoft.graph.basicAuthentication",
                "username": "svc",
            },
        }),
    ];
    assert_eq!(thumbprints(&expiring(&connectors, 30).await), ["C1", "A1"]);
    assert_eq!(thumbprints(&expiring(&connectors, 12).await), ["C1", "A1"]);
    assert_eq!(thumbprints(&expiring(&connectors, 11).await), ["C1"]);
    assert_eq!(thumbprints(&expiring(&connectors, 0).await), [""; 0]);
}

#[tokio::test]
async fn a_connector_whose_certificates_have_all_expired_is_listed() {
    let certificates = [
        certificate("A1", (-99, -20), false),
        certificate("A2", (-50, -1), false),
        certificate("A3", (5, 400), false),
    ];
    let found = expiring(&[connector(1, "Vet", &certificates)], 0).await;
    assert_eq!(thumbprints(&found), ["A2"]);
    assert_eq!(found[0].expires_in(), Some(Duration::ZERO));
}

#[tokio::test]
async fn a_certificate_whose_end_is_unknown_comes_first() {
    let unknown = json!({ "thumbprint": "B1", "isActive": true });
    let connectors = [
        connector(1, "Vet", &[certificate("A1", (-9, 1), true)]),
        connector(2, "Old", &[unknown]),
    ];
    let found = expiring(&connectors, 30).await;
    assert_eq!(thumbprints(&found), ["B1", "A1"]);
    assert_eq!(found[0].expires_in(), None);
}

#[tokio::test]
async fn the_line_of_an_expiring_certificate_has_all_that_one_needs() {
    let connectors = [
        connector(
            1,
            "Vet\u{1b}[31m sign-ups",
            &[certificate("A1", (-9, 12), true)],
        ),
        connector(2, "Gone", &[certificate("B1", (-9, -1), false)]),
        connector(3, "Tomorrow", &[certificate("C1", (-9, 1), true)]),
    ];
    let found = expiring(&connectors, 30).await;
    let lines: Vec<String> = found.iter().map(Expiring::to_string).collect();
    assert_eq!(
        lines[0],
        "Gone (00000002-0000-4000-8000-000000000000): B1, valid from 2027-01-06 to 2027-01-14; expired"
    );
    assert!(
        lines[1].ends_with("2027-01-16, active; expires in 1 day"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].ends_with("2027-01-27, active; expires in 12 days"),
        "{}",
        lines[2]
    );
    assert!(!lines[2].contains('\u{1b}'), "{}", lines[2]);
    for (left, expected) in [
        (59, "in less than 1 hour"),
        (3_601, "in 1 hour"),
        (7_201, "in 2 hours"),
    ] {
        let end = NOW + left;
        let certificate = json!({ "thumbprint": "D1", "notAfter": end, "isActive": true });
        let found = expiring(&[connector(4, "Soon", &[certificate])], 30).await;
        assert!(found[0].to_string().ends_with(expected), "{}", found[0]);
    }
    assert_eq!(
        found[2].connector_id().as_str(),
        "00000001-0000-4000-8000-000000000000"
    );
}
