//! Writes a document as no known writer of YAML does: every string in double quotes, lists indented, line ends of Windows.

use serde_json::Value;

const LINE_END: &str = "\r\n";

/// The text of a document; each level is indented by so many columns.
pub(crate) fn write(document: &Value, indent: usize) -> String {
    let mut text = format!("# Another writer{LINE_END}---");
    write_value(document, indent, 0, &mut text);
    text + LINE_END
}

/// Writes what follows a key and its colon.
fn write_value(value: &Value, indent: usize, column: usize, text: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                start_line(column, text);
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_value(value, indent, column + indent, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                start_line(column, text);
                text.push('-');
                write_value(item, indent, column + indent, text);
            }
        }
        scalar => {
            text.push(' ');
            text.push_str(&scalar.to_string());
        }
    }
}

fn start_line(column: usize, text: &mut String) {
    text.push_str(LINE_END);
    text.extend(std::iter::repeat_n(' ', column));
}

#[test]
fn what_is_written_is_read_the_same() {
    let document =
        serde_json::json!({"a b": ["x", {"c": null, "2": [[1.5, true]]}], "#": {}, "d": "\"\n: ü"});
    let text = write(&document, 3);
    assert!(text.contains("\r\n   -\r\n      \"c\": null\r\n"), "{text}");
    let read: Value = yaml_serde::from_str(&text).unwrap();
    assert_eq!(read, document);
}
