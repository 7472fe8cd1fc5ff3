//! One page of an OData collection.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::NextLink;

/// One page of a collection, as a list operation returns it.
///
/// A body without `value` is an error, not an empty page. Other annotations are ignored.
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
    /// The number of entities of the whole collection, if `$count=true` requested it. The service may send a wrong or a negative
    /// number.
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// The link to the next page; `None` on the last page. A page without entities may have one.
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub next_link: Option<NextLink>,
    /// The link to what changes after this, on the last page of a delta query.
    ///
    /// See [Delta query](https://learn.microsoft.com/graph/delta-query-overview).
    #[serde(rename = "@odata.deltaLink", skip_serializing_if = "Option::is_none")]
    pub delta_link: Option<NextLink>,
    /// The entities of this page.
    #[serde(
        deserialize_with = "deserialize_entities",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub value: Vec<T>,
}

/// The default size of a page. Reserving it at once saves moving the entities several times.
const USUAL_PAGE: usize = 100;

fn deserialize_entities<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(Entities(PhantomData))
}

struct Entities<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entities<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of entities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Vec<T>, A::Error> {
        let mut entities = Vec::new();
        while let Some(entity) = array.next_element()? {
            if entities.is_empty() {
                entities.reserve(USUAL_PAGE);
            }
            entities.push(entity);
        }
        if entities.len() < USUAL_PAGE / 2 {
            entities.shrink_to_fit();
        }
        Ok(entities)
    }
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
    fn a_short_page_does_not_keep_the_memory_of_a_long_one() {
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
    fn a_page_is_written_as_it_was_read() {
        for (link, has_next) in [("@odata.nextLink", true), ("@odata.deltaLink", false)] {
            let json = format!(r#"{{"{link}":"{LINK}","value":["a","b"]}}"#);
            let page = read(&json).unwrap();
            assert_eq!(serde_json::to_string(&page).unwrap(), json);
            let links = [page.next_link, page.delta_link];
            let links = links
                .each_ref()
                .map(|link| link.as_ref().map(NextLink::as_str));
            let expected = [has_next.then_some(LINK), (!has_next).then_some(LINK)];
            assert_eq!(links, expected);
        }
    }

    #[test]
    fn debug_hides_the_query_of_the_links() {
        for link in ["@odata.nextLink", "@odata.deltaLink"] {
            let page = read(&format!(r#"{{"{link}":"{LINK}","value":[]}}"#)).unwrap();
            for text in [format!("{page:?}"), format!("{page:#?}")] {
                assert!(!text.contains("Ada") && !text.contains("t0k"), "{text}");
                assert!(
                    text.contains("/v1.0/identity/apiConnectors?<redacted>"),
                    "{text}"
                );
            }
        }
    }
}
