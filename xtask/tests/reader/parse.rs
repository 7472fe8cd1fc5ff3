//! What a document means when it is parsed in full, and which documents are refused.

use serde_json::{Value, json};
use xtask::read::{parse, parse_yaml};

#[test]
fn a_key_that_occurs_twice_is_an_error_in_both_formats() {
    for text in ["a: 1\nb: 2\na: 3\n", r#"{"a": 1, "b": 2, "a": 3}"#] {
        let error = parse(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("duplicate key `a`"), "{error}");
    }
}

#[test]
fn integer_keys_are_read_as_text() {
    assert_eq!(
        parse(b"204:\n  description: x\n").unwrap(),
        json!({"204": {"description": "x"}})
    );
}

#[test]
fn integers_too_large_for_64_bits_are_read_as_json_reads_them() {
    let text = "[18446744073709551616, -9223372036854775809, 1e40]";
    let expected: Value = serde_json::from_str(text).unwrap();
    assert_eq!(parse_yaml(text).unwrap(), expected);
    assert_eq!(parse(text.as_bytes()).unwrap(), expected);
}

#[test]
fn json_and_yaml_flow_style_and_a_byte_order_mark_are_read() {
    for text in ["\u{feff}{\"a\": [1]}", "{a: [1]}", "a:\n- 1\n"] {
        assert_eq!(parse(text.as_bytes()).unwrap(), json!({"a": [1]}), "{text}");
    }
}

#[test]
fn documents_that_are_not_one_well_formed_tree_are_refused() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b" \n\n", "empty"),
        (b"a: \xff", "UTF-8"),
        (b"{\"a\": 1", "JSON"),
        (b"{\"a\": 1} x", "JSON"),
        (b"a: [1", "YAML"),
        (b"a: 1\n---\nb: 2\n", "YAML"),
        (b"a: !secret x\n", "a tag, which JSON does not have"),
        (b"a: .nan\n", "YAML"),
    ] {
        let error = parse(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn aliases_may_not_make_a_small_document_large() {
    let numbers = "1, ".repeat(10_000);
    let aliases = "*a, ".repeat(10_000);
    let words = "x".repeat(100_000);
    let laughs: String = ('b'..='z')
        .zip('a'..)
        .map(|(name, of)| format!("{name}: &{name} [*{of}, *{of}, *{of}, *{of}]\n"))
        .collect();
    for text in [
        format!("a: &a [{numbers}]\nb: [{aliases}]\n"),
        format!("a: &a {words}\nb: [{aliases}]\n"),
        format!("a: &a {words}\nb: [{aliases}]\n").replace("*a", "{*a : 1}"),
        format!("a: &a x\n{laughs}"),
    ] {
        let error = parse_yaml(&text).unwrap_err().to_string();
        assert!(
            error.contains("aliases") || error.contains("repetition limit"),
            "{error}"
        );
    }
    let few = parse_yaml("a: &a [x, y]\nb: *a\nc: [*a, *a]\n").unwrap();
    assert_eq!(few["c"], json!([["x", "y"], ["x", "y"]]));
}

/// The examples and expressions of section 10.3.2 of YAML 1.2.2.
#[test]
fn plain_scalars_follow_the_core_schema() {
    for (scalar, expected) in [
        ("0b11", json!("0b11")),
        ("-0b11", json!("-0b11")),
        ("0o17", json!(15)),
        ("+0o17", json!("+0o17")),
        ("0x1F", json!(31)),
        ("-0x1F", json!("-0x1F")),
        ("0X1F", json!("0X1F")),
        ("1_000", json!("1_000")),
        ("017", json!(17)),
        ("-007", json!(-7)),
        ("+00", json!(0)),
        ("+1", json!(1)),
        ("-1", json!(-1)),
        ("1.", json!(1.0)),
        (".5", json!(0.5)),
        ("-.5e+3", json!(-500.0)),
        ("1e3", json!(1000.0)),
        ("01.5", json!(1.5)),
        (".", json!(".")),
        ("-", json!([null])),
        ("+", json!("+")),
        ("1e", json!("1e")),
        ("12:30", json!("12:30")),
        ("2026-11-29", json!("2026-11-29")),
        ("inf", json!("inf")),
        ("nan", json!("nan")),
        ("~", json!(null)),
        ("", json!(null)),
        ("null", json!(null)),
        ("Null", json!(null)),
        ("NULL", json!(null)),
        ("nULL", json!("nULL")),
        ("true", json!(true)),
        ("True", json!(true)),
        ("TRUE", json!(true)),
        ("False", json!(false)),
        ("FALSE", json!(false)),
        ("Yes", json!("Yes")),
        ("no", json!("no")),
        ("on", json!("on")),
        ("'0b11'", json!("0b11")),
        ("'017'", json!("017")),
        ("\"017\"", json!("017")),
    ] {
        assert_eq!(parse_yaml(scalar).unwrap(), expected, "{scalar}");
        if scalar != "-" {
            let text = format!("a:\n  - {scalar}\n  - {scalar} # x\n0b1: {scalar}\n");
            let read = parse_yaml(&text).unwrap();
            assert_eq!(
                read,
                json!({"a": [expected, expected], "0b1": expected}),
                "{scalar}"
            );
        }
    }
}

#[test]
fn numbers_that_json_cannot_express_are_refused() {
    for scalar in [".inf", "-.Inf", "+.INF", ".nan", ".NaN", "1e400", "-1e400"] {
        let error = parse_yaml(&format!("a: {scalar}\n")).unwrap_err();
        assert!(error.to_string().contains("cannot express"), "{error}");
    }
}

#[test]
fn a_number_within_a_longer_text_is_text() {
    let read = |text: &str| -> Value { parse_yaml(text).unwrap() };
    assert_eq!(read("a: 0b11\n  017\n"), json!({"a": "0b11 017"}));
    assert_eq!(
        read("a: x\n  017\nb: 017\n"),
        json!({"a": "x 017", "b": 17})
    );
    assert_eq!(read("a: |\n  0b11\n"), json!({"a": "0b11\n"}));
    assert_eq!(read("a: 'x\n\n 017\n 0b1'\n"), json!({"a": "x\n017 0b1"}));
    assert_eq!(
        read("[0b11, 017, {0b1: 0b0}, 0b11\n017]"),
        json!(["0b11", 17, {"0b1": "0b0"}, "0b11 017"])
    );
    assert_eq!(
        read("a: &b 017\nc: *b\nd: !!str 0b1\n"),
        json!({"a": 17, "c": 17, "d": "0b1"})
    );
    assert_eq!(
        read("a: 0b11\n\n# x\nb:\n- 0b11"),
        json!({"a": "0b11", "b": ["0b11"]})
    );
}

#[test]
fn deep_nesting_is_refused_with_its_line_before_it_is_parsed() {
    let staircase: String = (0..2000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    for (text, line) in [
        ("[".repeat(200_000), 1),
        ("{".repeat(200_000), 1),
        (format!("a:\n  {}", "{a: ".repeat(100_000)), 2),
        (format!("a: b\nc: {}", "[']', \"}\", ".repeat(50_000)), 2),
        ("[\n".repeat(100_000), 129),
        ("- ".repeat(100_000), 1),
        ("? ".repeat(100_000), 1),
        (": ".repeat(100_000), 1),
        (format!("a: 'it''s [\n  ]'\nb: {}", "[".repeat(200)), 3),
        (
            format!("a: |\n {}\nb: &x {}", "]".repeat(300), "[".repeat(200)),
            3,
        ),
        (staircase, 129),
    ] {
        let error = parse_yaml(&text).unwrap_err().to_string();
        assert!(error.contains("nested more than 128 deep"), "{error}");
        assert!(error.contains(&format!("line {line}")), "{error}: {line}");
    }
}

#[test]
fn brackets_in_texts_are_not_nested() {
    let brackets = "[".repeat(500);
    for text in [
        format!("a: '{brackets}'\nb: \"{brackets}\"\nc: x{brackets}\n"),
        format!("a: |\n  {brackets}\n# {brackets}\nb: x # {brackets}\n"),
        format!("a: x\n  {brackets}\n\n  {brackets}\n"),
        format!("a: 'x\n{brackets}\n\n{brackets}'\n"),
    ] {
        assert!(parse_yaml(&text).is_ok(), "{text:.40}");
    }
    let many: String = (0..500).map(|n| format!("k{n}: range [0, 5)\n")).collect();
    assert!(parse_yaml(&many).is_ok());
}
