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
