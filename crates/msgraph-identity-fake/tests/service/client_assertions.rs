//! Client assertions, signed by the client or by a trusted issuer.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use serde_json::{Value, json};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::exchange::{Exchange, Fake};
use crate::tokens::{CONTOSO, GRAPH_SCOPE, NOW, request_token, start};

const CERTIFICATE: &[u8] = include_bytes!("../certificates/first.pem");
const KEY: &[u8] = include_bytes!("../certificates/first-key.pem");

/// An assertion signed with the key of the certificate.
fn assertion(header: &Value, claims: &Value) -> String {
    let key = PrivatePkcs8KeyDer::from_pem_slice(KEY).unwrap();
    let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap();
    let encoding: &dyn RsaEncoding = match header["alg"] == "PS256" {
        true => &RSA_PSS_SHA256,
        false => &RSA_PKCS1_SHA256,
    };
    let signed = format!("{}.{}", encode(header), encode(claims));
    let mut signature = vec![0; key.public().modulus_len()];
    let random = SystemRandom::new();
    key.sign(encoding, &random, signed.as_bytes(), &mut signature)
        .unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// The same assertion with another signature.
fn forged(assertion: &str) -> String {
    let (signed, _) = assertion.rsplit_once('.').unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode([1; 256]))
}

fn thumbprint(algorithm: &'static digest::Algorithm) -> Vec<u8> {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    digest::digest(algorithm, &certificate).as_ref().to_vec()
}

async fn request_with(fake: &Fake, assertion: &str, status: u16) -> Exchange {
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "tool"),
        ("client_assertion_type", kind),
        ("client_assertion", assertion),
        ("scope", GRAPH_SCOPE),
    ];
    request_token(fake, "contoso.example/oauth2/v2.0/token", &form, status).await
}

async fn refuse(fake: &Fake, assertion: &str, status: u16, code: u32) {
    let answer = request_with(fake, assertion, status).await;
    let codes = &answer.json()["error_codes"];
    assert_eq!(codes, &json!([code]), "{}", answer.text);
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
    let mut claims = own_claims();
    // The case of a tenant's domain does not matter.
    claims["aud"] = format!("{}/Contoso.example/oauth2/v2.0/token", fake.url()).into();
    for (header, claims) in [
        (
            json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": URL_SAFE_NO_PAD.encode(&sha256) }),
            own_claims(),
        ),
        (
            json!({ "alg": "RS256", "typ": "JWT", "x5t": URL_SAFE_NO_PAD.encode(&sha1) }),
            own_claims(),
        ),
        (
            json!({ "alg": "RS256", "typ": "JWT", "x5t": STANDARD.encode(&sha1) }),
            claims,
        ),
    ] {
        let assertion = assertion(&header, &claims);
        let answer = request_with(&fake, &assertion, 200).await.json();
        fake.list_as(answer["access_token"].as_str().unwrap(), 200)
            .await;
    }
}

#[tokio::test]
async fn signature_and_claims_of_an_assertion_are_checked() {
    let fake = start().await;
    let sha256 = URL_SAFE_NO_PAD.encode(thumbprint(&digest::SHA256));
    let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": sha256 });
    let good = assertion(&header, &own_claims());
    refuse(&fake, &forged(&good), 401, 700_027).await;
    // The signature was made with PS256.
    let (_, rest) = good.split_once('.').unwrap();
    let lie = encode(&json!({ "alg": "none", "x5t#S256": sha256 }));
    refuse(&fake, &format!("{lie}.{rest}"), 401, 700_027).await;
    for header in [
        json!({ "alg": "PS256", "x5t#S256": URL_SAFE_NO_PAD.encode([7; 32]) }),
        json!({ "alg": "PS256" }),
    ] {
        let assertion = assertion(&header, &own_claims());
        refuse(&fake, &assertion, 401, 700_027).await;
    }
    let elsewhere = "https://login.microsoftonline.com/other/oauth2/v2.0/token";
    for (claim, value, code) in [
        ("aud", json!(elsewhere), 700_023),
        ("aud", Value::Null, 700_023),
        ("sub", json!("other"), 700_021),
        ("exp", json!(NOW - 301), 700_024),
        ("exp", Value::Null, 700_024),
        ("nbf", json!(NOW + 301), 700_024),
        ("iss", json!("other"), 700_211),
    ] {
        let mut claims = own_claims();
        claims[claim] = value;
        refuse(&fake, &assertion(&header, &claims), 401, code).await;
    }
    for malformed in ["no.token", "a.b.c"] {
        refuse(&fake, malformed, 400, 50_027).await;
    }
    request_with(&fake, &good, 200).await;
}

#[tokio::test]
async fn the_token_of_a_trusted_issuer_gets_a_token() {
    let fake = start().await;
    let with = |claim: &str, value: Value| {
        let mut claims = json!({
            "iss": "https://token.actions.example", "sub": "repo:contoso/tool",
            "aud": "api://AzureADTokenExchange", "exp": NOW + 60
        });
        claims[claim] = value;
        assertion(&json!({ "alg": "RS256", "kid": "1" }), &claims)
    };
    let good = with("jti", json!("1"));
    request_with(&fake, &good, 200).await;
    // As Kubernetes writes it.
    let list = json!(["other", "api://AzureADTokenExchange"]);
    request_with(&fake, &with("aud", list), 200).await;
    for (claim, value, code) in [
        ("iss", json!("other"), 700_211),
        ("aud", json!("other"), 700_212),
        ("aud", json!(["other", 1]), 700_212),
        ("sub", json!("other"), 700_213),
    ] {
        refuse(&fake, &with(claim, value), 401, code).await;
    }
    refuse(&fake, &forged(&good), 401, 700_027).await;
}
