//! API connectors. Both versions have the same type.

use msgraph_identity_core::{Secret, TargetUrl};
use msgraph_identity_tests::double;
use msgraph_identity_v1::types::ApiAuthenticationConfigurationBase::{
    self, BasicAuthentication, ClientCertificateAuthentication, Pkcs12Certificate,
    UnknownApiAuthenticationConfigurationBase,
};
use msgraph_identity_v1::types::IdentityApiConnector;
use serde_json::{Value, json, to_value};

use super::{ID, both};

pub(super) async fn read(body: &Value) -> IdentityApiConnector {
    let [v1, beta] = both!(double::json(200, body), get_api_connector(ID, None, None));
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
