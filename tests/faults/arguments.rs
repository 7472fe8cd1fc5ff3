//! Wrong input is refused with the same kind of error wherever it comes in, and nothing is sent.

use std::time::Duration;

use msgraph_identity::{
    ApiConnectorUpdate, BetaSyncUpdate, Cloud, ConnectorAuth, CustomCloud, Error, Filter, Graph,
    NewApiConnector, SyncUpdate, credential,
};
use msgraph_identity_tests::double::{Double, status};
use serde_json::json;

use crate::faults::scripted::{connectors, id, page, synchronization};

const URL: &str = "https://api.contoso.com/vet";

fn auth() -> ConnectorAuth {
    ConnectorAuth::basic("svc", "hunter2")
}

fn assert_refused(error: &Error, what: &str) {
    assert!(error.is_invalid_argument(), "{error}");
    assert_eq!(error.attempts(), 0);
    assert!(error.to_string().contains(what), "{what}: {error}");
}

#[tokio::test]
async fn a_blank_name_is_refused_everywhere() {
    let transport = Double::new([status(204)]);
    let (connectors, policy) = (connectors(&transport), synchronization(&transport));
    for name in [
        "",
        " \t",
        "\r\n",
        "\u{a0}\u{3000}",
        "\u{200b}",
        "\u{feff}\0",
    ] {
        let new = NewApiConnector::new(name, URL, auth()).unwrap_err();
        let update = ApiConnectorUpdate::new().display_name(name);
        let handle = connectors.connector(&id());
        let sync = SyncUpdate::new().display_name(name);
        let application = BetaSyncUpdate::new().external_cloud_authorized_application_id(name);
        for (error, what) in [
            (new, "display name"),
            (handle.update(&update).await.unwrap_err(), "display name"),
            (
                handle.update_and_get(&update).await.unwrap_err(),
                "display name",
            ),
            (
                connectors.find_by_name(name).await.unwrap_err(),
                "display name",
            ),
            (policy.create(&sync).await.unwrap_err(), "display name"),
            (policy.update(&sync).await.unwrap_err(), "display name"),
            (
                policy.update_and_get(&sync).await.unwrap_err(),
                "display name",
            ),
            (policy.upsert(&sync).await.unwrap_err(), "display name"),
            (policy.update(application).await.unwrap_err(), "application"),
        ] {
            assert_refused(&error, what);
            assert!(error.to_string().contains("blank"), "{error}");
        }
    }
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn authentication_that_cannot_be_meant_is_refused_everywhere() {
    let transport = Double::new([page(&[], None)]);
    let connectors = connectors(&transport);
    let unknown = |kind| ConnectorAuth::unknown(serde_json::from_value(kind).unwrap());
    for (auth, what) in [
        (ConnectorAuth::basic("", "hunter2"), "user name is blank"),
        (ConnectorAuth::basic(" ", "hunter2"), "user name is blank"),
        (
            ConnectorAuth::basic("a:b", "hunter2"),
            "user name has a colon",
        ),
        (
            ConnectorAuth::basic("svc\n", "hunter2"),
            "user name has a control",
        ),
        (
            ConnectorAuth::basic("svc", "hunter2\n"),
            "password has a control",
        ),
        (
            ConnectorAuth::basic("svc", "hun\0ter2"),
            "password has a control",
        ),
        (
            ConnectorAuth::basic("******", "hunter2"),
            "user name is ******",
        ),
        (ConnectorAuth::basic("svc", "******"), "password is ******"),
        (
            ConnectorAuth::basic("svc", " ****** "),
            "password is ******",
        ),
        (
            unknown(json!({ "@odata.type": "#microsoft.graph.apiKey", "key": "******" })),
            "is ******",
        ),
        (
            unknown(json!({ "@odata.type": "x", "a": [{ "b": "******" }] })),
            "is ******",
        ),
    ] {
        let new = NewApiConnector::new("Vet", URL, auth.clone()).unwrap();
        let update = ApiConnectorUpdate::new().auth(auth);
        let handle = connectors.connector(&id());
        for error in [
            connectors.create(&new).await.unwrap_err(),
            connectors.create_if_absent(&new).await.unwrap_err(),
            handle.update(&update).await.unwrap_err(),
            handle.update_and_get(&update).await.unwrap_err(),
        ] {
            assert_refused(&error, what);
            assert!(!format!("{error} {error:#?}").contains("hun"), "{error:#?}");
        }
    }
    assert_eq!(transport.count(), 0);
}

#[test]
fn a_target_url_that_cannot_be_called_is_refused_everywhere() {
    for url in [
        "",
        " ",
        "x.example/api",
        "/api",
        "//x.example/api",
        "ftp://x.example",
        "https://x.example/a b",
        "https://",
        "https:///x.example",
        "https:x.example",
        "https:\\\\x.example",
        "https://x.example\\api",
        "https://x.example\n",
        " https://x.example",
        "javascript:alert(1)//https://x.example",
    ] {
        let new = NewApiConnector::new("x", url, auth()).unwrap_err();
        let update = ApiConnectorUpdate::new().target_url(url).unwrap_err();
        for error in [new, update] {
            assert_refused(&error, "target URL");
        }
    }
    for url in [
        "https://x.example/api?code=%2B",
        "HTTPS://x.example",
        "http://[::1]:7071/",
    ] {
        assert!(NewApiConnector::new("x", url, auth()).is_ok(), "{url}");
        assert!(ApiConnectorUpdate::new().target_url(url).is_ok(), "{url}");
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_meant_is_refused() {
    let transport = Double::new([page(&[], None)]);
    let connectors = connectors(&transport);
    let handle = connectors.connector(&id());
    for (error, what) in [
        (
            connectors.list().page_size(0).all().await.unwrap_err(),
            "page size",
        ),
        (
            connectors.list().search(" ").all().await.unwrap_err(),
            "search",
        ),
        (
            connectors
                .list()
                .filter(Filter::raw(""))
                .all()
                .await
                .unwrap_err(),
            "filter",
        ),
        (
            connectors.list().query("", "x").all().await.unwrap_err(),
            "query option",
        ),
        (
            handle.get().query(" ", "x").await.unwrap_err(),
            "query option",
        ),
        (handle.delete().if_match("").await.unwrap_err(), "ETag"),
        (
            synchronization(&transport)
                .delete()
                .if_match(" ")
                .await
                .unwrap_err(),
            "ETag",
        ),
        (
            handle.update(ApiConnectorUpdate::new()).await.unwrap_err(),
            "sets nothing",
        ),
        (
            synchronization(&transport)
                .update(SyncUpdate::new())
                .await
                .unwrap_err(),
            "sets nothing",
        ),
    ] {
        assert_refused(&error, what);
    }
    assert_eq!(transport.count(), 0);
}

#[test]
fn a_client_that_could_not_send_anything_is_not_built() {
    let builder = || Graph::builder(credential::static_token("t0k3n"));
    let root = CustomCloud::parse("https://x.example").unwrap();
    for (builder, what) in [
        (builder().call_timeout(Duration::ZERO), "call_timeout"),
        (builder().connect_timeout(Duration::ZERO), "connect_timeout"),
        (builder().read_timeout(Duration::ZERO), "read_timeout"),
        (builder().max_body_bytes(0), "max_body_bytes"),
        (builder().cloud(root.scope(" ")), "scope"),
        (builder().application(" "), "User-Agent"),
    ] {
        let error = builder.build().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains(what), "{error}");
    }
    for name in ["", "Global", " global", "germany"] {
        let error = name.parse::<Cloud>().unwrap_err();
        assert!(error.is_configuration(), "{name}: {error}");
    }
}
