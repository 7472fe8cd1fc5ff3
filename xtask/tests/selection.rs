//! `spec/selection.toml`: which mistakes are refused, and which paths a template matches.

use xtask::selection::{PathTemplate, Selection};

use crate::checkout::{assert_says, rows};

fn error(text: &str) -> String {
    Selection::parse(text).unwrap_err().to_string()
}

#[test]
fn mistakes_are_named() {
    assert_says(&error(""), "nothing is selected");
    for (paths, says) in rows(
        r#"
        { path = "/a", operations = {} }                       => without operations
        { path = "/a", operations = { fetch = "a" } }          => `fetch` is not an HTTP method
        { path = "/a", operations = { get = "listThings" } }   => `listThings` is not the name
        { path = "/a", operations = { get = "type" } }         => `type` is not the name
        { path = "a", operations = { get = "a" } }             => does not begin with `/`
        { path = "/a/{b", operations = { get = "a" } }         => not a path template
        { path = "/a", methods = ["get"] }                     => unknown field `methods`
        { path = "/a/{x}", operations = { get = "a" } }, { path = "/a/{y}", operations = { put = "b" } } => `/a/{y}` is selected twice
        { path = "/a", operations = { get = "a" } }, { path = "/b", operations = { get = "a" } } => two operations are called `a`
        "#,
    ) {
        assert_says(&error(&format!("path = [{paths}]")), says);
    }
}

#[test]
fn a_parameter_that_no_path_has_is_named() {
    for (path, says) in rows(
        r"
        /a/{thing-id}/{x} => no selected path has the parameter `things-id`\n  at: `[parameters]`\n  help: the nearest parameter is `thing-id`
        /a                => no selected path has parameters
        ",
    ) {
        let selected = format!("path = [{{ path = \"{path}\", operations = {{ get = \"a\" }} }}]");
        let error = error(&format!(
            "{selected}\nparameters = {{ things-id = \"id\" }}"
        ));
        assert_says(&error, &says.replace(r"\n", "\n"));
    }
}

#[test]
fn parameters_may_swap_their_names() {
    let path = "[[path]]\npath = \"/x/{a}/y(b='{b}')\"\noperations = { get = \"get_x\" }";
    let text = format!("parameters = {{ a = \"b\", b = \"a\" }}\n{path}");
    let selection = Selection::parse(&text).unwrap();
    let renamed = selection.path_of_client("/x/{a}/y(b='{b}')");
    assert_eq!(renamed, "/x/{b}/y(b='{a}')");
    assert_eq!(selection.path_of_client("/x"), "/x");
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
