//! `Debug` shows no secret, of what is sent and of what was read. Both versions have the same types.

use msgraph_identity_core::{Nullable, Secret};
use msgraph_identity_tests::text::assert_hides;
use msgraph_identity_v1::types::{
    IdentityApiConnectorUpdate, Pkcs12CertificateOdataType, Pkcs12CertificateUpdate,
    UploadClientCertificateBody,
};
use serde_json::json;

use super::connectors;

fn assert_hidden(shown: &str) {
    assert_hides(shown, "s3cret");
}

#[tokio::test]
async fn what_was_read_shows_no_secret() {
    for kind in [
        json!({"@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "s3cret"}),
        json!({"@odata.type": "#microsoft.graph.pkcs12Certificate", "pkcs12Value": "s3cret", "password": "s3cret"}),
        json!({"@odata.type": "#microsoft.graph.apiKeyAuthentication", "key": "s3cret"}),
    ] {
        let body = json!({"targetUrl": "https://x.example/api?code=s3cret", "authenticationConfiguration": kind});
        let read = connectors::read(&body).await;
        assert_hidden(&format!("{read:?} {read:#?}"));
    }
}

#[test]
fn what_is_sent_shows_no_secret() {
    let secret = || Some(Secret::from("s3cret"));
    let upload = UploadClientCertificateBody {
        password: secret(),
        pkcs12_value: secret(),
    };
    assert_hidden(&format!("{upload:?}"));
    let certificate = Pkcs12CertificateUpdate {
        odata_type: Pkcs12CertificateOdataType::MicrosoftGraphPkcs12Certificate,
        password: secret().map(Nullable::Value),
        pkcs12_value: secret().map(Nullable::Value),
        additional_properties: Default::default(),
    };
    let update = IdentityApiConnectorUpdate {
        authentication_configuration: Some(Nullable::Value(certificate.into())),
        target_url: Some(Nullable::Value("https://x.example/api?code=s3cret".into())),
        ..Default::default()
    };
    assert_hidden(&format!("{update:?}"));
}
