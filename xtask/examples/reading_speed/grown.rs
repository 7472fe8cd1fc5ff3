//! A larger document: all path items and components of another one, several times under new names.

use std::io::{self, Write};

/// Writes `document`, in the style of Microsoft's writer, `times` as large; what refers to something else stays as it is.
///
/// # Errors
///
/// Where nothing can be written.
#[allow(unreachable_pub, reason = "a test takes this file too")]
pub fn write(document: &str, times: usize, to: &mut impl Write) -> io::Result<()> {
    for part in parts(document) {
        to.write_all(part.text.as_bytes())?;
        if !part.text.ends_with('\n') {
            to.write_all(b"\n")?;
        }
        let Some(depth) = part.depth else { continue };
        for copy in 1..times {
            for line in part.text.split_inclusive('\n') {
                write_renamed(line, depth, copy, to)?;
            }
        }
    }
    Ok(())
}

/// Lines that belong together: the entries of `paths` or of a section, or lines in between.
struct Part<'a> {
    text: &'a str,
    /// How far the names of the entries stand in.
    depth: Option<usize>,
}

fn parts(document: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut top = "";
    let mut depth = None;
    for line in document.split_inclusive('\n') {
        let text = line.trim_end();
        let indentation = text.len() - text.trim_start().len();
        let next = match (indentation, top) {
            (0, _) => {
                top = text;
                Some((text == "paths:").then_some(2))
            }
            (2, "components:") => Some(Some(4)),
            _ => None,
        };
        if let Some(next) = next {
            parts.push(Part {
                text: &document[start..at],
                depth,
            });
            // The key itself stays.
            parts.push(Part {
                text: line,
                depth: None,
            });
            start = at + line.len();
            depth = next;
        }
        at += line.len();
    }
    parts.push(Part {
        text: &document[start..],
        depth,
    });
    parts.retain(|part| !part.text.is_empty());
    parts
}

fn write_renamed(line: &str, depth: usize, copy: usize, to: &mut impl Write) -> io::Result<()> {
    let name = line.trim_start();
    if line.len() - name.len() != depth || name.is_empty() {
        return to.write_all(line.as_bytes());
    }
    let (quote, name) = name
        .strip_prefix('\'')
        .map_or(("", name), |name| ("'", name));
    let indentation = " ".repeat(depth);
    match name.strip_prefix('/') {
        Some(path) => write!(to, "{indentation}{quote}/copy{copy}/{path}"),
        None => write!(to, "{indentation}{quote}copy{copy}.{name}"),
    }
}
