//! Client certificates of connectors. Thumbprints and times are those that `openssl x509` tells of the files.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity_fake::{Clock, FakeGraph, FakeServer, Switches, UploadToBasicConnector};
use serde_json::{Value, json};

use crate::connectors::basic;
use crate::exchange::{get, patch, post};

pub(crate) const FIRST: &[u8] = include_bytes!("../certificates/first.pfx");
const SECOND: &[u8] = include_bytes!("../certificates/second.pfx");
const FUTURE: &[u8] = include_bytes!("../certificates/future.pfx");
const CHAIN: &[u8] = include_bytes!("../certificates/chain.pfx");
const LEGACY: &[u8] = include_bytes!("../certificates/legacy.pfx");
const NO_KEY: &[u8] = include_bytes!("../certificates/no-key.pfx");

const FIRST_THUMBPRINT: &str = "EA070E8AA31A0DA44AE7F467B98E5C8F54BD617E";
const SECOND_THUMBPRINT: &str = "37D5E388179FC5A841B0EC15D42DE34D701AA347";
const FUTURE_THUMBPRINT: &str = "8B8ABB713CC4B559697EF4F01D40478F1E489D47";
const ISSUED_THUMBPRINT: &str = "43DA7C3093D99D250AB6C7932DAF88D9BB91311F";

/// 2026-11-21T00:00:00Z, when the first and the second certificate are valid and the future one is not.
const TODAY: i64 = 1_795_219_200;

fn pkcs12(pfx: &[u8], password: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.pkcs12Certificate",
        "pkcs12Value": STANDARD.encode(pfx),
        "password": password
    })
}

fn with_certificate(pfx: &[u8], password: &str) -> Value {
    let mut body = basic("A");
    body["authenticationConfiguration"] = pkcs12(pfx, password);
    body
}

fn upload(pfx: &[u8], password: &str) -> Value {
    json!({ "pkcs12Value": STANDARD.encode(pfx), "password": password })
}

async fn start_at(clock: &Clock) -> FakeServer {
    FakeGraph::builder()
        .clock(clock.clone())
        .start()
        .await
        .unwrap()
}

async fn create(fake: &FakeServer, body: &Value) -> String {
    let created = post(fake, "v1.0/identity/apiConnectors", body)
        .await
        .expect(201)
        .json();
    created["id"].as_str().unwrap().to_owned()
}

/// Thumbprints with whether each is active.
fn activity(connector: &Value) -> Vec<(String, bool)> {
    let list = connector["authenticationConfiguration"]["certificateList"]
        .as_array()
        .unwrap();
    list.iter()
        .map(|item| {
            (
                item["thumbprint"].as_str().unwrap().to_owned(),
                item["isActive"].as_bool().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_pkcs12_file_becomes_an_entry_with_its_real_thumbprint_and_validity() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    for (pfx, password, thumbprint, not_before, not_after) in [
        (
            FIRST,
            "first-password",
            FIRST_THUMBPRINT,
            1_767_225_600,
            1_830_297_600,
        ),
        (
            LEGACY,
            "first-password",
            FIRST_THUMBPRINT,
            1_767_225_600,
            1_830_297_600,
        ),
        (SECOND, "", SECOND_THUMBPRINT, 1_780_272_000, 1_874_966_400),
        (
            CHAIN,
            "chain-password",
            ISSUED_THUMBPRINT,
            1_772_323_200,
            1_803_859_200,
        ),
    ] {
        let created = post(
            &fake,
            "v1.0/identity/apiConnectors",
            &with_certificate(pfx, password),
        )
        .await
        .expect(201);
        assert_eq!(
            created.json()["authenticationConfiguration"],
            json!({
                "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
                "certificateList": [{
                    "thumbprint": thumbprint, "notBefore": not_before, "notAfter": not_after, "isActive": true
                }]
            })
        );
    }
}

#[tokio::test]
async fn an_upload_is_added_and_the_newest_valid_one_is_active() {
    let clock = Clock::fixed(TODAY);
    let fake = start_at(&clock).await;
    let id = create(&fake, &with_certificate(FIRST, "first-password")).await;
    let path = format!("v1.0/identity/apiConnectors/{id}");
    let first = || (FIRST_THUMBPRINT.to_owned(), false);
    let answer = post(
        &fake,
        &format!("{path}/uploadClientCertificate"),
        &upload(SECOND, ""),
    )
    .await
    .expect(200);
    assert_eq!(
        activity(&answer.json()),
        [first(), (SECOND_THUMBPRINT.to_owned(), true)]
    );
    assert_eq!(answer.json()["id"], id);
    let qualified = format!("{path}/microsoft.graph.uploadClientCertificate");
    let answer = post(&fake, &qualified, &upload(FUTURE, "future-password"))
        .await
        .expect(200);
    let future = |active| (FUTURE_THUMBPRINT.to_owned(), active);
    assert_eq!(
        activity(&answer.json()),
        [first(), (SECOND_THUMBPRINT.to_owned(), true), future(false)]
    );
    // 2027-07-01: the newest becomes valid.
    clock.advance(Duration::from_secs(1_814_400_000 - TODAY as u64));
    let read = get(&fake, &path).await.json();
    assert_eq!(
        activity(&read),
        [first(), (SECOND_THUMBPRINT.to_owned(), false), future(true)]
    );
    // 2030-01-02: all have expired.
    clock.advance(Duration::from_secs(1_893_542_400 - 1_814_400_000));
    let read = get(&fake, &path).await.json();
    assert!(activity(&read).iter().all(|(_, active)| !active));
}

#[tokio::test]
async fn a_wrong_password_or_another_file_is_a_400_that_shows_no_secret() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    let id = create(&fake, &with_certificate(FIRST, "first-password")).await;
    let truncated = &FIRST[..FIRST.len() / 2];
    for (what, pfx, password) in [
        ("wrong password", FIRST, "canary-password"),
        ("no password", FIRST, ""),
        ("wrong password of a legacy file", LEGACY, "canary-password"),
        ("no PFX", b"canary" as &[u8], "canary-password"),
        ("empty", b"", "canary-password"),
        ("truncated", truncated, "first-password"),
        ("no private key", NO_KEY, "first-password"),
    ] {
        for (path, body) in [
            (
                "v1.0/identity/apiConnectors".to_owned(),
                with_certificate(pfx, password),
            ),
            (
                format!("v1.0/identity/apiConnectors/{id}/uploadClientCertificate"),
                upload(pfx, password),
            ),
        ] {
            let answer = post(&fake, &path, &body).await.expect(400);
            assert_eq!(answer.code(), "Request_BadRequest", "{what}");
            assert!(!answer.text.contains("canary"), "{what}");
        }
    }
    for value in [json!("not base64!"), json!(""), Value::Null, json!(7)] {
        let body = json!({ "pkcs12Value": value, "password": "" });
        post(
            &fake,
            &format!("v1.0/identity/apiConnectors/{id}/uploadClientCertificate"),
            &body,
        )
        .await
        .expect(400);
    }
    let read = get(&fake, &format!("v1.0/identity/apiConnectors/{id}"))
        .await
        .json();
    assert_eq!(activity(&read).len(), 1);
}

#[tokio::test]
async fn a_connector_can_change_from_a_password_to_a_certificate_and_back() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    let id = create(&fake, &basic("A")).await;
    let path = format!("v1.0/identity/apiConnectors/{id}");
    let certificate = json!({ "authenticationConfiguration": pkcs12(SECOND, "") });
    patch(&fake, &path, &certificate).await.expect(204);
    let read = get(&fake, &path).await.json();
    assert_eq!(activity(&read), [(SECOND_THUMBPRINT.to_owned(), true)]);
    assert!(!read.to_string().contains("password"));
    let password =
        json!({ "authenticationConfiguration": basic("A")["authenticationConfiguration"] });
    patch(&fake, &path, &password).await.expect(204);
    assert_eq!(
        get(&fake, &path).await.json()["authenticationConfiguration"]["password"],
        "******"
    );
}

#[tokio::test]
async fn an_upload_to_a_connector_with_a_password_is_a_switch() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    let id = create(&fake, &basic("A")).await;
    let path = format!("v1.0/identity/apiConnectors/{id}/uploadClientCertificate");
    post(&fake, &path, &upload(SECOND, "")).await.expect(400);

    let switches = Switches {
        upload_to_basic_connector: UploadToBasicConnector::Converted,
        ..Switches::default()
    };
    let fake = FakeGraph::builder()
        .clock(Clock::fixed(TODAY))
        .switches(switches)
        .start()
        .await
        .unwrap();
    let id = create(&fake, &basic("A")).await;
    let path = format!("v1.0/identity/apiConnectors/{id}/uploadClientCertificate");
    let answer = post(&fake, &path, &upload(SECOND, "")).await.expect(200);
    assert_eq!(
        activity(&answer.json()),
        [(SECOND_THUMBPRINT.to_owned(), true)]
    );
}
