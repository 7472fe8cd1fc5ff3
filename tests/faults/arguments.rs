//! Wrong input is refused with the same kind of error wherever it comes in, and nothing is sent.

use std::time::Duration;

use msgraph_identity::{
    ApiConnectorUpdate, BetaSyncUpdate, Cloud, ConnectorAuth, CustomCloud, Error, Filter, Graph,
    NewApiConnector, SyncUpdate, credential,
};
use msgraph_identity_tests::double::{Double, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;

use crate::faults::scripted::{
    PASSWORD, URL, connectors, id, new_connector_with, page, synchronization,
};

fn auth() -> ConnectorAuth {
    ConnectorAuth::basic("svc", PASSWORD)
}

fn assert_refused(error: &Error, what: &str) {
    assert!(error.is_invalid_argument(), "{error}");
    assert_eq!(error.attempts(), 0);
    assert_says(error, what);
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
        for error in [
            new,
            handle.update(&update).await.unwrap_err(),
            handle.update_and_get(&update).await.unwrap_err(),
            connectors.find_by_name(name).await.unwrap_err(),
            policy.create(&sync).await.unwrap_err(),
            policy.update(&sync).await.unwrap_err(),
            policy.update_and_get(&sync).await.unwrap_err(),
            policy.upsert(&sync).await.unwrap_err(),
        ] {
            assert_refused(&error, "display name … blank");
        }
        let error = policy.update(application).await.unwrap_err();
        assert_refused(&error, "application … blank");
    }
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn authentication_that_cannot_be_meant_is_refused_everywhere() {
    let transport = Double::new([page(&[], None)]);
    let connectors = connectors(&transport);
    let unknown = |kind| ConnectorAuth::unknown(serde_json::from_value(kind).unwrap());
    let basic = ConnectorAuth::basic;
    for (auth, what) in [
        (basic("", PASSWORD), "user name is blank"),
        (basic(" ", PASSWORD), "user name is blank"),
        (basic("a:b", PASSWORD), "user name has a colon"),
        (basic("svc\n", PASSWORD), "user name has a control"),
        (basic("svc", "hunter2\n"), "password has a control"),
        (basic("svc", "hun\0ter2"), "password has a control"),
        (basic("******", PASSWORD), "user name is ******"),
        (basic("svc", "******"), "password is ******"),
        (basic("svc", " ****** "), "password is ******"),
        (
            unknown(json!({ "@odata.type": "#microsoft.graph.apiKey", "key": "******" })),
            "is ******",
        ),
        (
            unknown(json!({ "@odata.type": "x", "a": [{ "b": "******" }] })),
            "is ******",
        ),
    ] {
        let new = new_connector_with(auth.clone());
        let update = ApiConnectorUpdate::new().auth(auth);
        let handle = connectors.connector(&id());
        for error in [
            connectors.create(&new).await.unwrap_err(),
            connectors.create_if_absent(&new).await.unwrap_err(),
            handle.update(&update).await.unwrap_err(),
            handle.update_and_get(&update).await.unwrap_err(),
        ] {
            assert_refused(&error, what);
            assert_hides(&error, "hun");
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
    let policy = synchronization(&transport);
    for (list, what) in [
        (connectors.list().page_size(0), "page size"),
        (connectors.list().search(" "), "search"),
        (connectors.list().filter(Filter::raw("")), "filter"),
        (connectors.list().query("", "x"), "query option"),
    ] {
        assert_refused(&list.all().await.unwrap_err(), what);
    }
    let error = handle.get().query(" ", "x").await.unwrap_err();
    assert_refused(&error, "query option");
    for deletion in [handle.delete().if_match(""), policy.delete().if_match(" ")] {
        assert_refused(&deletion.await.unwrap_err(), "ETag");
    }
    for error in [
        handle.update(ApiConnectorUpdate::new()).await.unwrap_err(),
        policy.update(SyncUpdate::new()).await.unwrap_err(),
    ] {
        assert_refused(&error, "sets nothing");
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
        assert_says(&error, what);
    }
    for name in ["", "Global", " global", "germany"] {
        let error = name.parse::<Cloud>().unwrap_err();
        assert!(error.is_configuration(), "{name}: {error}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_a_wrong_argument() {
    let transport = Double::new([status(204)]);
    let name = "x".repeat(5 << 20);
    let update = ApiConnectorUpdate::new().display_name(name);
    let handle = connectors(&transport).connector(&id());
    let error = handle.update(&update).await.unwrap_err();
    assert_refused(&error, "its body has … bytes");
    assert!(!error.is_paging());
}
