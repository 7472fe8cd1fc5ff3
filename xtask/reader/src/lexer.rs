//! Finds the tokens of YAML, line by line, as far as they tell where quoted texts, flow collections, block scalars and
//! block collections begin and end. It follows libyaml, the parser below `yaml_serde`, in what that accepts. Text that
//! libyaml refuses may be read in any way.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr2_iter};

/// The state between two lines.
#[derive(Default)]
pub(crate) struct Lexer {
    /// The columns of the open block collections, innermost last.
    columns: Vec<usize>,
    /// How many flow collections are open.
    flow: usize,
    open: Open,
    /// The plain scalars of the last line that are no keys.
    plain: Vec<Range<usize>>,
}

/// The scalar that may continue in the next line.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Plain,
    Quoted(u8),
    /// A block scalar, whose lines have at least this indentation.
    Block(usize),
}

impl Lexer {
    /// Forgets all lines, and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.columns.clear();
        self.flow = 0;
        self.open = Open::Nothing;
    }

    /// Whether a quoted text or a flow collection is open.
    pub(crate) fn is_open(&self) -> bool {
        self.flow > 0 || matches!(self.open, Open::Quoted(_))
    }

    /// How many collections are open.
    pub(crate) fn depth(&self) -> usize {
        self.columns.len() + self.flow
    }

    /// The plain scalars of the last line that are no keys. The last one may continue in the next line: then
    /// [`Lexer::take`] returns true.
    pub(crate) fn plain(&self) -> &[Range<usize>] {
        &self.plain
    }

    /// Reads a line, without its line break. Returns whether it continues a plain scalar. Stops at `limit` open
    /// collections, so that a line of brackets does not become a tower of them.
    pub(crate) fn take(&mut self, line: &[u8], limit: usize) -> bool {
        self.plain.clear();
        let (mut at, continues) = match self.continued(line) {
            Some(end) => end,
            None => return false,
        };
        while self.depth() <= limit
            && let Some(next) = self.token(line, skip_blanks(line, at))
        {
            at = next;
        }
        continues
    }

    /// The end of the scalar that was open before this line, and whether it is a plain one. `None` if the line
    /// has nothing else.
    fn continued(&mut self, line: &[u8]) -> Option<(usize, bool)> {
        let column = line.iter().take_while(|byte| **byte == b' ').count();
        let is_empty = skip_blanks(line, column) == line.len();
        let end = match self.open {
            Open::Quoted(quote) => (find_quote(line, 0, quote)? + 1, false),
            _ if is_document_marker(line) => {
                self.columns.clear();
                (3, false)
            }
            Open::Block(least) if is_empty || column >= least => return None,
            Open::Plain if is_empty => return None,
            Open::Plain if self.flow > 0 || column >= self.content_column() => {
                let at = skip_blanks(line, column);
                let end = find_plain_end(line, at, self.flow > 0);
                if end == line.len() {
                    return Some((end, true));
                }
                (end, end > at)
            }
            _ => (0, false),
        };
        self.open = Open::Nothing;
        Some(end)
    }

    /// Reads the token at `at`, and returns its end. `None` at the end of the line.
    fn token(&mut self, line: &[u8], at: usize) -> Option<usize> {
        let byte = *line.get(at)?;
        if byte == b'#' {
            return None;
        }
        if self.flow > 0 {
            return self.flow_token(line, at, byte);
        }
        while self.columns.pop_if(|column| *column > at).is_some() {}
        let is_indicator = ends_word(line, at + 1);
        match byte {
            b'-' | b'?' | b':' if is_indicator => {
                self.begin_collection(at);
                Some(at + 1)
            }
            b'|' | b'>' => {
                self.open = Open::Block(self.content_column().max(1));
                None
            }
            b'%' if at == 0 => None,
            b'[' | b'{' => {
                self.flow = 1;
                Some(at + 1)
            }
            _ => {
                // An anchor or a tag belongs to the key that follows it.
                let mut start = at;
                while let Some(end) = find_property_end(line, start) {
                    start = skip_blanks(line, end);
                }
                if start > at && (start == line.len() || !is_scalar(line, start)) {
                    return Some(start);
                }
                let end = self.scalar(line, start)?;
                let colon = skip_blanks(line, end);
                if line.get(colon) == Some(&b':') && ends_word(line, colon + 1) {
                    self.begin_collection(at);
                    return Some(colon + 1);
                }
                if is_plain(line[start]) {
                    self.plain.push(start..trimmed(line, start, end));
                }
                Some(end)
            }
        }
    }

    fn flow_token(&mut self, line: &[u8], at: usize, byte: u8) -> Option<usize> {
        match byte {
            b'[' | b'{' => self.flow += 1,
            b']' | b'}' => self.flow -= 1,
            b',' | b'?' | b':' => {}
            _ => {
                if let Some(end) = find_property_end(line, at) {
                    return Some(end);
                }
                let end = self.scalar(line, at)?;
                if is_plain(byte) && line.get(skip_blanks(line, end)) != Some(&b':') {
                    self.plain.push(at..trimmed(line, at, end));
                }
                return Some(end);
            }
        }
        Some(at + 1)
    }

    /// The end of a quoted or plain scalar. `None` if it does not end in this line.
    fn scalar(&mut self, line: &[u8], at: usize) -> Option<usize> {
        let byte = line[at];
        if !is_plain(byte) {
            let end = find_quote(line, at + 1, byte);
            if end.is_none() {
                self.open = Open::Quoted(byte);
            }
            return Some(end? + 1);
        }
        let end = find_plain_end(line, at, self.flow > 0);
        if end == line.len() {
            self.open = Open::Plain;
        }
        Some(end)
    }

    /// The least indentation of what is in the innermost block collection.
    fn content_column(&self) -> usize {
        self.columns.last().map_or(0, |column| column + 1)
    }

    fn begin_collection(&mut self, column: usize) {
        if column >= self.content_column() {
            self.columns.push(column);
        }
    }
}

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

pub(crate) fn skip_blanks(line: &[u8], at: usize) -> usize {
    let blanks = line[at..].iter().take_while(|byte| is_blank(**byte));
    at + blanks.count()
}

fn trimmed(line: &[u8], start: usize, end: usize) -> usize {
    start + line[start..end].trim_ascii_end().len()
}

/// Whether the line ends at `at`, or has a blank there.
pub(crate) fn ends_word(line: &[u8], at: usize) -> bool {
    line.get(at).is_none_or(|byte| is_blank(*byte))
}

fn is_document_marker(line: &[u8]) -> bool {
    (line.starts_with(b"---") || line.starts_with(b"...")) && ends_word(line, 3)
}

fn is_plain(first: u8) -> bool {
    !matches!(first, b'\'' | b'"')
}

/// Whether a scalar follows an anchor or a tag, and no collection.
fn is_scalar(line: &[u8], at: usize) -> bool {
    match line[at] {
        b'#' | b'[' | b'{' | b'|' | b'>' => false,
        b'-' | b'?' | b':' => !ends_word(line, at + 1),
        _ => true,
    }
}

/// The end of an anchor, an alias or a tag.
fn find_property_end(line: &[u8], at: usize) -> Option<usize> {
    let rest = line.get(at + 1..)?;
    let length = match line[at] {
        b'&' | b'*' => rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_')),
        b'!' => rest.iter().position(|byte| is_blank(*byte)),
        _ => return None,
    };
    Some(at + 1 + length.unwrap_or(rest.len()))
}

/// The quote that ends a quoted text.
pub(crate) fn find_quote(line: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    loop {
        let rest = line.get(at..)?;
        at += match quote {
            b'"' => memchr2(b'"', b'\\', rest)?,
            _ => memchr(b'\'', rest)?,
        };
        let is_escape = line[at] == b'\\' || quote == b'\'' && line.get(at + 1) == Some(&b'\'');
        if !is_escape {
            return Some(at);
        }
        at += 2;
    }
}

/// Where a plain scalar ends: at a colon, a comment, a flow indicator, or the end of the line. There may be blanks
/// before it.
pub(crate) fn find_plain_end(line: &[u8], from: usize, in_flow: bool) -> usize {
    let is_end = |at: &usize| match line[*at] {
        b':' => ends_word(line, at + 1),
        b'#' => *at == 0 || is_blank(line[at - 1]),
        b',' | b'[' | b']' | b'{' | b'}' => in_flow,
        _ => false,
    };
    let end = if in_flow {
        (from..line.len()).find(is_end)
    } else {
        let marks = memchr2_iter(b':', b'#', &line[from..]);
        marks.map(|at| from + at).find(is_end)
    };
    end.unwrap_or(line.len())
}
