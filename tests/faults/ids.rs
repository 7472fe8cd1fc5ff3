//! Ids that are none never reach a URL.

use msgraph_identity::{ApiConnectorId, TenantId};
use msgraph_identity_tests::double::{Double, status};
use proptest::prelude::*;

use crate::faults::scripted::connectors;

#[test]
fn what_is_no_id_cannot_be_made() {
    let long = "a".repeat(257);
    for text in [
        "", ".", "..", "/", "a/b", "a\\b", "..\\x", "a?b", "a#b", "%2e%2e", "a%b", "a b", " a",
        "a\n", "a\0", "é", &long,
    ] {
        let error = text.parse::<ApiConnectorId>().unwrap_err();
        assert!(error.is_invalid_argument(), "{text:?}");
        let json = serde_json::to_string(text).unwrap();
        assert!(
            serde_json::from_str::<ApiConnectorId>(&json).is_err(),
            "{text:?}"
        );
    }
    for text in [
        "",
        "contoso.onmicrosoft.com",
        "..",
        "11111111111141118111111111111111",
        "{11111111-1111-4111-8111-111111111111}",
        "urn:uuid:11111111-1111-4111-8111-111111111111",
        "11111111-1111-4111-8111-11111111111g",
        " 1111111-1111-4111-8111-111111111111",
    ] {
        assert!(
            text.parse::<TenantId>().unwrap_err().is_invalid_argument(),
            "{text:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the text, either there is no id, or the request goes to one segment below the collection that reads as the text.
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
