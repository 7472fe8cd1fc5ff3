//! Client certificates of connectors. Thumbprints and times are from `openssl x509`.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity_fake::{Clock, DEFAULT_TENANT_ID, FakeGraph, Pkcs12Encryption, Seed};
use msgraph_identity_fake::{SameCertificate, TenantSeed, UploadToBasicConnector};
use serde_json::{Value, json};

use crate::exchange::{CONNECTORS, Fake, basic};

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

const BAD: &str = "Request_BadRequest";
/// As Azure AD B2C answers: <https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8994>.
const WRONG_PASSWORD: &str = "AADB2C90213";

/// 2026-11-21T00:00:00Z, when the first and the second certificate are valid and the future one is not.
const TODAY: i64 = 1_795_219_200;

fn upload(pfx: &[u8], password: &str) -> Value {
    json!({ "pkcs12Value": STANDARD.encode(pfx), "password": password })
}

pub(crate) fn with_certificate(pfx: &[u8], password: &str) -> Value {
    let mut body = basic("A");
    let mut authentication = upload(pfx, password);
    authentication["@odata.type"] = "#microsoft.graph.pkcs12Certificate".into();
    body["authenticationConfiguration"] = authentication;
    body
}

/// The path of the action of a connector.
fn action(connector: &str) -> String {
    format!("{connector}/uploadClientCertificate")
}

/// The thumbprint of each certificate, and whether it is active.
fn activity(connector: &Value) -> Vec<(String, bool)> {
    let list = &connector["authenticationConfiguration"]["certificateList"];
    let text = |item: &Value| item["thumbprint"].as_str().unwrap().to_owned();
    let list = list.as_array().unwrap().iter();
    list.map(|item| (text(item), item["isActive"].as_bool().unwrap()))
        .collect()
}

fn listed(thumbprint: &str, active: bool) -> (String, bool) {
    (thumbprint.to_owned(), active)
}

#[tokio::test]
async fn a_pkcs12_file_is_listed_with_its_thumbprint_and_validity() {
    let fake = Fake::at(&Clock::fixed(TODAY)).await;
    let first = (FIRST_THUMBPRINT, 1_767_225_600, 1_830_297_600);
    let second = (SECOND_THUMBPRINT, 1_780_272_000, 1_874_966_400);
    let issued = (ISSUED_THUMBPRINT, 1_772_323_200, 1_803_859_200);
    for (pfx, password, (thumbprint, not_before, not_after)) in [
        (FIRST, "first-password", first),
        (LEGACY, "first-password", first),
        (SECOND, "", second),
        (CHAIN, "chain-password", issued),
    ] {
        let path = fake.create(with_certificate(pfx, password)).await;
        assert_eq!(
            fake.json(path).await["authenticationConfiguration"],
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
async fn an_upload_is_appended_and_the_newest_valid_certificate_is_active() {
    let clock = Clock::fixed(TODAY);
    let fake = Fake::at(&clock).await;
    let path = fake.create(with_certificate(FIRST, "first-password")).await;
    let answer = fake.post(action(&path), upload(SECOND, ""), 200).await;
    let first = || listed(FIRST_THUMBPRINT, false);
    let second = |active| listed(SECOND_THUMBPRINT, active);
    assert_eq!(activity(&answer.json()), [first(), second(true)]);
    let qualified = format!("{path}/microsoft.graph.uploadClientCertificate");
    fake.post(qualified, upload(FUTURE, "future-password"), 200)
        .await;
    let future = |active| listed(FUTURE_THUMBPRINT, active);
    // Until the newest becomes valid on 2027-07-01, and until all have expired on 2030-01-02.
    for (now, expected) in [
        (TODAY, [first(), second(true), future(false)]),
        (1_814_400_000, [first(), second(false), future(true)]),
        (1_893_542_400, [first(), second(false), future(false)]),
    ] {
        clock.advance(Duration::from_secs((now - clock.now()) as u64));
        assert_eq!(activity(&fake.json(&path).await), expected);
    }
}

#[tokio::test]
async fn unreadable_files_are_refused_without_showing_secrets() {
    let fake = Fake::at(&Clock::fixed(TODAY)).await;
    let connector = fake.create(with_certificate(FIRST, "first-password")).await;
    let truncated = &FIRST[..FIRST.len() / 2];
    for (what, pfx, password, code) in [
        ("wrong password", FIRST, "canary", WRONG_PASSWORD),
        ("no password", FIRST, "", WRONG_PASSWORD),
        ("wrong legacy password", LEGACY, "canary", WRONG_PASSWORD),
        ("no PFX", b"canary" as &[u8], "canary", BAD),
        ("empty", b"", "canary", BAD),
        ("truncated", truncated, "first-password", BAD),
        ("no private key", NO_KEY, "first-password", BAD),
    ] {
        for (path, body) in [
            (CONNECTORS.to_owned(), with_certificate(pfx, password)),
            (action(&connector), upload(pfx, password)),
        ] {
            let answer = fake.post(&path, body, 400).await;
            assert_eq!(answer.code(), code, "{what}");
            assert!(!answer.text.contains("canary"), "{what}");
        }
    }
    let values = [json!("not base64!"), json!(""), Value::Null, json!(7)];
    let bodies = values.map(|value| json!({ "pkcs12Value": value, "password": "" }));
    fake.refuse("POST", &action(&connector), bodies).await;
    assert_eq!(activity(&fake.json(&connector).await).len(), 1);
}

#[tokio::test]
async fn a_connector_can_change_between_password_and_certificate() {
    let fake = Fake::at(&Clock::fixed(TODAY)).await;
    let path = fake.create(basic("A")).await;
    let change = |whole: Value| json!({ "authenticationConfiguration": whole["authenticationConfiguration"] });
    fake.patch(&path, change(with_certificate(SECOND, "")), 204)
        .await;
    let read = fake.json(&path).await;
    assert_eq!(activity(&read), [listed(SECOND_THUMBPRINT, true)]);
    assert!(!read.to_string().contains("password"));
    fake.patch(&path, change(basic("A")), 204).await;
    let read = fake.json(&path).await;
    assert_eq!(read["authenticationConfiguration"]["password"], "******");
}

#[tokio::test]
async fn a_switch_decides_about_an_upload_to_a_connector_with_a_password() {
    let clock = Clock::fixed(TODAY);
    let fake = Fake::at(&clock).await;
    let path = fake.create(basic("A")).await;
    fake.post(action(&path), upload(SECOND, ""), 400).await;

    let converted = UploadToBasicConnector::Converted;
    let fake = Fake::at_with(&clock, |it| it.upload_to_basic_connector = converted).await;
    let path = fake.create(basic("A")).await;
    let answer = fake.post(action(&path), upload(SECOND, ""), 200).await;
    assert_eq!(activity(&answer.json()), [listed(SECOND_THUMBPRINT, true)]);
}

#[tokio::test]
async fn switches_decide_about_the_same_certificate_again() {
    let clock = Clock::fixed(TODAY);
    for (same_certificate, status, expected) in [
        (SameCertificate::Added, 200, vec![false, true]),
        (SameCertificate::Ignored, 200, vec![true]),
        (SameCertificate::Refused, 400, vec![true]),
    ] {
        let fake = Fake::at_with(&clock, |it| it.same_certificate = same_certificate).await;
        let path = fake.create(with_certificate(SECOND, "")).await;
        fake.post(action(&path), upload(SECOND, ""), status).await;
        let activity = activity(&fake.json(&path).await).into_iter();
        let active: Vec<bool> = activity.map(|(_, active)| active).collect();
        assert_eq!(active, expected);
    }
}

#[tokio::test]
async fn a_switch_refuses_aes_as_a_wrong_password() {
    let fake = Fake::with(|switches| {
        switches.pkcs12_encryption = Pkcs12Encryption::Legacy;
        switches.unreadable_certificate_code = "AADB2C90215".into();
    })
    .await;
    let aes = with_certificate(FIRST, "first-password");
    let aes = fake.post(CONNECTORS, aes, 400).await;
    assert_eq!(aes.code(), WRONG_PASSWORD);
    let message = "The certificate password provided in request is incorrect.";
    assert_eq!(aes.json()["error"]["message"], message);
    fake.create(with_certificate(LEGACY, "first-password"))
        .await;
    let broken = fake.post(CONNECTORS, with_certificate(b"x", ""), 400).await;
    assert_eq!(broken.code(), "AADB2C90215");
}

/// An element of DER, up to 64 KB long.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let [_, _, _, _, _, _, high, low] = content.len().to_be_bytes();
    let length: &[u8] = match content.len() {
        0..128 => &[low],
        128..256 => &[0x81, low],
        _ => &[0x82, high, low],
    };
    [&[tag], length, &content].concat()
}

const DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const SHROUDED_KEY: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x02";
const PBES2: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d";
const PBKDF2: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c";
const SCRYPT: &[u8] = b"\x06\x09\x2b\x06\x01\x04\x01\xda\x47\x04\x0b";
const AES_256: &[u8] = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2a";

/// A file without a MAC, with keys that this function derives with these numbers.
fn pfx(function: &[u8], numbers: &[&[u8]], keys: usize) -> Vec<u8> {
    let numbers: Vec<u8> = numbers
        .iter()
        .flat_map(|number| element(0x02, &[number]))
        .collect();
    let parameters = element(0x30, &[&element(0x04, &[b"salt"]), &numbers]);
    let derivation = element(0x30, &[function, &parameters]);
    let cipher = element(0x30, &[AES_256, &element(0x04, &[&[0; 16]])]);
    let algorithm = element(0x30, &[PBES2, &element(0x30, &[&derivation, &cipher])]);
    let key = element(0x30, &[&algorithm, &element(0x04, &[&[0; 16]])]);
    let bag = element(0x30, &[SHROUDED_KEY, &element(0xa0, &[&key])]);
    let wrap =
        |content: &[u8]| element(0x30, &[DATA, &element(0xa0, &[&element(0x04, &[content])])]);
    let safe = wrap(&element(0x30, &[&bag.repeat(keys)]));
    element(0x30, &[b"\x02\x01\x03", &wrap(&element(0x30, &[&safe]))])
}

#[tokio::test]
async fn expensive_files_are_refused_before_they_cost_anything() {
    let fake = Fake::start().await;
    let pbkdf2 = |iterations: &[u8], keys| pfx(PBKDF2, &[iterations], keys);
    let scrypt = |n: &[u8], r: &[u8]| pfx(SCRYPT, &[n, r, &[1]], 1);
    let (expensive, broken) = ("too many iterations", "not a base64 encoded PFX");
    for (what, file, reason) in [
        (
            "iterations",
            pbkdf2(&[0x7f, 0xff, 0xff, 0xff], 1),
            expensive,
        ),
        ("endless iterations", pbkdf2(&[1; 40], 1), expensive),
        ("negative iterations", pbkdf2(&[0x80], 1), broken),
        ("no iterations", pbkdf2(&[0], 1), broken),
        ("keys", pbkdf2(&[0x07, 0xa1, 0x20], 50), expensive),
        ("memory", scrypt(&[0x40, 0, 0], &[8]), "not supported"),
        (
            "endless memory",
            scrypt(&[0x7f; 8], &[0x7f; 8]),
            "not supported",
        ),
        ("length", vec![0x30; 2 * 1024 * 1024], expensive),
        ("depth", b"\x30\x80".repeat(100_000), broken),
    ] {
        let refused = fake
            .post(CONNECTORS, with_certificate(&file, "p"), 400)
            .await;
        assert!(refused.text.contains(reason), "{what}: {}", refused.text);
    }
    fake.get(CONNECTORS, 200).await;
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let is_accepted = |file: Vec<u8>| {
        let mut tenant = TenantSeed::with_default_application(DEFAULT_TENANT_ID);
        tenant.connectors = vec![with_certificate(&file, "first-password")];
        let mut seed = Seed::with_tenants([]);
        seed.tenants.push(tenant);
        FakeGraph::builder().seed(seed).build().is_ok()
    };
    let random = &mut fastrand::Rng::with_seed(1);
    let mut accepted = 0;
    for file in [FIRST, SECOND, CHAIN, LEGACY] {
        for _ in 0..100 {
            let mut file = file.to_vec();
            for _ in 0..random.usize(1..4) {
                let position = random.usize(..file.len().min(200));
                file[position] = random.u8(..);
            }
            accepted += usize::from(is_accepted(file));
        }
    }
    assert!(accepted < 400, "{accepted}");
}
