//! The representation of results: control information comes first, and `Accept` or `$format` says how much there is.
//! <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html>

use msgraph_identity_fake::PreferReturn;
use serde_json::{Value, json};

use crate::certificates::{FIRST, with_certificate};
use crate::exchange::{CONNECTORS, Exchange, FABRIKAM, Fake, PARTNERS, basic, read};

/// A fake with a connector, a partner and its synchronization. Returns the paths of all three as well.
async fn with_entities() -> (Fake, [String; 3]) {
    let fake = Fake::with(|switches| {
        switches.synchronization_context = true;
        switches.prefer_return = PreferReturn::Honoured;
        switches.etags = true;
    })
    .await;
    let connector = fake.create(basic("A")).await;
    let partner = fake.create_fabrikam().await;
    let synchronization = format!("{partner}/identitySynchronization");
    let policy = json!({ "displayName": "F" });
    fake.put(&synchronization, policy, 204).await;
    (fake, [connector, partner, synchronization])
}

/// The names of an object's members, in the order of the text.
fn members(answer: &Exchange) -> Vec<String> {
    let object = answer.json().as_object().unwrap().clone();
    object.keys().cloned().collect()
}

#[tokio::test]
async fn the_context_is_the_first_member_of_every_result() {
    let (fake, paths) = with_entities().await;
    let mut answers = vec![fake.post(CONNECTORS, basic("B"), 201).await];
    for path in &paths {
        answers.push(fake.get(path, 200).await);
        let patch = fake.authorized("PATCH", path).json(&json!({}));
        answers.push(read(patch.header("prefer", "return=representation"), 200).await);
    }
    for query in [
        CONNECTORS,
        &format!("beta/{PARTNERS}?$expand=identitySynchronization"),
        &format!("{}?$select=displayName", paths[0]),
        &format!("{}?$select=tenantId", paths[1]),
        &format!("{}?$select=displayName", paths[2]),
    ] {
        answers.push(fake.get(query, 200).await);
    }
    for answer in answers {
        let context = answer.text.starts_with("{\"@odata.context\":\"http");
        assert!(context, "{}", answer.text);
        let mut names = members(&answer)
            .into_iter()
            .skip_while(|name| name.starts_with('@'));
        assert!(
            !names.any(|name| name.starts_with("@odata.")),
            "{}",
            answer.text
        );
    }
    let url = paths[0].strip_prefix("v1.0").unwrap();
    let item = json!({ "id": "1", "method": "GET", "url": url });
    let batch = json!({ "requests": [item] });
    let answer = fake.post("v1.0/$batch", batch, 200).await;
    assert!(answer.text.contains("\"body\":{\"@odata.context\":"));
}

async fn accepted(fake: &Fake, path: &str, accept: &str, status: u16) -> Exchange {
    read(
        fake.authorized("GET", path).header("accept", accept),
        status,
    )
    .await
}

#[tokio::test]
async fn accept_says_how_much_metadata_there_is() {
    let (fake, [path, ..]) = with_entities().await;
    for (metadata, accepts) in [
        (
            "minimal",
            "application/json|application/*|text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\
            |application/json;odata.metadata=full;q=0, application/json",
        ),
        (
            "none",
            "application/json;odata.metadata=none|application/json;odata.metadata=\"none\"\
            |text/html, application/json;odata.metadata=none;q=0.1",
        ),
        (
            "full",
            "application/json; odata.metadata=full; odata.streaming=true; charset=utf-8\
            |APPLICATION/JSON;ODATA.METADATA=FULL|application/json;metadata=full|*/*, application/json;odata.metadata=full\
            |application/json;odata.metadata=none;q=0.5, application/json;odata.metadata=full",
        ),
    ] {
        for accept in accepts.split('|') {
            let answer = accepted(&fake, &path, accept, 200).await;
            let content_type = answer.header("content-type");
            let parameter = format!("odata.metadata={metadata};");
            assert!(
                content_type.contains(&parameter),
                "{accept}: {content_type}"
            );
            let has = |name| answer.json().get(name).is_some();
            assert_eq!(has("@odata.context"), metadata != "none", "{accept}");
            assert_eq!(has("@odata.id"), metadata == "full", "{accept}");
        }
    }
}

#[tokio::test]
async fn other_media_types_are_not_acceptable_and_have_no_effect() {
    let (fake, [path, ..]) = with_entities().await;
    for accept in [
        "text/html",
        "application/xml, text/*",
        "application/json;odata.metadata=some",
        "application/json;odata=verbose",
        "application/json;q=0",
        "nonsense",
    ] {
        let refused = accepted(&fake, &path, accept, 406).await;
        let content_type = refused.header("content-type");
        assert_eq!(content_type, "application/json", "{accept}");
        assert!(!refused.code().is_empty());
    }
    let write = fake.authorized("POST", CONNECTORS).json(&basic("B"));
    read(write.header("accept", "text/html"), 406).await;
    assert_eq!(fake.names(CONNECTORS).await, ["A"]);
}

#[tokio::test]
async fn format_takes_precedence_over_accept() {
    let (fake, [path, ..]) = with_entities().await;
    for (format, metadata) in [
        ("json", "minimal"),
        ("JSON", "minimal"),
        ("application/json", "minimal"),
        ("application/json%3Bodata.metadata%3Dnone", "none"),
    ] {
        let path = format!("{path}?$format={format}");
        let answer = accepted(&fake, &path, "text/html", 200).await;
        let content_type = answer.header("content-type");
        assert!(content_type.contains(metadata), "{format}");
    }
    fake.get(format!("{path}?$format=xml"), 406).await;
    fake.get(format!("{path}?$format=json&$format=json"), 400)
        .await;
    fake.get(format!("{CONNECTORS}?$format=json&$top=1"), 200)
        .await;
    fake.get(format!("{CONNECTORS}/$count?$format=json"), 200)
        .await;
    fake.get("beta/identity/apiConnectors?format=json", 200)
        .await;
}

#[tokio::test]
async fn without_metadata_only_count_and_next_link_are_left() {
    let (fake, _) = with_entities().await;
    fake.create(basic("B")).await;
    let path = format!("{CONNECTORS}?$top=1&$count=true");
    let page = accepted(&fake, &path, "application/json;odata.metadata=none", 200).await;
    assert_eq!(members(&page), ["@odata.count", "@odata.nextLink", "value"]);
    assert_eq!(page.text.matches("@odata.").count(), 2, "{}", page.text);
    let connector = &page.json()["value"][0];
    assert_eq!(connector["authenticationConfiguration"]["username"], "u");
}

#[tokio::test]
async fn full_metadata_names_types_and_links() {
    let (fake, [_, _, synchronization]) = with_entities().await;
    let path = fake.create(with_certificate(FIRST, "first-password")).await;
    let full = "application/json;odata.metadata=full";
    let connector = accepted(&fake, &path, full, 200).await.json();
    let url = json!(format!("{}/{path}", fake.url()));
    let list = "#Collection(microsoft.graph.pkcs12CertificateInformation)";
    let authentication = &connector["authenticationConfiguration"];
    let certificate = &authentication["certificateList"][0];
    for (actual, expected) in [
        (
            &connector["@odata.type"],
            json!("#microsoft.graph.identityApiConnector"),
        ),
        (&connector["@odata.id"], url.clone()),
        (&connector["@odata.editLink"], url),
        (&authentication["certificateList@odata.type"], json!(list)),
        (
            &certificate["@odata.type"],
            json!("#microsoft.graph.pkcs12CertificateInformation"),
        ),
        (&certificate["notAfter@odata.type"], json!("#Int64")),
    ] {
        assert_eq!(actual, &expected);
    }
    assert!(certificate["notAfter"].is_number());

    let partners = format!("v1.0/{PARTNERS}");
    let partners = accepted(&fake, &partners, full, 200).await.json();
    let link = format!("{}/{synchronization}", fake.url());
    let navigation_link = "identitySynchronization@odata.navigationLink";
    assert_eq!(partners["value"][0][navigation_link], link);
    let read = accepted(&fake, &synchronization, full, 200).await.json();
    let ty = "#microsoft.graph.crossTenantIdentitySyncPolicyPartner";
    assert_eq!(read["@odata.type"], ty);
    assert_eq!(read["@odata.id"], link);
    assert!(link.contains(FABRIKAM));
}

#[tokio::test]
async fn large_integers_are_strings_for_ieee754_clients() {
    let (fake, _) = with_entities().await;
    let path = fake.create(with_certificate(FIRST, "first-password")).await;
    let compatible = "application/json;IEEE754Compatible=true";
    let answer = accepted(&fake, &path, compatible, 200).await;
    let content_type = answer.header("content-type");
    assert!(content_type.contains("IEEE754Compatible=true"));
    let certificate = &answer.json()["authenticationConfiguration"]["certificateList"][0];
    assert_eq!(certificate["notAfter"], "1830297600");
}

#[tokio::test]
async fn items_of_a_batch_have_their_own_accept() {
    let (fake, _) = with_entities().await;
    let item = |accept: &str| json!({ "id": accept, "method": "GET", "url": "/identity/apiConnectors", "headers": { "Accept": accept } });
    let items = [
        item("application/json;odata.metadata=none"),
        item("text/html"),
    ];
    let answer = fake
        .post("v1.0/$batch", json!({ "requests": items }), 200)
        .await;
    let responses = answer.json()["responses"].clone();
    assert_eq!(responses[0]["status"], 406);
    assert_eq!(responses[1]["body"].get("@odata.context"), None::<&Value>);
}
