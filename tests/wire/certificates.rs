//! Requests that carry a client certificate.

use msgraph_identity_core::{Nullable, Secret};
use msgraph_identity_tests::loopback::{json, response};

use super::Exchange;
use super::graph::types::{
    IdentityApiConnectorUpdate, Pkcs12Certificate, Pkcs12CertificateOdataType,
    UploadClientCertificateBody,
};
use super::recording::record;
use crate::wire::secrets::{PASSWORD, PKCS12};

const ID: &str = "22222222-2222-4222-8222-222222222222";

pub(super) async fn exchanges() -> Vec<Exchange> {
    let (connector, no_content) = (json("200 OK", "{}"), response("204 No Content", "", ""));
    vec![
        record(
            "update_api_connector",
            "with_a_certificate",
            &*no_content,
            async |client| {
                let certificate = Pkcs12Certificate {
                    odata_type: Pkcs12CertificateOdataType::MicrosoftGraphPkcs12Certificate,
                    password: Some(Secret::from(PASSWORD)),
                    pkcs12_value: Some(Secret::from(PKCS12)),
                    additional_properties: Default::default(),
                };
                let update = IdentityApiConnectorUpdate {
                    authentication_configuration: Some(Nullable::Value(certificate.into())),
                    ..Default::default()
                };
                client.update_api_connector(ID, &update).await
            },
        )
        .await,
        record(
            "upload_client_certificate",
            "",
            &*connector,
            async |client| {
                client
                    .upload_client_certificate(ID, &upload(PASSWORD))
                    .await
            },
        )
        .await,
        record(
            "upload_client_certificate",
            "without_a_password",
            &*connector,
            async |client| client.upload_client_certificate(ID, &upload("")).await,
        )
        .await,
    ]
}

fn upload(password: &str) -> UploadClientCertificateBody {
    UploadClientCertificateBody {
        password: Some(Secret::from(password)),
        pkcs12_value: Some(Secret::from(PKCS12)),
    }
}
