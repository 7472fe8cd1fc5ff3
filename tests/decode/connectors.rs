//! An API connector as it is created, read and given a certificate.

use msgraph_identity_core::{Secret, TargetUrl};
use msgraph_identity_tests::loopback::{json, response};
use serde_json::json;

use super::answered::{ID, answered, connector};
use super::graph::types::{ApiAuthenticationConfigurationBase, IdentityApiConnector};

const CREATED: &str = r##"{
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/apiConnectors/$entity",
    "id": "22222222-2222-4222-8222-222222222222",
    "displayName": "Check loyalty",
    "targetUrl": "https://x.example/api?code=k",
    "authenticationConfiguration": {
        "@odata.type": "#microsoft.graph.basicAuthentication",
        "username": "u",
        "password": "******"
    }
}"##;

#[tokio::test]
async fn a_created_connector_shows_a_mask_for_its_password() {
    let answer = response(
        "201 Created",
        "content-type: application/json\r\nrequest-id: r-1\r\n",
        CREATED,
    );
    let body = IdentityApiConnector::default();
    let created = answered(answer, async |client| {
        client.create_api_connector(&body).await
    })
    .await
    .unwrap();
    assert_eq!(created.status().as_u16(), 201);
    assert_eq!(created.headers()["request-id"], "r-1");
    let created = created.into_inner();
    assert_eq!(created.id.as_deref(), Some(ID));
    assert_eq!(created.display_name.as_deref(), Some("Check loyalty"));
    assert_eq!(
        created.target_url.as_ref().map(TargetUrl::as_str),
        Some("https://x.example/api?code=k")
    );
    let Some(ApiAuthenticationConfigurationBase::BasicAuthentication(basic)) =
        created.authentication_configuration
    else {
        panic!("not basic authentication")
    };
    assert_eq!(basic.username.as_deref(), Some("u"));
    assert!(basic.password.as_ref().is_some_and(Secret::is_masked));
}

/// The documentation of the type says that the password is not returned at all.
#[tokio::test]
async fn a_password_may_be_null_or_missing() {
    for kind in [
        json!({"@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": null}),
        json!({"@odata.type": "#microsoft.graph.basicAuthentication", "username": "u"}),
    ] {
        let read = connector(&json!({"id": ID, "authenticationConfiguration": kind})).await;
        let Some(ApiAuthenticationConfigurationBase::BasicAuthentication(basic)) =
            read.authentication_configuration
        else {
            panic!("{kind}: not basic authentication")
        };
        assert_eq!(
            (basic.username.as_deref(), basic.password),
            (Some("u"), None)
        );
    }
}

#[tokio::test]
async fn an_uploaded_certificate_comes_back_as_a_list() {
    let body = json!({"id": ID, "authenticationConfiguration": {
        "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
        "certificateList": [
            {"thumbprint": "0E1F", "notAfter": 1_830_000_000_i64, "notBefore": 1_800_000_000_i64, "isActive": true},
            {"thumbprint": "2A3B", "notAfter": 1_700_000_000_i64, "notBefore": 1_600_000_000_i64, "isActive": false}
        ]
    }});
    let answer = json("200 OK", &body.to_string());
    let upload = Default::default();
    let read = answered(answer, async |client| {
        client.upload_client_certificate(ID, &upload).await
    })
    .await;
    let Some(ApiAuthenticationConfigurationBase::ClientCertificateAuthentication(authentication)) =
        read.unwrap().into_inner().authentication_configuration
    else {
        panic!("not client certificate authentication")
    };
    let certificates = authentication.certificate_list.unwrap();
    assert_eq!(certificates.len(), 2);
    assert_eq!(certificates[0].thumbprint.as_deref(), Some("0E1F"));
    assert_eq!(certificates[0].not_after, Some(1_830_000_000));
    assert_eq!(certificates[0].not_before, Some(1_800_000_000));
    assert_eq!(certificates[0].is_active, Some(true));
    assert_eq!(certificates[1].is_active, Some(false));
}

#[tokio::test]
async fn every_property_of_a_connector_may_be_null() {
    let body = json!({"id": ID, "displayName": null, "targetUrl": null, "authenticationConfiguration": null});
    let expected = IdentityApiConnector {
        id: Some(ID.to_owned()),
        ..Default::default()
    };
    assert_eq!(connector(&body).await, expected);
}

#[tokio::test]
async fn a_list_of_certificates_may_be_null_or_missing() {
    for kind in [
        json!({"@odata.type": "#microsoft.graph.clientCertificateAuthentication", "certificateList": null}),
        json!({"@odata.type": "#microsoft.graph.clientCertificateAuthentication"}),
    ] {
        let read = connector(&json!({"authenticationConfiguration": kind})).await;
        match read.authentication_configuration {
            Some(ApiAuthenticationConfigurationBase::ClientCertificateAuthentication(
                authentication,
            )) => {
                assert_eq!(authentication.certificate_list, None);
            }
            other => panic!("{kind}: {other:?}"),
        }
    }
}
