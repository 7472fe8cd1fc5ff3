//! Keys, as far as a line tells them without the lines around it.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::hazard::single_quoted_end;

/// A key at the beginning of a line.
pub(super) struct Key<'a> {
    pub(super) name: Cow<'a, str>,
    /// What stands on the same line, without a comment; mostly nothing.
    pub(super) value: &'a str,
}

impl<'a> Key<'a> {
    /// The key of a line without its indentation; only the plainest spellings are understood.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let (name, rest) = match line.as_bytes().first()? {
            b'\'' => {
                let end = single_quoted_end(line.as_bytes())?;
                let name = &line[1..end - 1];
                let name = if name.contains('\'') {
                    Cow::Owned(name.replace("''", "'"))
                } else {
                    Cow::Borrowed(name)
                };
                (name, line[end..].strip_prefix(':')?)
            }
            b'"' => {
                let (name, rest) = line[1..].split_once('"')?;
                if name.contains('\\') {
                    return None;
                }
                (Cow::Borrowed(name), rest.strip_prefix(':')?)
            }
            first if first.is_ascii_alphanumeric() || b"/_$".contains(first) => {
                let end = memchr_iter(b':', line.as_bytes())
                    .find(|colon| matches!(line.as_bytes().get(colon + 1), None | Some(b' ')))?;
                (Cow::Borrowed(&line[..end]), &line[end + 1..])
            }
            _ => return None,
        };
        let is_simple = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
        let is_key = rest.is_empty() || rest.starts_with(' ');
        let value = rest.trim_ascii();
        (is_simple && is_key).then_some(Self {
            name,
            value: if value.starts_with('#') { "" } else { value },
        })
    }
}
