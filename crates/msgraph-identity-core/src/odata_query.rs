//! The text of queries, as Graph reads it.

use reqwest::Url;

/// What form encoding, which the generated code uses, writes otherwise than Graph's pages do. A space is `+` there, and a plus sign
/// that is meant is `%2B`, so no `+` is anything but a space. `$` and `,` mean nothing to a form and may stand as they are.
const PLAIN: &[(&str, &str)] = &[("+", "%20"), ("%24", "$"), ("%2C", ",")];

/// Writes a query as Graph's pages do: `$filter=displayName%20eq%20…`. For queries that were built by form encoding only: a next
/// link goes out as it came.
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
    fn a_form_becomes_a_query_of_graph() {
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
    fn no_query_stays_none() {
        let mut url = Url::parse("https://graph.microsoft.com/v1.0/x").unwrap();
        write_plainly(&mut url);
        assert_eq!(url.query(), None);
    }
}
