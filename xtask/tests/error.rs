//! What errors show.

use xtask::Error;

#[test]
fn a_quoted_text_neither_steers_a_terminal_nor_fills_it() {
    let hostile = "a\u{1b}[31m\r\u{202e}é/ü.yaml";
    let shown = "a\\u{1b}[31m\\r\\u{202e}é/ü.yaml";
    let of = |text: &str| Error::new(text).at(text).help(text).because(text);
    let expected = format!("{shown}: {shown}\n  at: {shown}\n  help: {shown}");
    assert_eq!(of(hostile).to_string(), expected);

    let name = "x".repeat(70_000);
    let long = of(&format!("`{name}` is no name")).to_string();
    assert!(long.len() < 4200, "{}", long.len());
    assert_eq!(long.matches("x` is no name").count(), 4, "{long}");
    let many = Error::new("line\n".repeat(70_000)).to_string();
    assert!(many.len() < 600, "{}", many.len());
}

#[test]
fn a_message_may_have_lines_and_a_place_has_one() {
    let error = Error::new("refused:\n    one\n    two").at("a\nb");
    assert_eq!(error.to_string(), "refused:\n    one\n    two\n  at: a\\nb");
}
