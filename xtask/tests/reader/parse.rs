//! What a document means when it is parsed in full, and which documents are refused.

use serde_json::{Value, json};
use xtask::read::{parse, parse_yaml};

#[test]
fn integers_too_large_for_64_bits_are_read_as_json_reads_them() {
    let text = "[18446744073709551616, -9223372036854775809, 1e40]";
    let expected: Value = serde_json::from_str(text).unwrap();
    assert_eq!(parse_yaml(text).unwrap(), expected);
    assert_eq!(parse(text.as_bytes()).unwrap(), expected);
}

#[test]
fn a_tag_is_refused() {
    let error = parse(b"a: !secret x\n").unwrap_err().to_string();
    assert!(error.contains("a tag, which JSON does not have"), "{error}");
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

/// The examples and expressions of section 10.3.2 of YAML 1.2.2, each with what it is in JSON.
const SCALARS: &str = r#"
    0b11 => "0b11", -0b11 => "-0b11", 0o17 => 15, +0o17 => "+0o17", 0x1F => 31, -0x1F => "-0x1F", 0X1F => "0X1F"
    1_000 => "1_000", 017 => 17, -007 => -7, +00 => 0, +1 => 1, -1 => -1, 1. => 1.0, .5 => 0.5, -.5e+3 => -500.0
    1e3 => 1000.0, 01.5 => 1.5, . => ".", + => "+", 1e => "1e", 12:30 => "12:30", 2026-11-29 => "2026-11-29"
    inf => "inf", nan => "nan", ~ => null,  => null, null => null, Null => null, NULL => null, nULL => "nULL"
    true => true, True => true, TRUE => true, False => false, FALSE => false, Yes => "Yes", no => "no", on => "on"
    '0b11' => "0b11", '017' => "017", "017" => "017"
"#;

#[test]
fn plain_scalars_follow_the_core_schema() {
    for row in SCALARS.trim().lines().flat_map(|line| line.split(", ")) {
        let (scalar, expected) = row.trim_start().split_once("=> ").unwrap();
        let (scalar, expected) = (
            scalar.trim_end(),
            serde_json::from_str::<Value>(expected).unwrap(),
        );
        assert_eq!(parse_yaml(scalar).unwrap(), expected, "{scalar}");
        let text = format!("a:\n  - {scalar}\n  - {scalar} # x\n0b1: {scalar}\n");
        let expected = json!({ "a": [expected, expected], "0b1": expected });
        assert_eq!(parse_yaml(&text).unwrap(), expected, "{scalar}");
    }
    assert_eq!(parse_yaml("-").unwrap(), json!([null]));
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
    for (text, expected) in [
        ("a: 0b11\n  017\n", json!({ "a": "0b11 017" })),
        ("a: x\n  017\nb: 017\n", json!({ "a": "x 017", "b": 17 })),
        ("a: |\n  0b11\n", json!({ "a": "0b11\n" })),
        ("a: 'x\n\n 017\n 0b1'\n", json!({ "a": "x\n017 0b1" })),
        (
            "[017, {0b1: 0b0}, 0b11\n017]",
            json!([17, { "0b1": "0b0" }, "0b11 017"]),
        ),
        (
            "a: &b 017\nc: *b\nd: !!str 0b1\n",
            json!({ "a": 17, "c": 17, "d": "0b1" }),
        ),
        (
            "a: 0b11\n\n# x\nb:\n- 0b11",
            json!({ "a": "0b11", "b": ["0b11"] }),
        ),
    ] {
        assert_eq!(parse_yaml(text).unwrap(), expected);
    }
}

#[test]
fn deep_nesting_is_refused_with_its_line_before_it_is_parsed() {
    let step = |depth| format!("{}a:\n", " ".repeat(depth));
    let closed = "]".repeat(300);
    let staircase: String = (0..2000).map(step).collect();
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
        (format!("a: |\n {closed}\nb: &x {}", "[".repeat(200)), 3),
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
