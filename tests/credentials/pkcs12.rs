//! Certificates of connectors, as files. Thumbprints and times are those that `openssl x509` tells of the files.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use msgraph_identity::credential::static_token;
use msgraph_identity::{ApiConnectorUpdate, ConnectorAuth, Error, Pkcs12};
use msgraph_identity_fake::Operation;
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::double::{self, Double, Step, json};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::Value;

use crate::credentials::fake::{CERTIFICATE, CERTIFICATE_KEY, client, start};
use crate::faults::scripted;

const PFX: &[u8] = include_bytes!("../certificates/application.pfx");
const NO_PASSWORD: &[u8] = include_bytes!("../certificates/no-password.pfx");
const WITHOUT_MAC: &[u8] = include_bytes!("../certificates/without-mac.pfx");
/// Triple DES, and a password that has other bytes in UTF-8 than in UCS-2.
const NON_ASCII_PASSWORD: &[u8] = include_bytes!("../certificates/non-ascii-password.pfx");
const ABSENT_PASSWORD: &[u8] = include_bytes!("../certificates/absent-password.pfx");
/// RC2 and triple DES, as Windows wrote them for long.
const LEGACY: &[u8] =
    include_bytes!("../../crates/msgraph-identity-fake/tests/certificates/legacy.pfx");
const ELLIPTIC: &[u8] =
    include_bytes!("../../crates/msgraph-identity-fake/tests/certificates/second.pfx");
const NO_KEY: &[u8] =
    include_bytes!("../../crates/msgraph-identity-fake/tests/certificates/no-key.pfx");
const TWO_KEYS: &[u8] = include_bytes!("../certificates/two-keys.pfx");
const ANOTHER_KEY: &[u8] = include_bytes!("../certificates/another-key.pfx");
const PASSWORD: &str = "application-password";
const THUMBPRINT: &str = "53CD123FFE3D63EC47CD82E4E667E52444622F8B";

#[test]
fn a_certificate_shows_what_is_in_its_file_but_neither_file_nor_password() {
    let certificate = Pkcs12::from_der(PFX, PASSWORD).unwrap();
    assert_eq!(certificate.thumbprint(), THUMBPRINT);
    assert_eq!(certificate.subject(), "CN=application, O=Contoso");
    // 2026-11-25T16:31:14Z and 2126-11-01T16:31:14Z
    let time = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    assert_eq!(certificate.not_before(), time(1_795_624_274));
    assert_eq!(certificate.not_after(), time(4_949_224_274));
    let shown = format!("{certificate:?} {certificate:#?}");
    assert_says(&shown, THUMBPRINT);
    for hidden in [PASSWORD, &STANDARD.encode(PFX)[..40], "Secret"] {
        assert_hides(&shown, hidden);
    }
}

#[test]
fn absent_empty_and_other_passwords_are_read() {
    for (file, password, thumbprint) in [
        (NO_PASSWORD, "", THUMBPRINT),
        (ABSENT_PASSWORD, "", THUMBPRINT),
        (WITHOUT_MAC, PASSWORD, THUMBPRINT),
        (NON_ASCII_PASSWORD, "pässwörd €", THUMBPRINT),
        (
            LEGACY,
            "first-password",
            "EA070E8AA31A0DA44AE7F467B98E5C8F54BD617E",
        ),
        (ELLIPTIC, "", "37D5E388179FC5A841B0EC15D42DE34D701AA347"),
    ] {
        let certificate = Pkcs12::from_der(file, password).unwrap();
        assert_eq!(certificate.thumbprint(), thumbprint);
        if password.is_empty() {
            assert_eq!(Pkcs12::no_password(file).unwrap(), certificate);
        }
    }
}

#[test]
fn any_base64_is_the_same_certificate() {
    let expected = Pkcs12::from_der(PFX, PASSWORD).unwrap();
    let standard = STANDARD.encode(PFX);
    let lines: String = standard
        .as_bytes()
        .chunks(64)
        .map(|line| format!("{}\r\n", std::str::from_utf8(line).unwrap()))
        .collect();
    for text in [
        standard,
        STANDARD_NO_PAD.encode(PFX),
        URL_SAFE.encode(PFX),
        lines,
    ] {
        assert_eq!(Pkcs12::from_base64(&text, PASSWORD).unwrap(), expected);
    }
    for text in ["*", "=", "MIIK*", "-----BEGIN PKCS12-----"] {
        let error = Pkcs12::from_base64(text, PASSWORD).unwrap_err();
        assert!(error.is_invalid_argument(), "{text}");
        assert_says(&error, "base64");
    }
}

#[test]
fn a_file_that_cannot_be_uploaded_is_refused_with_the_reason() {
    // The same content with an outer length that is left open.
    let indefinite = [&[0x30, 0x80], &PFX[4..], &[0, 0]].concat();
    let longer = [PFX, b"\0"].concat();
    let wrong = "password of the PKCS#12 file is wrong";
    let other = "not a PKCS#12 file";
    for (der, password, reason) in [
        (PFX, "wrong", wrong),
        (PFX, "s3cret🔑", wrong),
        (PFX, "", "empty password; pass its password"),
        (ABSENT_PASSWORD, "s3cret", wrong),
        (NON_ASCII_PASSWORD, "passwoerd", wrong),
        (NO_PASSWORD, "s3cret", wrong),
        (WITHOUT_MAC, "s3cret", wrong),
        (NO_KEY, "first-password", "no private key"),
        (TWO_KEYS, PASSWORD, "more than one private key"),
        (
            ANOTHER_KEY,
            PASSWORD,
            "no certificate in the PKCS#12 file is known",
        ),
        (&indefinite, PASSWORD, "BER"),
        (&longer, PASSWORD, other),
        (b"", "", other),
        (b"s3cret", "s3cret", other),
        (CERTIFICATE.as_bytes(), "", other),
    ] {
        let error = Pkcs12::from_der(der, password).expect_err(reason);
        assert!(error.is_invalid_argument(), "{error:?}");
        assert_says(&error, reason);
        let shown = format!("{error} {error:?}");
        assert_hides(&shown, "s3cret");
        assert_hides(&shown, PASSWORD);
    }
}

#[test]
fn a_content_in_another_form_is_named_and_not_shown() {
    let base64 = STANDARD.encode(PFX);
    for (content, form) in [
        (
            base64.as_str(),
            "PKCS#12 file in base64; base64 is for Pkcs12::from_base64",
        ),
        (CERTIFICATE_KEY, "a PEM"),
    ] {
        let error = Pkcs12::from_der(content, PASSWORD).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert_says(&shown, form);
        for line in content.lines().filter(|line| !line.starts_with('-')) {
            assert_hides(&shown, line);
        }
    }
}

#[test]
fn validity_is_known_before_an_upload() {
    let certificate = Pkcs12::from_der(PFX, PASSWORD).unwrap();
    let (start, end) = (certificate.not_before(), certificate.not_after());
    let second = Duration::from_secs(1);
    for (time, is_valid, seconds) in [
        (start - second, false, 3_153_600_001),
        (start, true, 3_153_600_000),
        (end, true, 0),
        (end + second, false, 0),
    ] {
        assert_eq!(certificate.is_valid_at(time), is_valid);
        assert_eq!(certificate.expires_in(time).as_secs(), seconds);
    }
}

#[test]
fn damage_anywhere_is_an_error_and_no_panic() {
    let mut refused = 0;
    for position in (0..PFX.len()).step_by(29) {
        let mut damaged = PFX.to_vec();
        damaged[position] ^= 0x11;
        refused += usize::from(Pkcs12::from_der(&damaged, PASSWORD).is_err());
        assert!(Pkcs12::from_der(&PFX[..position], PASSWORD).is_err());
    }
    assert_eq!(
        refused,
        PFX.len().div_ceil(29),
        "the file is authenticated as a whole"
    );
}

#[tokio::test]
async fn the_service_gets_the_file_and_its_password() {
    let fake = start().await;
    let graph = client(&fake, static_token(fake.token()));
    let connectors = graph.v1().api_connectors();
    let first = Pkcs12::no_password(NO_PASSWORD).unwrap();
    let new = scripted::new_connector_with(ConnectorAuth::pkcs12(first));
    let made = connectors.create(new).await.unwrap();
    let second = Pkcs12::from_base64(STANDARD.encode(PFX), PASSWORD).unwrap();
    let uploaded = connectors
        .connector(made.id())
        .certificates()
        .upload(&second)
        .await
        .unwrap();
    assert_says(format!("{uploaded:?}"), second.thumbprint());

    let body = |operation| -> Value {
        let request = fake.requests_for(operation).pop().unwrap();
        serde_json::from_slice(request.body()).unwrap()
    };
    let created = &body(Operation::CreateApiConnector)["authenticationConfiguration"];
    assert_eq!(
        created["pkcs12Value"],
        STANDARD.encode(NO_PASSWORD).as_str()
    );
    assert_eq!(created["password"], "");
    let uploaded = body(Operation::UploadClientCertificate);
    assert_eq!(uploaded["pkcs12Value"], STANDARD.encode(PFX).as_str());
    assert_eq!(uploaded["password"], PASSWORD);
}

/// A connector as the service answers it, or this error.
fn answer(status: u16) -> Step {
    match status {
        200 | 201 => json(status, &serde_json::json!({ "id": scripted::ID })),
        204 => double::status(204),
        _ => {
            let error = serde_json::json!({ "code": "AADB2C90213", "message": "The password is incorrect." });
            json(status, &serde_json::json!({ "error": error }))
        }
    }
}

/// Creates, updates and uploads with this certificate at this time, and returns what comes of it.
async fn send(
    certificate: &Pkcs12,
    time: SystemTime,
    statuses: [u16; 3],
) -> Vec<Result<(), Error>> {
    let graph = scripted::builder(Double::new(statuses.map(answer)));
    let graph = graph.clock(Arc::new(At(time))).build().unwrap();
    let connectors = graph.v1().api_connectors();
    let connector = connectors.connector(&scripted::id());
    let auth = || ConnectorAuth::pkcs12(certificate.clone());
    let new = scripted::new_connector_with(auth());
    vec![
        connectors.create(&new).await.map(drop),
        connector
            .update(ApiConnectorUpdate::new().auth(auth()))
            .await,
        connector.certificates().upload(certificate).await.map(drop),
    ]
}

#[tokio::test]
async fn a_refusal_of_a_file_with_aes_says_how_to_write_one_that_the_service_reads() {
    let aes = Pkcs12::from_der(PFX, PASSWORD).unwrap();
    let triple_des = Pkcs12::from_der(NON_ASCII_PASSWORD, "pässwörd €").unwrap();
    for (certificate, status, is_told) in [
        (&aes, 400, true),
        (&triple_des, 400, false),
        (&aes, 403, false),
    ] {
        for outcome in send(certificate, certificate.not_before(), [status; 3]).await {
            let text = outcome.unwrap_err().to_string();
            assert_says(&text, "The password is incorrect");
            assert_eq!(text.contains("encrypted with AES"), is_told, "{text}");
            assert_eq!(
                text.contains("openssl pkcs12 -export -legacy"),
                is_told,
                "{text}"
            );
        }
    }
}
