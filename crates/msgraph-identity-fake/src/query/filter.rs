//! `$filter`: `eq`, `ne`, `in`, `startswith`, `endswith`, `contains`, `and`, `or` and `not`, on texts and Booleans.

mod parser;
mod tokens;

pub(super) use parser::parse;

use crate::model::Properties;

/// Whether an entity is selected. Texts are compared without regard to case, as the directory does.
pub(super) type Filter = Box<dyn Fn(&Properties) -> bool>;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::graph_version::GraphVersion;
    use crate::model::entity_sets::API_CONNECTORS;
    use crate::switches::CloudProfile;

    fn matches(filter: &str, display_name: &str) -> Option<bool> {
        let ty = API_CONNECTORS.ty(GraphVersion::V1, CloudProfile::Global);
        let filter = parse(filter, ty).ok()?;
        let object = json!({ "displayName": display_name, "targetUrl": null });
        object.as_object().map(filter)
    }

    /// Filters, one a line, which select the connector `Ann's` without a URL.
    const SELECTING: &str = "\
        displayName eq 'ann''s'
        startswith(displayName,'')
        startswith(displayName, 'An')
        contains(displayName,'nn')
        endswith(displayName,'''s')
        not startswith(displayName,'B')
        startswith(displayName,'An') eq true
        not startswith(displayName,'An') eq false
        startswith(displayName,'An') ne false and targetUrl eq null
        contains(displayName,'x') or contains(displayName,'a')
        displayName ne null
        ((displayName eq 'ANN''S'))
        not not displayName eq 'Ann''s'
        not (displayName eq 'x') and not (displayName eq 'y')
          displayName   eq   'Ann''s'
        displayName eq 'x' and displayName eq 'y' or targetUrl eq null
        (displayName eq 'x' or displayName eq 'Ann''s') and targetUrl eq null
        displayName in ('x','ann''s')
        targetUrl in ('x', null)
        not (displayName in ('x'))
        displayName in ('x') or targetUrl in (null)";

    /// Filters that do not select it.
    const NOT_SELECTING: &str = "\
        displayName ne 'Ann''s'
        displayName eq ''
        startswith(displayName,'nn')
        not(displayName eq 'Ann''s')
        startswith(displayName,'An') eq false
        startswith(displayName,'An') ne true
        startswith(targetUrl,'')
        displayName in ( 'x' , 'y' )
        displayName eq 'x' or displayName eq 'Ann''s' and targetUrl eq 'u'";

    const MALFORMED: &str = "

        displayName
        displayName eq
        displayName eq 'x
        displayName eq ''x'
        displayName eq true
        displayName eq null null
        displayName EQ 'x'
        displayName gt 'x'
        displayName eq 'x';
        displayName\u{a0}eq 'x'
        displayname eq 'x'
        displayName/x eq 'x'
        groupSyncInbound eq null
        authenticationConfiguration eq 'x'
        'x' eq displayName
        displayName eq 'x' and
        displayName eq 'x' & targetUrl eq 'y'
        displayName in ()
        displayName in 'x'
        displayName in ('x'
        displayName in ('x',)
        displayName in ('x' 'y')
        displayName in (true)
        startswith(displayName)
        startswith(displayName,null)
        startswith displayName,'x')
        startswith('x',displayName)
        startswith(displayName,'x') eq 'x'
        startswith(authenticationConfiguration,'x')
        StartsWith(displayName,'x')
        tolower(displayName) eq 'x'
        ()
        (displayName eq 'x'
        displayName eq 'x')
        not";

    #[test]
    fn operators_and_functions_select_entities_and_malformed_filters_are_refused() {
        for (filters, expected) in [
            (SELECTING, Some(true)),
            (NOT_SELECTING, Some(false)),
            (MALFORMED, None),
        ] {
            for filter in filters.lines() {
                assert_eq!(matches(filter, "Ann's"), expected, "{filter}");
            }
        }
    }

    #[test]
    fn nesting_is_limited() {
        let (term, many) = ("displayName eq 'x'", 50_000);
        for long in [
            format!("{}{term}{}", "(".repeat(many), ")".repeat(many)),
            format!("{}{term}", "not ".repeat(many)),
            format!("{term}{}", " and displayName eq 'x'".repeat(many)),
            format!("displayName in ('x'{})", ",'x'".repeat(many)),
        ] {
            assert_eq!(matches(&long, "x"), None);
        }
    }
}
