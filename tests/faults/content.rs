//! Successful responses with the wrong content.

use bytes::Bytes;
use msgraph_identity::{ApiConnectorUpdate, Error};
use msgraph_identity_tests::double::{Double, Step, json, status};
use serde_json::json;

use crate::faults::scripted::{ID, connector, connectors, id};

fn answer(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Step {
    let headers = vec![
        ("content-type", content_type.to_owned()),
        ("request-id", "r-1".to_owned()),
    ];
    Step::Answer(status, headers, body.into())
}

async fn get(step: Step) -> Result<Option<String>, Error> {
    let transport = Double::new([step]);
    let got = connectors(&transport).connector(&id()).get().await?;
    Ok(got.display_name().map(str::to_owned))
}

const PORTAL: &str = "<html><title>Sign in to hotspot s3cret</title></html>";

#[tokio::test]
async fn the_page_of_a_proxy_is_not_a_connector() {
    for content_type in [
        "text/html",
        "text/html; charset=utf-8",
        "application/octet-stream",
        "application/xml",
    ] {
        for body in [PORTAL.to_owned(), connector("x").to_string()] {
            let error = get(answer(200, content_type, body)).await.unwrap_err();
            assert!(
                error.is_unexpected_content() && !error.is_empty_content(),
                "{error}"
            );
            assert_eq!(error.status().unwrap(), 200);
            assert_eq!(error.request_id(), Some("r-1"));
            assert!(error.to_string().contains(content_type), "{error}");
            assert!(
                !format!("{error} {error:?}").contains("s3cret"),
                "{error:?}"
            );
        }
    }
    let error = get(answer(200, "text/html", PORTAL)).await.unwrap_err();
    assert_eq!(error.body_start(), Some(PORTAL.as_bytes()));
}

#[tokio::test]
async fn the_page_of_a_proxy_is_not_the_success_of_an_update_or_a_deletion() {
    let transport = Double::new([answer(200, "text/html", PORTAL)]);
    let handle = connectors(&transport).connector(&id());
    let update = ApiConnectorUpdate::new().display_name("x");
    for error in [
        handle.update(&update).await.unwrap_err(),
        handle.delete().await.unwrap_err(),
    ] {
        assert!(error.is_unexpected_content(), "{error}");
        assert!(error.may_have_taken_effect(), "{error}");
    }
}

#[tokio::test]
async fn every_content_type_of_json_is_accepted() {
    let body = connector("x").to_string();
    for content_type in [
        "application/json",
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
        "Application/JSON",
        "text/json",
        "application/problem+json",
    ] {
        let name = get(answer(200, content_type, body.clone())).await.unwrap();
        assert_eq!(name.as_deref(), Some("x"), "{content_type}");
    }
    let without = Step::Answer(200, Vec::new(), body.into());
    assert_eq!(get(without).await.unwrap().as_deref(), Some("x"));
}

#[tokio::test]
async fn missing_content_differs_from_wrong_content() {
    for step in [
        status(200),
        status(202),
        status(204),
        status(205),
        answer(200, "application/json", ""),
        answer(204, "application/json", ""),
    ] {
        let error = get(step.clone()).await.unwrap_err();
        assert!(error.is_empty_content(), "{step:?}: {error}");
    }
    for body in ["{", "null", "[]", "\"x\"", "7", "{} {}", "nul"] {
        let error = get(answer(200, "application/json", body))
            .await
            .unwrap_err();
        assert!(
            error.is_unexpected_content() && !error.is_empty_content(),
            "{body}: {error}"
        );
    }
}

#[tokio::test]
async fn every_status_of_success_is_accepted() {
    let update = ApiConnectorUpdate::new().display_name("x");
    for step in [
        status(200),
        status(202),
        status(204),
        status(205),
        json(200, &connector("x")),
        json(204, &json!({})),
    ] {
        let transport = Double::new([step.clone()]);
        let handle = connectors(&transport).connector(&id());
        handle.update(&update).await.unwrap();
        handle.delete().await.unwrap();
    }
    for status in [200, 201, 202, 203] {
        assert!(get(json(status, &connector("x"))).await.is_ok(), "{status}");
    }
}

#[tokio::test]
async fn an_error_names_the_place_and_no_value() {
    let mut wrong = connector("x");
    wrong["displayName"] = json!({ "s3cret": 1 });
    let error = get(json(200, &wrong)).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("displayName") && text.contains("line 1, column"),
        "{text}"
    );
    assert!(!text.contains("s3cret"), "{text}");

    let page = json!({ "value": [connector("x"), { "id": ID, "targetUrl": ["s3cret"] }] });
    let transport = Double::new([json(200, &page)]);
    let error = connectors(&transport).list().all().await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("value[1].targetUrl") && !text.contains("s3cret"),
        "{text}"
    );
}

#[tokio::test]
async fn a_repeated_property_is_an_error() {
    for (outer, inner) in [
        (r#","displayName":"a","displayName":"b""#, ""),
        (r#","unknown":1,"unknown":2"#, ""),
        (
            "",
            r##""@odata.type":"#microsoft.graph.basicAuthentication","username":"a","username":"b""##,
        ),
        (
            "",
            r##""@odata.type":"#microsoft.graph.apiKey","key":"a","key":"b""##,
        ),
    ] {
        let body = format!(r#"{{"id":"{ID}"{outer},"authenticationConfiguration":{{{inner}}}}}"#);
        let error = get(answer(200, "application/json", body.clone())).await;
        assert!(error.unwrap_err().is_unexpected_content(), "{body}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_ignored() {
    let body = format!("\u{feff}{}", connector("x"));
    assert_eq!(
        get(answer(200, "application/json", body))
            .await
            .unwrap()
            .as_deref(),
        Some("x")
    );

    let transport = Double::new([answer(
        404,
        "application/json",
        "\u{feff}{\"error\":{\"code\":\"X\"}}",
    )]);
    let error = connectors(&transport)
        .connector(&id())
        .get()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("X"));
}

#[tokio::test]
async fn invalid_json_is_an_error() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let bodies: [&[u8]; 5] = [
        b"{\"id\":\"\xff\"}",
        b"{\"id\":\"\\ud800\"}",
        b"{\"id\":\"a\",\"n\":1e999}",
        b"\0",
        deep.as_bytes(),
    ];
    for body in bodies {
        let step = answer(200, "application/json", body.to_vec());
        assert!(
            get(step).await.unwrap_err().is_unexpected_content(),
            "{body:?}"
        );
    }
    let nested = format!(r#"{{"id":"{ID}","x":{deep}}}"#);
    assert!(
        get(answer(200, "application/json", nested))
            .await
            .unwrap_err()
            .is_unexpected_content()
    );
}

#[tokio::test]
async fn a_connector_without_a_usable_id_is_an_error() {
    for id in [json!(null), json!(""), json!(".."), json!("a/b")] {
        let mut body = connector("x");
        body["id"] = id;
        let error = get(json(200, &body)).await.unwrap_err();
        assert!(error.is_unexpected_content(), "{body}");
        assert!(error.to_string().contains("no id"), "{error}");
    }
}
