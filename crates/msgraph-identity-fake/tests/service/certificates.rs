//! Client certificates of connectors. Thumbprints and times are from `openssl x509`.

use crate::exchange::{CONNECTORS, basic, create, get, patch, post, start, start_at, start_with};
use msgraph_identity_fake::{
    Clock, DEFAULT_TENANT_ID, FakeGraph, Pkcs12Encryption, SameCertificate, Seed, Switches,
    TenantSeed, UploadToBasicConnector,
};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

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

/// As Azure AD B2C answers: <https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8994>.
const WRONG_PASSWORD: &str = "AADB2C90213";

/// 2026-11-21T00:00:00Z, when the first and the second certificate are valid and the future one is not.
const TODAY: i64 = 1_795_219_200;

fn pkcs12(pfx: &[u8], password: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.pkcs12Certificate",
        "pkcs12Value": STANDARD.encode(pfx),
        "password": password
    })
}

pub(crate) fn with_certificate(pfx: &[u8], password: &str) -> Value {
    let mut body = basic("A");
    body["authenticationConfiguration"] = pkcs12(pfx, password);
    body
}

fn upload(pfx: &[u8], password: &str) -> Value {
    json!({ "pkcs12Value": STANDARD.encode(pfx), "password": password })
}

/// The thumbprint of each certificate, and whether it is active.
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
async fn a_pkcs12_file_is_listed_with_its_thumbprint_and_validity() {
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
        let created = post(&fake, CONNECTORS, &with_certificate(pfx, password), 201).await;
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
async fn an_upload_is_appended_and_the_newest_valid_certificate_is_active() {
    let clock = Clock::fixed(TODAY);
    let fake = start_at(&clock).await;
    let path = create(&fake, &with_certificate(FIRST, "first-password")).await;
    let first = || (FIRST_THUMBPRINT.to_owned(), false);
    let answer = post(
        &fake,
        &format!("{path}/uploadClientCertificate"),
        &upload(SECOND, ""),
        200,
    )
    .await;
    assert_eq!(
        activity(&answer.json()),
        [first(), (SECOND_THUMBPRINT.to_owned(), true)]
    );
    let qualified = format!("{path}/microsoft.graph.uploadClientCertificate");
    let answer = post(&fake, &qualified, &upload(FUTURE, "future-password"), 200).await;
    let future = |active| (FUTURE_THUMBPRINT.to_owned(), active);
    assert_eq!(
        activity(&answer.json()),
        [first(), (SECOND_THUMBPRINT.to_owned(), true), future(false)]
    );
    // 2027-07-01: the newest becomes valid.
    clock.advance(Duration::from_secs(1_814_400_000 - TODAY as u64));
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(
        activity(&read),
        [first(), (SECOND_THUMBPRINT.to_owned(), false), future(true)]
    );
    // 2030-01-02: all have expired.
    clock.advance(Duration::from_secs(1_893_542_400 - 1_814_400_000));
    let read = get(&fake, &path, 200).await.json();
    assert!(activity(&read).iter().all(|(_, active)| !active));
}

#[tokio::test]
async fn unreadable_files_are_refused_without_showing_secrets() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    let connector = create(&fake, &with_certificate(FIRST, "first-password")).await;
    let truncated = &FIRST[..FIRST.len() / 2];
    for (what, pfx, password, code) in [
        ("wrong password", FIRST, "canary-password", WRONG_PASSWORD),
        ("no password", FIRST, "", WRONG_PASSWORD),
        (
            "wrong password of a legacy file",
            LEGACY,
            "canary-password",
            WRONG_PASSWORD,
        ),
        (
            "no PFX",
            b"canary" as &[u8],
            "canary-password",
            "Request_BadRequest",
        ),
        ("empty", b"", "canary-password", "Request_BadRequest"),
        (
            "truncated",
            truncated,
            "first-password",
            "Request_BadRequest",
        ),
        (
            "no private key",
            NO_KEY,
            "first-password",
            "Request_BadRequest",
        ),
    ] {
        for (path, body) in [
            (CONNECTORS.to_owned(), with_certificate(pfx, password)),
            (
                format!("{connector}/uploadClientCertificate"),
                upload(pfx, password),
            ),
        ] {
            let answer = post(&fake, &path, &body, 400).await;
            assert_eq!(answer.code(), code, "{what}");
            assert!(!answer.text.contains("canary"), "{what}");
        }
    }
    for value in [json!("not base64!"), json!(""), Value::Null, json!(7)] {
        let body = json!({ "pkcs12Value": value, "password": "" });
        post(
            &fake,
            &format!("{connector}/uploadClientCertificate"),
            &body,
            400,
        )
        .await;
    }
    let read = get(&fake, &connector, 200).await.json();
    assert_eq!(activity(&read).len(), 1);
}

#[tokio::test]
async fn a_connector_can_change_between_password_and_certificate() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    let path = create(&fake, &basic("A")).await;
    let certificate = json!({ "authenticationConfiguration": pkcs12(SECOND, "") });
    patch(&fake, &path, &certificate, 204).await;
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(activity(&read), [(SECOND_THUMBPRINT.to_owned(), true)]);
    assert!(!read.to_string().contains("password"));
    let password =
        json!({ "authenticationConfiguration": basic("A")["authenticationConfiguration"] });
    patch(&fake, &path, &password, 204).await;
    assert_eq!(
        get(&fake, &path, 200).await.json()["authenticationConfiguration"]["password"],
        "******"
    );
}

#[tokio::test]
async fn a_switch_decides_about_an_upload_to_a_connector_with_a_password() {
    let fake = start_at(&Clock::fixed(TODAY)).await;
    let path = create(&fake, &basic("A")).await;
    let path = format!("{path}/uploadClientCertificate");
    post(&fake, &path, &upload(SECOND, ""), 400).await;

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
    let path = create(&fake, &basic("A")).await;
    let path = format!("{path}/uploadClientCertificate");
    let answer = post(&fake, &path, &upload(SECOND, ""), 200).await;
    assert_eq!(
        activity(&answer.json()),
        [(SECOND_THUMBPRINT.to_owned(), true)]
    );
}

#[tokio::test]
async fn switches_decide_about_the_same_certificate_again() {
    for (same_certificate, status, length) in [
        (SameCertificate::Added, 200, 2),
        (SameCertificate::Ignored, 200, 1),
        (SameCertificate::Refused, 400, 1),
    ] {
        let switches = Switches {
            same_certificate,
            ..Switches::default()
        };
        let builder = FakeGraph::builder().clock(Clock::fixed(TODAY));
        let fake = builder.switches(switches).start().await.unwrap();
        let path = create(&fake, &with_certificate(SECOND, "")).await;
        let upload = upload(SECOND, "");
        post(
            &fake,
            &format!("{path}/uploadClientCertificate"),
            &upload,
            status,
        )
        .await;
        let activity = activity(&get(&fake, &path, 200).await.json());
        assert_eq!(activity.len(), length);
        let active: Vec<bool> = activity.into_iter().map(|(_, active)| active).collect();
        assert_eq!(active.iter().rposition(|active| *active), Some(length - 1));
    }
}

#[tokio::test]
async fn a_switch_refuses_aes_as_a_wrong_password() {
    let fake = start_with(Switches {
        pkcs12_encryption: Pkcs12Encryption::Legacy,
        unreadable_certificate_code: "AADB2C90215".into(),
        ..Switches::default()
    })
    .await;
    let aes = post(
        &fake,
        CONNECTORS,
        &with_certificate(FIRST, "first-password"),
        400,
    )
    .await;
    assert_eq!(aes.code(), WRONG_PASSWORD);
    let message = "The certificate password provided in request is incorrect.";
    assert_eq!(aes.json()["error"]["message"], message);
    create(&fake, &with_certificate(LEGACY, "first-password")).await;
    let broken = post(&fake, CONNECTORS, &with_certificate(b"x", ""), 400).await;
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

/// A file without a MAC whose keys are derived with these functions.
fn pfx(derivation: &[u8], keys: usize) -> Vec<u8> {
    let cipher = element(0x30, &[AES_256, &element(0x04, &[&[0; 16]])]);
    let parameters = element(0x30, &[derivation, &cipher]);
    let algorithm = element(0x30, &[PBES2, &parameters]);
    let key = element(0x30, &[&algorithm, &element(0x04, &[&[0; 16]])]);
    let bag = element(0x30, &[SHROUDED_KEY, &element(0xa0, &[&key])]);
    let wrap =
        |content: &[u8]| element(0x30, &[DATA, &element(0xa0, &[&element(0x04, &[content])])]);
    let safe = wrap(&element(0x30, &[&bag.repeat(keys)]));
    element(0x30, &[b"\x02\x01\x03", &wrap(&element(0x30, &[&safe]))])
}

fn pbkdf2(iterations: &[u8]) -> Vec<u8> {
    let iterations = element(0x02, &[iterations]);
    element(
        0x30,
        &[
            PBKDF2,
            &element(0x30, &[&element(0x04, &[b"salt"]), &iterations]),
        ],
    )
}

#[tokio::test]
async fn expensive_files_are_refused_before_they_cost_anything() {
    let fake = start().await;
    let scrypt = |n: &[u8], r: &[u8]| {
        let numbers = [
            element(0x02, &[n]),
            element(0x02, &[r]),
            element(0x02, &[&[1]]),
        ]
        .concat();
        element(
            0x30,
            &[
                SCRYPT,
                &element(0x30, &[&element(0x04, &[b"salt"]), &numbers]),
            ],
        )
    };
    let (expensive, broken) = ("too many iterations", "not a base64 encoded PFX");
    for (what, file, reason) in [
        (
            "iterations",
            pfx(&pbkdf2(&[0x7f, 0xff, 0xff, 0xff]), 1),
            expensive,
        ),
        (
            "more iterations than a number has",
            pfx(&pbkdf2(&[1; 40]), 1),
            expensive,
        ),
        ("negative iterations", pfx(&pbkdf2(&[0x80]), 1), broken),
        ("no iterations", pfx(&pbkdf2(&[0]), 1), broken),
        ("keys", pfx(&pbkdf2(&[0x07, 0xa1, 0x20]), 50), expensive),
        (
            "memory",
            pfx(&scrypt(&[0x40, 0, 0], &[8]), 1),
            "not supported",
        ),
        (
            "overflowing memory",
            pfx(&scrypt(&[0x7f; 8], &[0x7f; 8]), 1),
            "not supported",
        ),
        ("length", vec![0x30; 2 * 1024 * 1024], expensive),
        ("depth", b"\x30\x80".repeat(100_000), broken),
    ] {
        let body = with_certificate(&file, "p");
        let message = post(&fake, CONNECTORS, &body, 400).await.json()["error"].to_string();
        assert!(message.contains(reason), "{what}: {message}");
    }
    get(&fake, CONNECTORS, 200).await;
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let graph = |file: Vec<u8>| {
        let mut tenant = TenantSeed::with_default_application(DEFAULT_TENANT_ID);
        tenant.connectors = vec![with_certificate(&file, "first-password")];
        let mut seed = Seed::with_tenants([]);
        seed.tenants.push(tenant);
        FakeGraph::builder().seed(seed).build()
    };
    let random = &mut fastrand::Rng::with_seed(1);
    let mut read = 0;
    for file in [FIRST, SECOND, CHAIN, LEGACY] {
        for _ in 0..100 {
            let mut file = file.to_vec();
            for _ in 0..random.usize(1..4) {
                let position = random.usize(..file.len().min(200));
                file[position] = random.u8(..);
            }
            read += usize::from(graph(file).is_ok());
        }
    }
    assert!(read < 400, "{read}");
}
