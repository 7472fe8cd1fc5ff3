//! The block collections that are open at a line, each by the column that its entries stand in.

use super::keys::Keys;
use super::reason::Reason;

/// All open collections. At one column there may be a mapping and a sequence, the value of the mapping's last key.
pub(super) struct Nesting {
    /// One bit for each column, as in `sequences`.
    mappings: u64,
    sequences: u64,
    keys: Keys,
}

impl Nesting {
    /// The columns are 0 to 63. So there are never more collections in one another than a parser takes.
    pub(super) const COLUMNS: usize = 64;

    pub(super) fn new() -> Self {
        Self {
            mappings: 0,
            sequences: 0,
            keys: Keys::new(),
        }
    }

    /// Takes a key at the beginning of a line; `is_awaited` where the line before leaves its value open.
    #[inline(always)]
    pub(super) fn key(&mut self, column: usize, key: u64, is_awaited: bool) -> Result<(), Reason> {
        let bit = 1 << column;
        if self.mappings & bit == 0 {
            if !is_awaited || !self.is_within(column) {
                return Err(Reason::Misplaced);
            }
            self.keys.begin(column, self.mappings);
        }
        let outer = self.mappings & (bit - 1);
        let inner = self.mappings & !(bit | (bit - 1));
        let is_unique = self.keys.end(inner) & self.keys.add(column, key);
        self.mappings = outer | bit;
        self.sequences &= bit - 1;
        if is_unique {
            Ok(())
        } else {
            Err(Reason::Duplicate)
        }
    }

    /// Takes a key that begins a mapping, further in than all else.
    #[inline(always)]
    pub(super) fn first_key(&mut self, column: usize, key: u64) {
        self.keys.begin(column, self.mappings);
        self.keys.add(column, key);
        self.mappings |= 1 << column;
    }

    /// Takes the dash of an item at the beginning of a line.
    #[inline(always)]
    pub(super) fn item(&mut self, column: usize, is_awaited: bool) -> Result<(), Reason> {
        let bit = 1 << column;
        let inner = !(bit | (bit - 1));
        let open = self.mappings | self.sequences;
        if self.sequences & bit != 0 {
            let is_unique = self.keys.end(self.mappings & inner);
            self.mappings &= !inner;
            self.sequences &= !inner;
            return if is_unique {
                Ok(())
            } else {
                Err(Reason::Duplicate)
            };
        }
        // The first item may stand as far out as the key that it belongs to.
        if is_awaited && (open < bit || (self.mappings & bit != 0 && open & inner == 0)) {
            self.sequences |= bit;
            return Ok(());
        }
        Err(Reason::Misplaced)
    }

    /// Takes a dash that begins a sequence, further in than all else.
    #[inline(always)]
    pub(super) fn first_item(&mut self, column: usize) {
        self.sequences |= 1 << column;
    }

    /// Whether a column is further in than all collections.
    #[inline(always)]
    pub(super) fn is_within(&self, column: usize) -> bool {
        (self.mappings | self.sequences) < 1 << column
    }

    /// The column of the innermost collection.
    pub(super) fn innermost(&self) -> usize {
        let open = self.mappings | self.sequences;
        open.checked_ilog2().unwrap_or_default() as usize
    }

    /// Ends all collections.
    pub(super) fn finish(mut self) -> Result<(), Reason> {
        if self.keys.end(self.mappings) {
            Ok(())
        } else {
            Err(Reason::Duplicate)
        }
    }
}
