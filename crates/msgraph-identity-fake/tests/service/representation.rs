//! The representation of results: control information comes first, and `Accept` or `$format` says how much there is.
//! <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html>

use msgraph_identity_fake::{FakeServer, PreferReturn, Switches};
use serde_json::{Value, json};

use crate::certificates::{FIRST, with_certificate};
use crate::exchange::{
    CONNECTORS, Exchange, basic, create, get, get_with, post, put, read, request, send_as,
    start_with,
};
use crate::partners::{FABRIKAM, PARTNERS};

/// A fake with a connector, a partner and its synchronization. Returns the path of the connector as well.
async fn with_entities() -> (FakeServer, String) {
    let fake = start_with(Switches {
        synchronization_context: true,
        prefer_return: PreferReturn::Honoured,
        etags: true,
        ..Switches::default()
    })
    .await;
    let path = create(&fake, &basic("A")).await;
    post(
        &fake,
        &format!("v1.0/{PARTNERS}"),
        &json!({ "tenantId": FABRIKAM }),
        201,
    )
    .await;
    put(
        &fake,
        &synchronization(),
        &json!({ "displayName": "F" }),
        204,
    )
    .await;
    (fake, path)
}

fn synchronization() -> String {
    format!("v1.0/{PARTNERS}/{FABRIKAM}/identitySynchronization")
}

/// The names of an object's members, in the order of the text.
fn members(text: &str) -> Vec<String> {
    let (mut depth, mut names) = (0, Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '[', ']', '"']) {
        let (found, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = after;
        match found {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {
                let end = rest.find('"').unwrap();
                if depth == 1 && rest[end + 1..].starts_with(':') {
                    names.push(rest[..end].to_owned());
                }
                rest = &rest[end + 1..];
            }
        }
    }
    names
}

#[tokio::test]
async fn the_context_is_the_first_member_of_every_result() {
    let (fake, path) = with_entities().await;
    let patch = |path: &str| {
        let patch = request(&fake, "PATCH", path).bearer_auth(fake.token());
        patch
            .header("prefer", "return=representation")
            .json(&json!({}))
    };
    let partner = format!("v1.0/{PARTNERS}/{FABRIKAM}");
    let mut answers = vec![post(&fake, CONNECTORS, &basic("B"), 201).await];
    for (path, property) in [
        (&path, "displayName"),
        (&partner, "tenantId"),
        (&synchronization(), "displayName"),
    ] {
        answers.push(get(&fake, path, 200).await);
        answers.push(get(&fake, &format!("{path}?$select={property}"), 200).await);
        answers.push(read(patch(path), 200).await);
    }
    for path in [
        CONNECTORS,
        &format!("beta/{PARTNERS}?$expand=identitySynchronization"),
    ] {
        answers.push(get(&fake, path, 200).await);
    }
    for answer in answers {
        assert!(
            answer.text.starts_with("{\"@odata.context\":\"http"),
            "{}",
            answer.text
        );
        let names = members(&answer.text);
        let last = names
            .iter()
            .rposition(|name| name.starts_with("@odata."))
            .unwrap();
        assert!(
            names[..=last].iter().all(|name| name.starts_with('@')),
            "{names:?}"
        );
    }
}

#[tokio::test]
async fn the_results_in_a_batch_begin_with_their_context() {
    let (fake, path) = with_entities().await;
    let url = path.strip_prefix("v1.0").unwrap();
    let item = json!({ "id": "1", "method": "GET", "url": url });
    let answer = post(&fake, "v1.0/$batch", &json!({ "requests": [item] }), 200).await;
    assert!(
        answer.text.contains("\"body\":{\"@odata.context\":"),
        "{}",
        answer.text
    );
}

async fn accepted(fake: &FakeServer, path: &str, accept: &str) -> Exchange {
    get_with(fake, path, ("accept", accept), 200).await
}

#[tokio::test]
async fn accept_says_how_much_metadata_there_is() {
    let (fake, path) = with_entities().await;
    for (accept, metadata) in [
        ("application/json", "minimal"),
        ("application/json;odata.metadata=none", "none"),
        (
            "application/json; odata.metadata=full; odata.streaming=true; charset=utf-8",
            "full",
        ),
        ("APPLICATION/JSON;ODATA.METADATA=FULL", "full"),
        ("application/json;odata.metadata=\"none\"", "none"),
        ("application/json;metadata=full", "full"),
        (
            "application/json;odata.metadata=none;q=0.5, application/json;odata.metadata=full",
            "full",
        ),
        (
            "application/json;odata.metadata=full;q=0, application/json",
            "minimal",
        ),
        (
            "text/html, application/json;odata.metadata=none;q=0.1",
            "none",
        ),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "minimal"),
        ("*/*, application/json;odata.metadata=full", "full"),
        ("application/*", "minimal"),
    ] {
        let answer = accepted(&fake, &path, accept).await;
        let content_type = answer.header("content-type");
        assert!(
            content_type.contains(&format!("odata.metadata={metadata};")),
            "{accept}: {content_type}"
        );
        let body = answer.json();
        assert_eq!(
            body.get("@odata.context").is_some(),
            metadata != "none",
            "{accept}"
        );
        assert_eq!(
            body.get("@odata.id").is_some(),
            metadata == "full",
            "{accept}"
        );
    }
}

#[tokio::test]
async fn other_media_types_are_not_acceptable_and_have_no_effect() {
    let (fake, path) = with_entities().await;
    for accept in [
        "text/html",
        "application/xml, text/*",
        "application/json;odata.metadata=some",
        "application/json;odata=verbose",
        "application/json;q=0",
        "nonsense",
    ] {
        let refused = get_with(&fake, &path, ("accept", accept), 406).await;
        assert_eq!(
            refused.header("content-type"),
            "application/json",
            "{accept}"
        );
        assert!(!refused.code().is_empty());
    }
    let write = request(&fake, "POST", CONNECTORS).bearer_auth(fake.token());
    read(write.header("accept", "text/html").json(&basic("B")), 406).await;
    assert_eq!(get(&fake, CONNECTORS, 200).await.value().len(), 1);
}

#[tokio::test]
async fn format_takes_precedence_over_accept() {
    let (fake, path) = with_entities().await;
    for (format, metadata) in [
        ("json", "minimal"),
        ("JSON", "minimal"),
        ("application/json", "minimal"),
        ("application/json%3Bodata.metadata%3Dnone", "none"),
    ] {
        let path = format!("{path}?$format={format}");
        let answer = get_with(&fake, &path, ("accept", "text/html"), 200).await;
        assert!(answer.header("content-type").contains(metadata), "{format}");
    }
    get(&fake, &format!("{path}?$format=xml"), 406).await;
    get(&fake, &format!("{path}?$format=json&$format=json"), 400).await;
    get(&fake, &format!("{CONNECTORS}?$format=json&$top=1"), 200).await;
    get(&fake, &format!("{CONNECTORS}/$count?$format=json"), 200).await;
    get(&fake, "beta/identity/apiConnectors?format=json", 200).await;
}

#[tokio::test]
async fn without_metadata_only_count_and_next_link_are_left() {
    let (fake, _) = with_entities().await;
    create(&fake, &basic("B")).await;
    let path = format!("{CONNECTORS}?$top=1&$count=true");
    let page = accepted(&fake, &path, "application/json;odata.metadata=none").await;
    assert_eq!(
        members(&page.text),
        ["@odata.count", "@odata.nextLink", "value"]
    );
    assert_eq!(page.text.matches("@odata.").count(), 2, "{}", page.text);
    assert_eq!(
        page.value()[0]["authenticationConfiguration"]["username"],
        "u"
    );
}

#[tokio::test]
async fn full_metadata_names_types_and_links() {
    let (fake, _) = with_entities().await;
    let path = create(&fake, &with_certificate(FIRST, "first-password")).await;
    let full = "application/json;odata.metadata=full";
    let connector = accepted(&fake, &path, full).await.json();
    let url = format!("{}/{path}", fake.url());
    assert_eq!(
        connector["@odata.type"],
        "#microsoft.graph.identityApiConnector"
    );
    assert_eq!(
        (&connector["@odata.id"], &connector["@odata.editLink"]),
        (&json!(url), &json!(url))
    );
    let authentication = &connector["authenticationConfiguration"];
    let list = "#Collection(microsoft.graph.pkcs12CertificateInformation)";
    assert_eq!(authentication["certificateList@odata.type"], list);
    let certificate = &authentication["certificateList"][0];
    assert_eq!(
        certificate["@odata.type"],
        "#microsoft.graph.pkcs12CertificateInformation"
    );
    assert_eq!(certificate["notAfter@odata.type"], "#Int64");
    assert!(certificate["notAfter"].is_number());

    let partners = accepted(&fake, &format!("v1.0/{PARTNERS}"), full)
        .await
        .value();
    let link = format!("{}/{}", fake.url(), synchronization());
    assert_eq!(
        partners[0]["identitySynchronization@odata.navigationLink"],
        link
    );
    let read = accepted(&fake, &synchronization(), full).await.json();
    assert_eq!(
        read["@odata.type"],
        "#microsoft.graph.crossTenantIdentitySyncPolicyPartner"
    );
    assert_eq!(read["@odata.id"], link);
}

#[tokio::test]
async fn large_integers_are_strings_for_ieee754_clients() {
    let (fake, _) = with_entities().await;
    let path = create(&fake, &with_certificate(FIRST, "first-password")).await;
    let answer = accepted(&fake, &path, "application/json;IEEE754Compatible=true").await;
    assert!(
        answer
            .header("content-type")
            .contains("IEEE754Compatible=true")
    );
    let certificate = &answer.json()["authenticationConfiguration"]["certificateList"][0];
    assert_eq!(certificate["notAfter"], "1830297600");
}

#[tokio::test]
async fn items_of_a_batch_have_their_own_accept() {
    let (fake, _) = with_entities().await;
    let item = |accept: &str| json!({ "id": accept, "method": "GET", "url": "/identity/apiConnectors", "headers": { "Accept": accept } });
    let requests =
        json!({ "requests": [item("application/json;odata.metadata=none"), item("text/html")] });
    let token = fake.token();
    let answer = send_as(&fake, &token, "POST", "v1.0/$batch", Some(&requests), 200).await;
    let responses = answer.json()["responses"].clone();
    assert_eq!(responses[0]["status"], 406);
    assert_eq!(responses[1]["body"].get("@odata.context"), None::<&Value>);
}
