//! Text that is not an id never gets into a URL.

use msgraph_identity::{ApiConnectorId, TenantId};
use msgraph_identity_tests::double::{Double, status};
use msgraph_identity_tests::text::assert_says;
use proptest::prelude::*;

use crate::faults::scripted::connectors;

#[test]
fn text_that_is_not_an_id_is_refused_with_the_rule_it_breaks() {
    let long = "a".repeat(257);
    for (text, rule) in [
        ("", "is empty"),
        (".", "is `.`"),
        ("..", "is `..`"),
        ("/", "the character `/`"),
        ("a/b", "the character `/`"),
        ("a\\b", "the character `\\`"),
        ("..\\x", "the character `\\`"),
        ("a?b", "the character `?`"),
        ("a#b", "the character `#`"),
        ("%2e%2e", "the character `%`"),
        ("a b", "U+0020"),
        (" a", "U+0020"),
        ("a\n", "U+000A"),
        ("a\0", "U+0000"),
        ("a\u{7f}", "U+007F"),
        ("é", "U+00E9"),
        (&long, "longer than 256"),
    ] {
        let error = text.parse::<ApiConnectorId>().unwrap_err();
        assert!(error.is_invalid_argument(), "{text:?}");
        let reason = format!(
            "the id of the API connector {}",
            if rule.starts_with("is") { "is" } else { "" }
        );
        assert!(error.to_string().contains(&reason), "{text:?}: {error}");
        assert!(error.to_string().contains(rule), "{text:?}: {error}");
        let json = serde_json::to_string(text).unwrap();
        assert!(
            serde_json::from_str::<ApiConnectorId>(&json).is_err(),
            "{text:?}"
        );
    }
    for (text, rule) in [
        ("", "is blank"),
        (" ", "is blank"),
        ("contoso.onmicrosoft.com", "domain name"),
        ("..", "domain name"),
        ("11111111111141118111111111111111", "hyphens"),
        ("{11111111-1111-4111-8111-111111111111}", "hyphens"),
        ("urn:uuid:11111111-1111-4111-8111-111111111111", "hyphens"),
        ("11111111-1111-4111-8111-11111111111", "36 characters"),
        ("11111111-1111-4111-8111-11111111111g", "hexadecimal"),
        (" 1111111-1111-4111-8111-111111111111", "white space"),
        ("11111111-1111-4111-8111-111111111111\n", "white space"),
    ] {
        let error = text.parse::<TenantId>().unwrap_err();
        assert!(error.is_invalid_argument(), "{text:?}");
        assert_says(&error, "the tenant id ");
        assert!(error.to_string().contains(rule), "{text:?}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A text is either refused, or the request goes to a single segment below the collection that decodes to the text.
    #[test]
    fn an_id_is_one_segment_of_the_path(text in "\\PC*|[a-z./%\\\\?#-]{0,8}") {
        let Ok(id) = text.parse::<ApiConnectorId>() else { return Ok(()) };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let path = runtime.block_on(async {
            let transport = Double::new([status(204)]);
            connectors(&transport).connector(&id).delete().await.unwrap();
            transport.take_sent()[0].request.url().path().to_owned()
        });
        let segment = path.strip_prefix("/v1.0/identity/apiConnectors/").unwrap();
        prop_assert!(!segment.is_empty() && !segment.contains('/'));
        prop_assert_eq!(percent_decode(segment), text);
    }
}

fn percent_decode(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment)
        .decode_utf8()
        .unwrap()
        .into_owned()
}
