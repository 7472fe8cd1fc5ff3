//! The form of queries on the wire.

use reqwest::Url;

/// Differences between form encoding, which the generated code uses, and the queries in Microsoft's pages.
///
/// In form encoding every `+` is a space, because a plus sign is `%2B`. `$` and `,` have no meaning there, so they need no escape.
const PLAIN: &[(&str, &str)] = &[("+", "%20"), ("%24", "$"), ("%2C", ",")];

/// Rewrites a form-encoded query as Microsoft's pages write it: `$filter=displayName%20eq%20…`. Do not use it for a next link, which
/// must not be changed.
pub(crate) fn write_plainly(url: &mut Url) {
    let Some(query) = url.query() else { return };
    if PLAIN.iter().any(|(form, _)| query.contains(form)) {
        let query = PLAIN.iter().fold(query.to_owned(), |query, (form, plain)| {
            query.replace(form, plain)
        });
        url.set_query(Some(&query));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_encoded_query_is_written_as_in_microsofts_pages() {
        let mut url = Url::parse("https://graph.microsoft.com/v1.0/x").unwrap();
        let filter = "displayName eq 'a+b & c, d/é $ #%'";
        url.query_pairs_mut()
            .append_pair("$filter", filter)
            .append_pair("$select", "id,displayName");
        write_plainly(&mut url);
        assert_eq!(
            url.query(),
            Some(
                "$filter=displayName%20eq%20%27a%2Bb%20%26%20c,%20d%2F%C3%A9%20$%20%23%25%27&$select=id,displayName"
            )
        );
        assert_eq!(url.query_pairs().next().unwrap().1, filter);
    }

    #[test]
    fn a_url_without_a_query_is_not_changed() {
        let mut url = Url::parse("https://graph.microsoft.com/v1.0/x").unwrap();
        write_plainly(&mut url);
        assert_eq!(url.query(), None);
    }
}
