//! Applications that sign in with a certificate. The fake checks signature, thumbprint and claims.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity::credential::{ClientCertificate, client_certificate};
use serde_json::json;

use crate::credentials::fake::{
    CERTIFICATE, CERTIFICATE_KEY, CLIENT_ID, DOMAIN, ISSUER, TENANT, THUMBPRINT_SHA256, list_with,
    parameter, read_jwt, start, token_requests,
};

fn certificate() -> ClientCertificate {
    ClientCertificate::from_pem([ISSUER, CERTIFICATE_KEY, CERTIFICATE].concat()).unwrap()
}

#[tokio::test]
async fn the_assertion_is_accepted_and_says_what_microsoft_asks_for() {
    let fake = start().await;
    list_with(&fake, client_certificate(TENANT, CLIENT_ID, certificate()))
        .await
        .unwrap();
    let [request] = token_requests(&fake).try_into().unwrap();
    assert_eq!(
        parameter(&request, "client_assertion_type").as_deref(),
        Some("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
    );
    let [header, claims] = read_jwt(&parameter(&request, "client_assertion").unwrap());
    assert_eq!(
        header,
        json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": THUMBPRINT_SHA256 })
    );
    let audience = format!("{}/{TENANT}/oauth2/v2.0/token", fake.https_url());
    assert_eq!(claims["aud"], audience.as_str());
    assert_eq!(
        (&claims["iss"], &claims["sub"]),
        (&json!(CLIENT_ID), &json!(CLIENT_ID))
    );
    let seconds = |claim: &str| claims[claim].as_u64().unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    assert!(now.abs_diff(seconds("nbf")) < 60);
    assert_eq!(seconds("exp") - seconds("nbf"), 600);
    assert_eq!(seconds("iat"), seconds("nbf"));
}

#[tokio::test]
async fn no_assertion_is_used_twice() {
    let fake = start().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        list_with(&fake, client_certificate(DOMAIN, CLIENT_ID, certificate()))
            .await
            .unwrap();
        let last = token_requests(&fake).pop().unwrap();
        let [_, claims] = read_jwt(&parameter(&last, "client_assertion").unwrap());
        ids.push(claims["jti"].as_str().unwrap().to_owned());
    }
    assert_ne!(ids[0], ids[1]);
    assert!(ids.iter().all(|id| id.len() == 36), "{ids:?}");
}

#[tokio::test]
async fn the_chain_is_sent_where_it_is_asked_for() {
    let fake = start().await;
    let credential = client_certificate(TENANT, CLIENT_ID, certificate().send_chain());
    list_with(&fake, credential).await.unwrap();
    let [request] = token_requests(&fake).try_into().unwrap();
    let [header, _] = read_jwt(&parameter(&request, "client_assertion").unwrap());
    // The base64 of DER is what stands between the lines of a PEM; the application's own certificate is first.
    let der = |pem: &str| {
        let lines = pem.lines().filter(|line| !line.starts_with('-'));
        lines.collect::<String>()
    };
    assert_eq!(header["x5c"], json!([der(CERTIFICATE), der(ISSUER)]));
    assert!(STANDARD.decode(header["x5c"][0].as_str().unwrap()).is_ok());
}

#[tokio::test]
async fn a_certificate_that_is_not_registered_is_an_error_of_entra() {
    let fake = start().await;
    let other = "33333333-3333-4333-8333-333333333333";
    let error = list_with(&fake, client_certificate(TENANT, other, certificate()))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("AADSTS700016"), "{error}");
    assert_eq!(error.status().unwrap().as_u16(), 400);
}
