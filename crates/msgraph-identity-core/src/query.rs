//! The text of queries, as Graph reads it.

use reqwest::Url;

/// Writes the spaces of a query as `%20`, as RFC 3986 wants them. Form encoding, which the generated code uses, writes them as
/// `+`; a plus sign that is meant is `%2B` there, so no `+` is anything but a space.
///
/// For queries that were built by form encoding only: a next link goes out as it came.
///
/// ```
/// let mut url = reqwest::Url::parse("https://graph.microsoft.com/v1.0/x?%24filter=a+eq+%27b%2Bc%27").unwrap();
/// msgraph_identity_core::percent_encode_spaces(&mut url);
/// assert_eq!(url.query(), Some("%24filter=a%20eq%20%27b%2Bc%27"));
/// ```
pub fn percent_encode_spaces(url: &mut Url) {
    if let Some(query) = url.query().filter(|query| query.contains('+')) {
        let query = query.replace('+', "%20");
        url.set_query(Some(&query));
    }
}
