//! How the kinds of authentication are told apart.

use serde_json::{Value, json};

use super::answered::connector;
use super::graph::types::ApiAuthenticationConfigurationBase::{
    self, BasicAuthentication, ClientCertificateAuthentication, Pkcs12Certificate,
    UnknownApiAuthenticationConfigurationBase,
};

async fn read(kind: Value) -> ApiAuthenticationConfigurationBase {
    let read = connector(&json!({"authenticationConfiguration": kind})).await;
    read.authentication_configuration.unwrap()
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
            let kind = read(json!({"@odata.type": tag})).await;
            let is_known = match &kind {
                BasicAuthentication(_) => name == "basicAuthentication",
                ClientCertificateAuthentication(_) => name == "clientCertificateAuthentication",
                Pkcs12Certificate(_) => name == "pkcs12Certificate",
                UnknownApiAuthenticationConfigurationBase(_) => false,
            };
            assert!(is_known, "{tag}: {kind:?}");
            assert_eq!(serde_json::to_value(&kind).unwrap()["@odata.type"], *normal);
        }
    }
}

#[tokio::test]
async fn an_unknown_kind_is_kept_as_it_came() {
    let sent = json!({
        "@odata.type": "#microsoft.graph.apiKeyAuthentication",
        "key": "k",
        "username": "not that of basic authentication",
        "deep": {"list": [1, null, "ü"]}
    });
    let kind = read(sent.clone()).await;
    let UnknownApiAuthenticationConfigurationBase(unknown) = &kind else {
        panic!("{kind:?}")
    };
    assert_eq!(
        unknown.odata_type(),
        Some("#microsoft.graph.apiKeyAuthentication")
    );
    assert_eq!(serde_json::to_value(&kind).unwrap(), sent);
}

#[tokio::test]
async fn a_kind_without_a_tag_is_no_known_kind() {
    let kind = read(json!({"username": "u", "password": "******"})).await;
    let UnknownApiAuthenticationConfigurationBase(unknown) = kind else {
        panic!("{kind:?}")
    };
    assert_eq!(unknown.odata_type(), None);
    assert_eq!(unknown.get("username"), Some(&json!("u")));
}

#[tokio::test]
async fn the_tag_may_stand_anywhere() {
    let body = r##"{"password":"******","username":"u","@odata.type":"#microsoft.graph.basicAuthentication"}"##;
    let kind: ApiAuthenticationConfigurationBase = serde_json::from_str(body).unwrap();
    assert!(matches!(kind, BasicAuthentication(_)), "{kind:?}");
}

#[tokio::test]
async fn a_known_kind_may_have_more_properties() {
    let kind = read(json!({"@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "realm": "r"})).await;
    let BasicAuthentication(basic) = kind else {
        panic!("{kind:?}")
    };
    assert_eq!(basic.username.as_deref(), Some("u"));
}
