//! Filters, query options and headers can have any text, and no text can become more than that.

use msgraph_identity::{ApiConnectorUpdate, ConnectorProperty, Filter, Order};
use msgraph_identity_tests::double::{Double, status};
use msgraph_identity_tests::text::assert_hides;
use proptest::prelude::*;

use crate::faults::scripted::{connectors, id, page, synchronization};

/// The texts of an OData filter: between quotes, with doubled quotes inside.
fn literals(filter: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = filter.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '\'' {
            continue;
        }
        let mut text = String::new();
        while let Some(char) = chars.next() {
            if char == '\'' && chars.next_if_eq(&'\'').is_none() {
                break;
            }
            text.push(char);
        }
        found.push(text);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// On the wire, the filter has a single text, which is the name.
    #[test]
    fn a_name_in_a_filter_stays_one_text(name in "\\PC*|['a-z0-9 =()&#%+/?-]{0,16}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let sent = runtime.block_on(async {
            let transport = Double::new([page(&[], None)]);
            let filter = Filter::eq(ConnectorProperty::DisplayName, &name);
            connectors(&transport).list().filter(filter).all().await.unwrap();
            transport.take_sent().remove(0)
        });
        let pairs: Vec<(String, String)> = sent.request.url().query_pairs().into_owned().collect();
        prop_assert_eq!(pairs.len(), 1);
        prop_assert_eq!(&pairs[0].0, "$filter");
        prop_assert!(pairs[0].1.starts_with("displayName eq '"));
        prop_assert_eq!(literals(&pairs[0].1), [name]);
    }
}

#[tokio::test]
async fn query_options_are_written_as_in_graphs_documentation() {
    let transport = Double::new([page(&[], None)]);
    let filter = Filter::eq(ConnectorProperty::DisplayName, "O'Brien + Söhne & Co #1")
        .and(Filter::starts_with(ConnectorProperty::TargetUrl, "https://x/").not());
    let list = connectors(&transport)
        .list()
        .page_size(10)
        .filter(filter)
        .select([ConnectorProperty::DisplayName, ConnectorProperty::TargetUrl])
        .order_by(ConnectorProperty::DisplayName, Order::Descending)
        .order_by(ConnectorProperty::Id, Order::Ascending)
        .skip(20)
        .with_count();
    list.all().await.unwrap();
    let sent = transport.take_sent().remove(0);
    assert_eq!(
        sent.request.url().query(),
        Some(
            "$count=true\
             &$filter=%28displayName%20eq%20%27O%27%27Brien%20%2B%20S%C3%B6hne%20%26%20Co%20%231%27\
             %20and%20not%20startswith%28targetUrl,%27https%3A%2F%2Fx%2F%27%29%29\
             &$orderby=displayName%20desc,id\
             &$select=id,displayName,targetUrl\
             &$skip=20&$top=10"
        )
    );
}

#[tokio::test]
async fn the_key_is_always_selected() {
    let transport = Double::new([status(404)]);
    let handle = connectors(&transport).connector(&id());
    let _ = handle.get().select([]).await;
    let _ = handle.get().select([ConnectorProperty::Id]).await;
    let _ = synchronization(&transport).get().select([]).await;
    let sent = transport.take_sent();
    let selects = sent.iter().map(|sent| sent.request.url().query().unwrap());
    let selects: Vec<&str> = selects.collect();
    assert_eq!(selects, ["$select=id", "$select=id", "$select=tenantId"]);
}

#[tokio::test]
async fn headers_that_frame_route_or_authenticate_are_refused() {
    let transport = Double::new([page(&[], None)]);
    let connectors = connectors(&transport);
    let refused = "Authorization Host Content-Length Transfer-Encoding Connection Keep-Alive Upgrade HTTP2-Settings TE Trailer Expect \
        Max-Forwards Proxy-Authorization Proxy-Connection proxy-anything Content-Type content-encoding Content-Range Accept-Encoding \
        X-HTTP-Method X-HTTP-Method-Override X-Method-Override";
    for name in refused.split_whitespace() {
        for name in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
            let get = connectors.connector(&id()).get().header(&name, "s3cret");
            let list = connectors.list().header(&name, "s3cret");
            let found = connectors.find_by_name("x").header(&name, "s3cret");
            for error in [
                get.await.unwrap_err(),
                list.all().await.unwrap_err(),
                found.await.unwrap_err(),
            ] {
                assert!(error.is_invalid_argument(), "{name}: {error}");
                assert_hides(&error, "s3cret");
            }
        }
    }
    assert_eq!(transport.count(), 0);
    for name in [
        "Prefer",
        "Accept-Language",
        "client-request-id",
        "traceparent",
        "x-content-x",
    ] {
        let list = connectors.list().header(name, "value");
        list.all().await.unwrap();
        let sent = transport.take_sent().remove(0);
        assert_eq!(sent.header(name), Some("value"), "{name}");
    }
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_refused_and_not_shown() {
    let transport = Double::new([status(204)]);
    let handle = connectors(&transport).connector(&id());
    let update = ApiConnectorUpdate::new().display_name("x");
    for value in ["s3cret\r\nx: y", "s3cret\n", "s3cret\0"] {
        let update = handle.update(&update).header("client-request-id", value);
        for error in [
            update.await.unwrap_err(),
            handle.delete().if_match(value).await.unwrap_err(),
            handle.delete().header("s3cret y", "z").await.unwrap_err(),
        ] {
            assert!(error.is_invalid_argument(), "{error}");
            assert_hides(&error, "s3cret");
        }
    }
    assert_eq!(transport.count(), 0);

    handle.delete().header("x-name", "Grün").await.unwrap();
    assert_eq!(
        transport.take_sent()[0].request.headers()["x-name"].as_bytes(),
        "Grün".as_bytes()
    );
}

#[test]
fn a_raw_filter_stays_one_operand() {
    let vet = || Filter::eq(ConnectorProperty::DisplayName, "Vet");
    let raw = |text: &str| Filter::raw(text);
    for (filter, text) in [
        (raw("a eq 1 or b eq 2"), "a eq 1 or b eq 2"),
        (
            raw("a eq 1 or b eq 2").and(vet()),
            "((a eq 1 or b eq 2) and displayName eq 'Vet')",
        ),
        (
            vet().or(raw("a eq 1")).and(vet()),
            "((displayName eq 'Vet' or (a eq 1)) and displayName eq 'Vet')",
        ),
        (
            raw("startswith(a,'x') or b eq 2").not(),
            "not (startswith(a,'x') or b eq 2)",
        ),
    ] {
        assert_eq!(filter.to_string(), text);
    }
}
