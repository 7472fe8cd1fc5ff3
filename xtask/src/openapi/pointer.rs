//! JSON pointers (RFC 6901), as places in error messages.

use std::fmt;

/// A JSON pointer into a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The pointer with these segments.
    pub fn new<S: Into<String>>(segments: impl IntoIterator<Item = S>) -> Self {
        Self(segments.into_iter().map(Into::into).collect())
    }

    /// Goes down one level.
    pub fn push(&mut self, segment: impl Into<String>) {
        self.0.push(segment.into());
    }

    /// Goes up one level.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// The pointer one level down.
    #[must_use]
    pub fn child(&self, segment: impl Into<String>) -> Self {
        let mut child = self.clone();
        child.push(segment);
        child
    }

    /// The segments, not escaped.
    pub fn segments(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.0 {
            write!(f, "/{}", segment.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}
