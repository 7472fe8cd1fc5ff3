//! `spec/selection.toml`: which mistakes are refused, and which paths a template matches.

use xtask::selection::{PathTemplate, Selection};

fn error(text: &str) -> String {
    Selection::parse(text).unwrap_err().to_string()
}

#[test]
fn mistakes_are_named() {
    let cases = [
        ("", "nothing is selected"),
        (
            "[[path]]\npath = \"/a\"\noperations = {}",
            "without operations",
        ),
        (
            "[[path]]\npath = \"/a\"\noperations = { fetch = \"a\" }",
            "`fetch` is not an HTTP method",
        ),
        (
            "[[path]]\npath = \"/a\"\noperations = { get = \"listThings\" }",
            "`listThings` is not the name",
        ),
        (
            "[[path]]\npath = \"/a\"\noperations = { get = \"type\" }",
            "`type` is not the name",
        ),
        (
            "[[path]]\npath = \"a\"\noperations = { get = \"a\" }",
            "does not begin with `/`",
        ),
        (
            "[[path]]\npath = \"/a/{b\"\noperations = { get = \"a\" }",
            "not a path template",
        ),
        (
            "[[path]]\npath = \"/a\"\nmethods = [\"get\"]",
            "unknown field `methods`",
        ),
        (
            "[[path]]\npath = \"/a/{x}\"\noperations = { get = \"a\" }\n[[path]]\npath = \"/a/{y}\"\noperations = { put = \"b\" }",
            "`/a/{y}` is selected twice",
        ),
        (
            "[[path]]\npath = \"/a\"\noperations = { get = \"a\" }\n[[path]]\npath = \"/b\"\noperations = { get = \"a\" }",
            "two operations are called `a`",
        ),
        (
            "[[path]]\npath = \"/a/{thing-id}/{x}\"\noperations = { get = \"a\" }\n[parameters]\nthings-id = \"id\"",
            "no selected path has the parameter `things-id`\n  at: `[parameters]`\n  help: the nearest parameter is `thing-id`",
        ),
        (
            "[[path]]\npath = \"/a\"\noperations = { get = \"a\" }\n[parameters]\nid = \"id\"",
            "no selected path has parameters",
        ),
    ];
    for (text, expected) in cases {
        let error = error(text);
        assert!(error.contains(expected), "{text}\n{error}");
    }
}

#[test]
fn parameters_match_whatever_they_are_called_and_all_else_to_the_letter() {
    let template = PathTemplate::parse("/identity/apiConnectors/{id}").unwrap();
    assert!(template.matches("/identity/apiConnectors/{identityApiConnector-id}"));
    assert!(!template.matches("/identity/apiConnectors/$count"));
    assert!(!template.matches("/identity/apiconnectors/{id}"));
    assert!(!template.matches("/identity/apiConnectors"));
    assert_eq!(
        template
            .renames("/identity/apiConnectors/{x}")
            .collect::<Vec<_>>(),
        [("x", "id")]
    );
}

#[test]
fn a_function_keeps_its_parameters_inside_a_segment() {
    let template = PathTemplate::parse("/reports/get(period='{period}')").unwrap();
    assert!(template.matches("/reports/get(period='{p}')"));
    assert!(!template.matches("/reports/get(date='{p}')"));
}

#[test]
fn broken_templates_are_refused() {
    for text in [
        "a", "/a/{b", "/a/b}", "/a/{}", "/a?b=c", "/a#b", "/a/{{b}}", "/a\n",
    ] {
        assert!(PathTemplate::parse(text).is_err(), "{text}");
    }
}
