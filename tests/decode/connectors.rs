//! API connectors. Both versions have the same type.

use msgraph_identity_core::{NextLink, Secret, TargetUrl};
use msgraph_identity_v1::types::ApiAuthenticationConfigurationBase::{
    self, BasicAuthentication, ClientCertificateAuthentication, Pkcs12Certificate,
    UnknownApiAuthenticationConfigurationBase,
};
use msgraph_identity_v1::types::IdentityApiConnector;
use serde_json::{Value, from_value, json, to_value};

use super::{ID, answered, both, ok};

pub(super) async fn read(body: &Value) -> IdentityApiConnector {
    let [v1, beta] = both!(ok(body), get_api_connector(ID, None, None));
    let v1 = v1.unwrap_or_else(|error| panic!("{body}: {error}"));
    let connector = v1.into_inner();
    assert_eq!(connector, beta.unwrap().into_inner());
    connector
}

async fn read_kind(kind: Value) -> ApiAuthenticationConfigurationBase {
    let connector = read(&json!({ "id": ID, "authenticationConfiguration": kind })).await;
    connector.authentication_configuration.unwrap()
}

#[tokio::test]
async fn a_connector_is_read_as_documented() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/apiConnectors/$entity",
        "id": ID,
        "displayName": "Check loyalty",
        "targetUrl": "https://x.example/api?code=k",
        "authenticationConfiguration":
            { "@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "******" },
    });
    let connector = read(&body).await;
    assert_eq!(connector.id.as_deref(), Some(ID));
    assert_eq!(connector.display_name.as_deref(), Some("Check loyalty"));
    let target_url = connector.target_url.as_ref().map(TargetUrl::as_str);
    assert_eq!(target_url, Some("https://x.example/api?code=k"));
    let Some(BasicAuthentication(basic)) = connector.authentication_configuration else {
        panic!("{connector:?}")
    };
    assert_eq!(basic.username.as_deref(), Some("u"));
    assert!(basic.password.as_ref().is_some_and(Secret::is_masked));
}

#[tokio::test]
async fn every_property_may_be_null_or_missing() {
    let expected = IdentityApiConnector {
        id: Some(ID.to_owned()),
        ..Default::default()
    };
    for body in [
        json!({ "id": ID }),
        json!({ "id": ID, "displayName": null, "targetUrl": null, "authenticationConfiguration": null }),
    ] {
        assert_eq!(read(&body).await, expected);
    }
    let basic = "#microsoft.graph.basicAuthentication";
    let certificates = "#microsoft.graph.clientCertificateAuthentication";
    for kind in [
        json!({ "@odata.type": basic }),
        json!({ "@odata.type": basic, "username": null, "password": null }),
        json!({ "@odata.type": certificates }),
        json!({ "@odata.type": certificates, "certificateList": null }),
    ] {
        let is_empty = match read_kind(kind.clone()).await {
            BasicAuthentication(basic) => basic.username.is_none() && basic.password.is_none(),
            ClientCertificateAuthentication(list) => list.certificate_list.is_none(),
            _ => false,
        };
        assert!(is_empty, "{kind}");
    }
}

/// Graph sends the tag with `#`; Microsoft's own examples leave it out.
#[tokio::test]
async fn both_spellings_of_a_tag_are_read_and_the_normal_one_is_sent() {
    for name in [
        "basicAuthentication",
        "clientCertificateAuthentication",
        "pkcs12Certificate",
    ] {
        let normal = format!("#microsoft.graph.{name}");
        for tag in [&normal, normal.trim_start_matches('#')] {
            // The tag may stand anywhere, and a known kind may have more properties.
            let kind = read_kind(json!({ "realm": "r", "@odata.type": tag, "x": [] })).await;
            let is_known = match &kind {
                BasicAuthentication(_) => name == "basicAuthentication",
                ClientCertificateAuthentication(_) => name == "clientCertificateAuthentication",
                Pkcs12Certificate(_) => name == "pkcs12Certificate",
                UnknownApiAuthenticationConfigurationBase(_) => false,
            };
            assert!(is_known, "{tag}: {kind:?}");
            assert_eq!(to_value(&kind).unwrap()["@odata.type"], *normal);
        }
    }
}

#[tokio::test]
async fn a_kind_with_an_unknown_tag_or_without_a_tag_is_kept_unchanged() {
    for (tag, sent) in [
        (
            Some("#microsoft.graph.apiKeyAuthentication"),
            json!({ "@odata.type": "#microsoft.graph.apiKeyAuthentication", "key": "k", "deep": [1, null, "ü"] }),
        ),
        (None, json!({ "username": "u", "password": "******" })),
    ] {
        let kind = read_kind(sent.clone()).await;
        let UnknownApiAuthenticationConfigurationBase(unknown) = &kind else {
            panic!("{kind:?}")
        };
        assert_eq!(unknown.odata_type(), tag);
        assert_eq!(to_value(&kind).unwrap(), sent);
        let again: ApiAuthenticationConfigurationBase = from_value(sent).unwrap();
        assert_eq!(again, kind);
    }
}

#[tokio::test]
async fn an_uploaded_certificate_comes_back_as_a_list() {
    let body = json!({ "id": ID, "authenticationConfiguration": {
        "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
        "certificateList": [
            { "thumbprint": "0E1F", "notAfter": 1_830_000_000_i64, "notBefore": 1_800_000_000_i64, "isActive": true },
            { "thumbprint": "2A3B", "notAfter": 1_700_000_000_i64, "notBefore": 1_600_000_000_i64, "isActive": false },
        ],
    }});
    let upload = Default::default();
    for answer in both!(ok(&body), upload_client_certificate(ID, &upload)) {
        let connector = answer.unwrap().into_inner();
        let Some(ClientCertificateAuthentication(list)) = connector.authentication_configuration
        else {
            panic!("{connector:?}")
        };
        let certificates = list.certificate_list.unwrap();
        assert_eq!(certificates[0].thumbprint.as_deref(), Some("0E1F"));
        assert_eq!(certificates[0].not_after, Some(1_830_000_000));
        assert_eq!(certificates[0].not_before, Some(1_800_000_000));
        let active: Vec<_> = certificates.iter().map(|one| one.is_active).collect();
        assert_eq!(active, [Some(true), Some(false)]);
    }
}

#[tokio::test]
async fn a_page_has_its_connectors_and_the_link_to_the_next_one() {
    let link =
        "https://graph.microsoft.com/v1.0/identity/apiConnectors?$top=2&$skiptoken=RFNwdAIAAQ";
    for (body, ids, next_link, count) in [
        (
            json!({ "@odata.count": 3, "@odata.nextLink": link, "value": [{ "id": "a" }, { "id": "b" }] }),
            vec!["a", "b"],
            Some(link),
            Some(3),
        ),
        (json!({ "value": [{ "id": "c" }] }), vec!["c"], None, None),
        (
            json!({ "@odata.nextLink": link, "value": [] }),
            vec![],
            Some(link),
            None,
        ),
    ] {
        for answer in both!(
            ok(&body),
            list_api_connectors(None, None, None, None, None, None, None, None)
        ) {
            let page = answer.unwrap().into_inner();
            let found: Vec<_> = page
                .value
                .iter()
                .map(|connector| connector.id.clone().unwrap())
                .collect();
            assert_eq!(found, ids);
            assert_eq!(page.next_link.as_ref().map(NextLink::as_str), next_link);
            assert_eq!(page.count, count);
        }
    }
}
