//! One page of an OData collection.

mod page_of_entities;

use serde::{Deserialize, Serialize};

use crate::NextLink;

/// One page of a collection, as a list operation returns it.
///
/// `value` must be there: a body without it is an error, not an empty page. Other annotations are ignored.
///
/// See [Paging](https://learn.microsoft.com/graph/paging).
///
/// ```
/// use msgraph_identity_core::Collection;
///
/// let page: Collection<i64> = serde_json::from_str(r#"{"@odata.count": 2, "value": [1, 2]}"#)?;
/// assert_eq!(page.value, [1, 2]);
/// assert!(page.next_link.is_none());
///
/// assert!(serde_json::from_str::<Collection<i64>>("{}").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Collection<T> {
    /// How many entities the whole collection has, where `$count=true` asked for it. The service's word: negative and wrong
    /// numbers are possible.
    #[serde(
        rename = "@odata.count",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub count: Option<i64>,
    /// Where the next page is; `None` on the last page. A page without entities may have one.
    #[serde(
        rename = "@odata.nextLink",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub next_link: Option<NextLink>,
    /// The entities of this page.
    #[serde(
        deserialize_with = "page_of_entities::deserialize",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub value: Vec<T>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://graph.microsoft.com/v1.0/identity/apiConnectors?$filter=displayName%20eq%20'Ada'&$skiptoken=t0k";

    fn read(json: &str) -> serde_json::Result<Collection<String>> {
        serde_json::from_str(json)
    }

    #[test]
    fn reads_a_page_and_ignores_other_annotations() {
        let json = format!(
            r#"{{"@odata.context":"c","@odata.count":4294967296,"@odata.nextLink":"{LINK}","value":["a"]}}"#
        );
        let page = read(&json).unwrap();
        assert_eq!(page.count, Some(4_294_967_296));
        assert_eq!(page.next_link.as_ref().map(NextLink::as_str), Some(LINK));
        assert_eq!(page.value, ["a"]);
    }

    #[test]
    fn an_empty_page_is_a_page() {
        let page = read(r#"{"@odata.count":null,"@odata.nextLink":null,"value":[]}"#).unwrap();
        assert_eq!((page.count, page.next_link), (None, None));
        assert!(page.value.is_empty());
    }

    #[test]
    fn a_short_page_keeps_no_room_for_a_long_one() {
        let page = read(r#"{"value":["a","b"]}"#).unwrap();
        assert!(page.value.capacity() < 10, "{}", page.value.capacity());
    }

    #[test]
    fn a_page_without_value_is_an_error() {
        for json in [
            "{}",
            r#"{"value":null}"#,
            r#"{"value":{}}"#,
            r#"{"Value":[]}"#,
            r#"{"@odata.count":0}"#,
            "null",
            r#"{"value":[],"value":[]}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    #[test]
    fn writes_what_it_read() {
        let json = format!(r#"{{"@odata.nextLink":"{LINK}","value":["a","b"]}}"#);
        assert_eq!(serde_json::to_string(&read(&json).unwrap()).unwrap(), json);
    }

    #[test]
    fn debug_hides_the_query_of_the_link() {
        let page = read(&format!(r#"{{"@odata.nextLink":"{LINK}","value":[]}}"#)).unwrap();
        for text in [format!("{page:?}"), format!("{page:#?}")] {
            assert!(!text.contains("Ada") && !text.contains("t0k"), "{text}");
            assert!(
                text.contains("/v1.0/identity/apiConnectors?<redacted>"),
                "{text}"
            );
        }
    }
}
