//! Requests about API connectors.

use msgraph_identity_core::{Nullable, Secret, TargetUrl};
use msgraph_identity_tests::loopback::{Loopback, json, response};
use serde_json::json;

use super::Exchange;
use super::graph::types::{
    ApiAuthenticationConfigurationBase, BasicAuthentication, BasicAuthenticationOdataType,
    IdentityApiConnector, IdentityApiConnectorUpdate,
};
use super::recording::{client, record};
use crate::wire::secrets::{KEY, PASSWORD, UNKNOWN};

const ID: &str = "22222222-2222-4222-8222-222222222222";

pub(super) async fn exchanges() -> Vec<Exchange> {
    let (page, connector) = (json("200 OK", r#"{"value":[]}"#), json("200 OK", "{}"));
    let (created, no_content) = (
        json("201 Created", "{}"),
        response("204 No Content", "", ""),
    );
    let unknown_kind = fetch_unknown_kind().await;
    vec![
        record("list_api_connectors", "", &*page, async |client| {
            client
                .list_api_connectors(None, None, None, None, None, None, None, None)
                .await
        })
        .await,
        record(
            "list_api_connectors",
            "with_every_option",
            &*page,
            async |client| {
                let filter = "displayName eq 'O''Brien + Söhne & Co #1/2?'";
                client
                    .list_api_connectors(
                        Some(true),
                        Some("*"),
                        Some(filter),
                        Some("displayName desc"),
                        Some("\"displayName:loyalty\""),
                        Some("id,displayName"),
                        Some(20),
                        Some(10),
                    )
                    .await
            },
        )
        .await,
        record(
            "create_api_connector",
            "with_basic_authentication",
            &*created,
            async |client| {
                client
                    .create_api_connector(&connector_with(basic_authentication().into()))
                    .await
            },
        )
        .await,
        record(
            "create_api_connector",
            "with_an_unknown_kind_of_authentication",
            &*created,
            async |client| {
                client
                    .create_api_connector(&connector_with(unknown_kind.clone()))
                    .await
            },
        )
        .await,
        record("get_api_connector", "", &*connector, async |client| {
            client.get_api_connector(ID, None, None).await
        })
        .await,
        record(
            "get_api_connector",
            "with_every_option",
            &*connector,
            async |client| {
                client
                    .get_api_connector(ID, Some("*"), Some("id,displayName"))
                    .await
            },
        )
        .await,
        record(
            "get_api_connector",
            "with_an_id_to_escape",
            &*connector,
            async |client| {
                client
                    .get_api_connector("a/b?c=d&e#f%20g+h ü", None, None)
                    .await
            },
        )
        .await,
        record(
            "update_api_connector",
            "with_a_value_a_null_and_an_absent_property",
            &*no_content,
            async |client| {
                let update = IdentityApiConnectorUpdate {
                    display_name: Some(Nullable::Null),
                    target_url: Some(Nullable::Value(target_url())),
                    ..Default::default()
                };
                client.update_api_connector(ID, &update).await
            },
        )
        .await,
        record(
            "update_api_connector",
            "with_an_unknown_kind_of_authentication",
            &*no_content,
            async |client| {
                let authentication = Some(Nullable::Value(unknown_kind.clone()));
                let update = IdentityApiConnectorUpdate {
                    authentication_configuration: authentication,
                    ..Default::default()
                };
                client.update_api_connector(ID, &update).await
            },
        )
        .await,
        record("delete_api_connector", "", &*no_content, async |client| {
            client.delete_api_connector(ID, None).await
        })
        .await,
        record(
            "delete_api_connector",
            "where_it_is_unchanged",
            &*no_content,
            async |client| {
                client
                    .delete_api_connector(ID, Some("W/\"JzEtVHlwZTE=\""))
                    .await
            },
        )
        .await,
    ]
}

fn target_url() -> TargetUrl {
    TargetUrl::from(format!("https://x.example/api?code={KEY}"))
}

fn connector_with(authentication: ApiAuthenticationConfigurationBase) -> IdentityApiConnector {
    IdentityApiConnector {
        authentication_configuration: Some(authentication),
        display_name: Some("Prüfung der \"Treue\"".to_owned()),
        target_url: Some(target_url()),
        ..Default::default()
    }
}

fn basic_authentication() -> BasicAuthentication {
    BasicAuthentication {
        odata_type: BasicAuthenticationOdataType::MicrosoftGraphBasicAuthentication,
        password: Some(Secret::from(PASSWORD)),
        username: Some("svc".to_owned()),
        additional_properties: Default::default(),
    }
}

/// As a connector shows it that was read.
async fn fetch_unknown_kind() -> ApiAuthenticationConfigurationBase {
    let kind = json!({
        "@odata.type": "#microsoft.graph.apiKeyAuthentication",
        "header": "x-key",
        "key": UNKNOWN,
        "rotation": { "days": 30, "next": null, "before": ["noon", 12.5] },
    });
    let body = json!({ "id": ID, "authenticationConfiguration": kind }).to_string();
    let server = Loopback::answering(json("200 OK", &body));
    let connector = client(&server)
        .get_api_connector(ID, None, None)
        .await
        .unwrap();
    connector.into_inner().authentication_configuration.unwrap()
}
