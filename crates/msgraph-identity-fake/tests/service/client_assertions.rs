//! Client assertions, signed by the client or by a trusted issuer.

use crate::exchange::{CONNECTORS, Exchange, send_as};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use msgraph_identity_fake::FakeServer;
use ring::digest;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use serde_json::{Value, json};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::tokens::{CONTOSO, GRAPH_SCOPE, NOW, request_token, start};

const CERTIFICATE: &[u8] = include_bytes!("../certificates/first.pem");
const KEY: &[u8] = include_bytes!("../certificates/first-key.pem");

/// An assertion signed with the key of the certificate.
fn assertion(header: Value, claims: &Value) -> String {
    let key = PrivatePkcs8KeyDer::from_pem_slice(KEY).unwrap();
    let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap();
    let encoding: &dyn RsaEncoding = if header["alg"] == "PS256" {
        &RSA_PSS_SHA256
    } else {
        &RSA_PKCS1_SHA256
    };
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encode(&header), encode(claims));
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(
        encoding,
        &SystemRandom::new(),
        signed.as_bytes(),
        &mut signature,
    )
    .unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn thumbprint(algorithm: &'static digest::Algorithm) -> Vec<u8> {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    digest::digest(algorithm, &certificate).as_ref().to_vec()
}

async fn request_with(fake: &FakeServer, assertion: &str, status: u16) -> Exchange {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "tool"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion),
        ("scope", GRAPH_SCOPE),
    ];
    request_token(fake, &CONTOSO.to_string(), &form, status).await
}

fn own_claims() -> Value {
    json!({
        "aud": format!("https://login.microsoftonline.com/{CONTOSO}/oauth2/v2.0/token"),
        "iss": "tool", "sub": "tool", "jti": "1", "nbf": NOW, "exp": NOW + 300
    })
}

#[tokio::test]
async fn a_signed_assertion_gets_a_token() {
    let fake = start().await;
    let sha1 = thumbprint(&digest::SHA1_FOR_LEGACY_USE_ONLY);
    let sha256 = thumbprint(&digest::SHA256);
    for header in [
        json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": URL_SAFE_NO_PAD.encode(&sha256) }),
        json!({ "alg": "RS256", "typ": "JWT", "x5t": URL_SAFE_NO_PAD.encode(&sha1) }),
        json!({ "alg": "RS256", "typ": "JWT", "x5t": STANDARD.encode(&sha1) }),
    ] {
        let answer = request_with(&fake, &assertion(header, &own_claims()), 200)
            .await
            .json();
        let token = answer["access_token"].as_str().unwrap();
        send_as(&fake, token, "GET", CONNECTORS, None, 200).await;
    }
}

#[tokio::test]
async fn signature_and_claims_of_an_assertion_are_checked() {
    let fake = start().await;
    let sha256 = URL_SAFE_NO_PAD.encode(thumbprint(&digest::SHA256));
    let header = || json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": sha256 });
    let with = |claim: &str, value: Value| {
        let mut claims = own_claims();
        claims[claim] = value;
        assertion(header(), &claims)
    };
    let good = assertion(header(), &own_claims());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let other =
        json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": URL_SAFE_NO_PAD.encode([7; 32]) });
    // The signature was made with PS256.
    let (_, claims) = signed.split_once('.').unwrap();
    let lie = json!({ "alg": "none", "x5t#S256": sha256 }).to_string();
    for (assertion, status, code) in [
        (
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode([1; 256])),
            401,
            700_027,
        ),
        (
            format!("{}.{claims}.{signature}", URL_SAFE_NO_PAD.encode(lie)),
            401,
            700_027,
        ),
        (assertion(other, &own_claims()), 401, 700_027),
        (
            assertion(json!({ "alg": "PS256" }), &own_claims()),
            401,
            700_027,
        ),
        (
            with(
                "aud",
                json!("https://login.microsoftonline.com/other/oauth2/v2.0/token"),
            ),
            401,
            700_023,
        ),
        (with("aud", Value::Null), 401, 700_023),
        (with("sub", json!("other")), 401, 700_021),
        (with("exp", json!(NOW - 301)), 401, 700_024),
        (with("exp", Value::Null), 401, 700_024),
        (with("nbf", json!(NOW + 301)), 401, 700_024),
        (with("iss", json!("other")), 401, 700_211),
        ("no.token".to_owned(), 400, 50_027),
        ("a.b.c".to_owned(), 400, 50_027),
    ] {
        let answer = request_with(&fake, &assertion, status).await;
        assert_eq!(
            answer.json()["error_codes"],
            json!([code]),
            "{}",
            answer.text
        );
    }
    request_with(&fake, &good, 200).await;
}

#[tokio::test]
async fn the_token_of_a_trusted_issuer_gets_a_token() {
    let fake = start().await;
    let claims = |claim: &str, value: &str| {
        let mut claims = json!({
            "iss": "https://token.actions.example", "sub": "repo:contoso/tool",
            "aud": "api://AzureADTokenExchange", "exp": NOW + 60
        });
        claims[claim] = value.into();
        assertion(json!({ "alg": "RS256", "kid": "1" }), &claims)
    };
    request_with(&fake, &claims("jti", "1"), 200).await;
    for (claim, code) in [("iss", 700_211), ("aud", 700_212), ("sub", 700_213)] {
        let answer = request_with(&fake, &claims(claim, "other"), 401).await;
        assert_eq!(answer.json()["error_codes"], json!([code]));
    }
    let good = claims("jti", "1");
    let (signed, _) = good.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", URL_SAFE_NO_PAD.encode([1; 256]));
    assert_eq!(
        request_with(&fake, &forged, 401).await.json()["error_codes"],
        json!([700_027])
    );
}
