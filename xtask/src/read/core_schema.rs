//! The core schema of YAML 1.2: which plain scalars are numbers. `yaml_serde` differs in a few of them.

/// The plain scalar, spelled so that `yaml_serde` reads it by the core schema. None if it does so as it is.
pub(super) fn respelled(scalar: &[u8]) -> Option<String> {
    if !matches!(scalar, [b'0'..=b'9' | b'+' | b'-' | b'.', _, ..]) {
        return None;
    }
    let scalar = str::from_utf8(scalar).ok()?;
    let (sign, unsigned) = match scalar.split_at_checked(1) {
        Some((sign @ ("+" | "-"), unsigned)) => (sign, unsigned),
        _ => ("", scalar),
    };
    let is_text = unsigned.starts_with("0b")
        || !sign.is_empty() && (unsigned.starts_with("0x") || unsigned.starts_with("0o"));
    if is_text {
        return Some(format!("'{}'", scalar.replace('\'', "''")));
    }
    if unsigned.len() > 1 && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = unsigned.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        return unsigned
            .starts_with('0')
            .then(|| format!("{}{digits}", sign.trim_start_matches('+')));
    }
    // A number, but a larger one than any that JSON can express.
    let is_infinite =
        scalar.contains(|c: char| c.is_ascii_digit()) && scalar.parse().is_ok_and(f64::is_infinite);
    is_infinite.then(|| ".inf".to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::read::parse_yaml;

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
}
