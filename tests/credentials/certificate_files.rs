//! The files that a certificate of an application may come in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity::credential::{ClientCertificate, client_certificate};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::credentials::fake::{
    CERTIFICATE, CERTIFICATE_KEY, CLIENT_ID, ISSUER, TENANT, THUMBPRINT_SHA256, list_with, start,
};

const KEY_PKCS1: &str = include_str!("../certificates/application-key-pkcs1.pem");
const KEY_ENCRYPTED: &str = include_str!("../certificates/application-key-encrypted.pem");
const KEY_TRADITIONAL: &str = include_str!("../certificates/application-key-traditional.pem");
const OTHER_KEY: &str = include_str!("../certificates/other-key.pem");
const ELLIPTIC: &str = include_str!("../certificates/elliptic.pem");
const SHORT: &str = include_str!("../certificates/short.pem");
const PFX: &[u8] = include_bytes!("../certificates/application.pfx");
const PFX_NO_PASSWORD: &[u8] = include_bytes!("../certificates/no-password.pfx");
const PASSWORD: &str = "application-password";

/// The text in UTF-16, with its byte order mark.
fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = [0xfeff].into_iter().chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

#[tokio::test]
async fn every_form_signs_in() {
    let fake = start().await;
    let pem = format!("{CERTIFICATE}{CERTIFICATE_KEY}");
    let around = format!("Bag Attributes\n{CERTIFICATE}\r\n\r\nKey:\n{CERTIFICATE_KEY}");
    let bytes = |unit| utf16(&pem, unit);
    let encrypted =
        |key| ClientCertificate::from_encrypted_pem([CERTIFICATE, key].concat(), PASSWORD);
    let pkcs12 = |file: &[u8], password: &str| ClientCertificate::from_pkcs12(file, password);
    let pems: [(&str, Vec<u8>); 6] = [
        ("one PEM", pem.clone().into()),
        ("PKCS#1", [KEY_PKCS1, CERTIFICATE].concat().into()),
        ("text around it", around.into()),
        ("Windows line breaks", pem.replace('\n', "\r\n").into()),
        ("UTF-8 with its mark", format!("\u{feff}{pem}").into()),
        ("UTF-16", bytes(u16::to_le_bytes)),
    ];
    let issuer_first = [ISSUER, CERTIFICATE].concat();
    let big_end_first = bytes(u16::to_be_bytes);
    let key_vault = STANDARD.encode(PFX_NO_PASSWORD);
    let from_powershell = utf16(&format!("{key_vault}\r\n"), u16::to_le_bytes);
    let pair = |certificate: &str, key| ClientCertificate::from_pem_pair(certificate, key);
    let others = [
        (
            "UTF-16, big end first",
            ClientCertificate::from_pem(big_end_first),
        ),
        ("two PEM", pair(CERTIFICATE, CERTIFICATE_KEY)),
        ("issuer first", pair(&issuer_first, KEY_PKCS1)),
        ("encrypted PKCS#8", encrypted(KEY_ENCRYPTED)),
        ("encrypted PKCS#1", encrypted(KEY_TRADITIONAL)),
        ("a password that is not needed", encrypted(CERTIFICATE_KEY)),
        ("PKCS#12", pkcs12(PFX, PASSWORD)),
        ("PKCS#12 without a password", pkcs12(PFX_NO_PASSWORD, "")),
        (
            "base64, as Key Vault has it",
            pkcs12(key_vault.as_bytes(), ""),
        ),
        ("base64 in UTF-16", pkcs12(&from_powershell, "")),
    ];
    let pems = pems.map(|(form, pem)| (form, ClientCertificate::from_pem(pem)));
    for (form, certificate) in pems.into_iter().chain(others) {
        let certificate = certificate.unwrap_or_else(|error| panic!("{form}: {error}"));
        let shown = format!("{certificate:?}");
        assert!(shown.contains(THUMBPRINT_SHA256), "{form}: {shown}");
        let outcome = list_with(&fake, client_certificate(TENANT, CLIENT_ID, certificate)).await;
        outcome.unwrap_or_else(|error| panic!("{form}: {error}"));
    }
}

#[test]
fn a_certificate_that_cannot_sign_is_refused_with_the_reason() {
    let pem = |parts: &[&str]| ClientCertificate::from_pem(parts.concat());
    let encrypted = [CERTIFICATE, KEY_TRADITIONAL].concat();
    let damaged = CERTIFICATE.replace("MII", "!!!");
    let damaged_key = CERTIFICATE_KEY.replace("MII", "MIA");
    let other_key = "not that of the client certificate";
    let to_decrypt = "from_encrypted_pem, or set AZURE_CLIENT_CERTIFICATE_PASSWORD";
    let cases = [
        (pem(&[""]), "no private key"),
        (pem(&[CERTIFICATE]), "no private key"),
        (pem(&[CERTIFICATE_KEY]), "no client certificate"),
        (pem(&[CERTIFICATE, KEY_ENCRYPTED]), to_decrypt),
        (pem(&[CERTIFICATE, KEY_TRADITIONAL]), "is encrypted"),
        (
            ClientCertificate::from_encrypted_pem(encrypted, "wrong"),
            "password is wrong",
        ),
        (pem(&[CERTIFICATE, OTHER_KEY]), other_key),
        (pem(&[ISSUER, CERTIFICATE_KEY]), other_key),
        (pem(&[ELLIPTIC]), "not an RSA key"),
        (pem(&[SHORT]), "too short"),
        (pem(&[&damaged, CERTIFICATE_KEY]), "damaged"),
        (pem(&[CERTIFICATE, &damaged_key]), "cannot be used"),
        (
            ClientCertificate::from_pkcs12(PFX, "wrong"),
            "password of the PKCS#12 file is wrong",
        ),
        (
            ClientCertificate::from_pkcs12(CERTIFICATE, ""),
            "not a PKCS#12 file",
        ),
    ];
    for (refused, reason) in cases {
        let error = refused.expect_err(reason);
        assert!(error.is_configuration(), "{error:?}");
        assert_says(&error, reason);
        assert_no_key(&format!("{error} {error:?}"));
    }
}

/// No line of a key is in a text.
fn assert_no_key(text: &str) {
    let keys = [
        CERTIFICATE_KEY,
        KEY_PKCS1,
        KEY_ENCRYPTED,
        KEY_TRADITIONAL,
        OTHER_KEY,
        SHORT,
    ];
    let is_content = |line: &&str| line.len() > 20 && !line.starts_with(['-', 'P', 'D']);
    for line in keys.iter().flat_map(|pem| pem.lines()).filter(is_content) {
        assert_hides(text, line);
    }
}

#[test]
fn damage_anywhere_is_an_error_and_no_panic() {
    let pem = format!("{CERTIFICATE}{CERTIFICATE_KEY}").into_bytes();
    let mut refused = 0;
    for position in (0..pem.len()).step_by(7) {
        let mut damaged = pem.clone();
        damaged[position] = damaged[position] % 2 + b'A';
        refused += usize::from(ClientCertificate::from_pem(&damaged).is_err());
        let _ = ClientCertificate::from_pem(&pem[..position]);
    }
    assert!(refused > 50, "{refused}");
}
