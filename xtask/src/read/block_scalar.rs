//! Block scalars: texts over several lines, further in than what they stand in.

use super::reason::Reason;

#[derive(Clone, Copy)]
pub(super) struct BlockScalar {
    /// Its text is further in than this.
    outer: usize,
    /// Where its text begins in each line, once that is known.
    column: Option<usize>,
    /// The longest line of spaces before its text.
    spaces: usize,
}

impl BlockScalar {
    /// A scalar in a collection at the column `outer`, whose header says that it is indented by this many more columns, or 0
    /// where it does not say.
    pub(super) fn new(outer: usize, columns: u8) -> Self {
        Self {
            outer,
            column: (columns > 0).then(|| outer + usize::from(columns)),
            spaces: 0,
        }
    }

    /// Whether a line belongs to the text.
    pub(super) fn takes(&mut self, column: usize, first: u8) -> Result<bool, Reason> {
        if first == b'\n' {
            self.spaces = self.spaces.max(column);
            return Ok(true);
        }
        if let Some(indentation) = self.column {
            return Ok(column >= indentation);
        }
        if column <= self.outer {
            return Ok(false);
        }
        if first == b'\t' || self.spaces > column {
            return Err(Reason::Blanks);
        }
        self.column = Some(column);
        Ok(true)
    }
}
