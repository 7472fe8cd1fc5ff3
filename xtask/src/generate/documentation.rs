//! Converts text to documentation. No line becomes code that `cargo test` would run or HTML that rustdoc would render, and
//! control characters are removed.

/// The lines of a doc comment with this text.
pub(super) fn doc_lines(text: &str) -> Vec<String> {
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut open_fence: Option<&str> = None;
    let mut lines = Vec::new();
    for line in text.replace("\r\n", "\n").split_terminator(is_end) {
        let line: String = line.chars().filter(|c| !is_control(*c)).collect();
        // Four leading spaces would turn a line into code.
        let line = line.trim();
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| line.starts_with(fence));
        lines.push(match (open_fence, fence) {
            (None, None) => escape_markup(line),
            (None, Some(fence)) => format!("{fence}text"),
            (Some(_), None) => line.to_owned(),
            (Some(open), Some(_)) => open.to_owned(),
        });
        if fence.is_some() {
            open_fence = open_fence.xor(fence);
        }
    }
    lines.extend(open_fence.map(str::to_owned));
    lines
}

/// Control characters, and marks that change the direction of text.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes `<` if it could begin a tag: not between backticks, and not in `<https://…>`, which is a link.
fn escape_markup(line: &str) -> String {
    let mut in_code = false;
    let mut escaped = String::with_capacity(line.len());
    for (index, c) in line.char_indices() {
        in_code ^= c == '`';
        let rest = &line[index + c.len_utf8()..];
        let is_tag = rest
            .starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next))
            && !rest.starts_with("https://");
        if c == '<' && is_tag && !in_code {
            escaped.push_str("&lt;");
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_neither_code_nor_html_nor_control_characters() {
        for (text, lines) in [
            ("One.\n\nTwo.\n", vec!["One.", "", "Two."]),
            ("a\r\nb\rc\u{2028}d", vec!["a", "b", "c", "d"]),
            ("    fn main() {}", vec!["fn main() {}"]),
            (
                "```rust\nfn main() {}\n```\n<b>",
                vec!["```text", "fn main() {}", "```", "&lt;b>"],
            ),
            ("~~~\n<b>", vec!["~~~text", "<b>", "~~~"]),
            (
                "````rust\n~~~\n```",
                vec!["```text", "```", "```text", "```"],
            ),
            ("a\u{202e}b\u{1b}[31mc\0", vec!["ab[31mc"]),
            (
                "<script>x</script> <!-- y",
                vec!["&lt;script>x&lt;/script> &lt;!-- y"],
            ),
            (
                "`Vec<T>`, a < b, <https://example.com>",
                vec!["`Vec<T>`, a < b, <https://example.com>"],
            ),
        ] {
            assert_eq!(doc_lines(text), lines, "{text:?}");
        }
    }
}
