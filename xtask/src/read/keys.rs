//! The keys of all mappings that are open, to find those that stand twice.

/// How many keys of one mapping are compared one by one; more are sorted when the mapping ends.
const FEW: usize = 16;

/// The hashes of keys, innermost mapping last. What belongs to the mapping at a column stands in arrays of their own:
/// one of structs would be written in parts and read as a whole, which stalls processors.
pub(super) struct Keys {
    hashes: Vec<u64>,
    starts: [usize; 64],
    ends: [usize; 64],
    /// One bit for each key; most mappings are so small that no two keys have the same one.
    bits: [u64; 64],
    /// The columns of mappings with many keys, one bit for each.
    many: u64,
}

impl Keys {
    pub(super) fn new() -> Self {
        Self {
            hashes: Vec::new(),
            starts: [0; 64],
            ends: [0; 64],
            bits: [0; 64],
            many: 0,
        }
    }

    /// Begins a mapping at `column`, within those at `outer`.
    #[inline(always)]
    pub(super) fn begin(&mut self, column: usize, outer: u64) {
        let start = match outer.checked_ilog2() {
            Some(outer) => self.ends[outer as usize],
            None => 0,
        };
        self.starts[column] = start;
        self.ends[column] = start;
        self.bits[column] = 0;
    }

    /// Adds a key to the mapping at `column`, which is the innermost one. False where it is known to stand twice.
    #[inline(always)]
    pub(super) fn add(&mut self, column: usize, key: u64) -> bool {
        let bit = 1 << (key >> 58);
        if self.bits[column] & bit != 0 && !self.is_new(column, key) {
            return false;
        }
        self.bits[column] |= bit;
        let end = self.ends[column];
        match self.hashes.get_mut(end) {
            Some(hash) => *hash = key,
            None => self.hashes.push(key),
        }
        self.ends[column] = end + 1;
        true
    }

    #[inline(never)]
    fn is_new(&mut self, column: usize, key: u64) -> bool {
        let (start, end) = (self.starts[column], self.ends[column]);
        if end - start >= FEW {
            self.many |= 1 << column;
            return true;
        }
        !self.hashes[start..end].contains(&key)
    }

    /// Ends the mappings at these columns; false where one of their keys stands twice.
    #[inline(always)]
    pub(super) fn end(&mut self, columns: u64) -> bool {
        let many = self.many & columns;
        many == 0 || self.end_many(many)
    }

    #[inline(never)]
    fn end_many(&mut self, mut columns: u64) -> bool {
        self.many &= !columns;
        while columns != 0 {
            let column = columns.trailing_zeros() as usize;
            columns &= columns - 1;
            if !all_differ(&mut self.hashes[self.starts[column]..self.ends[column]]) {
                return false;
            }
        }
        true
    }
}

/// Whether no hash stands twice; their order may change.
pub(super) fn all_differ(hashes: &mut [u64]) -> bool {
    hashes.sort_unstable();
    hashes.windows(2).all(|pair| pair[0] != pair[1])
}

#[cfg(test)]
mod tests {
    use super::super::name::hash;
    use super::*;

    /// Ends a mapping whose keys are called like these numbers.
    fn is_unique(names: impl IntoIterator<Item = u32>) -> bool {
        let mut keys = Keys::new();
        keys.begin(0, 0);
        keys.add(0, hash(b"outer"));
        keys.begin(2, 1);
        let mut names = names.into_iter();
        names.all(|name| keys.add(2, hash(name.to_string().as_bytes()))) && keys.end(1 << 2)
    }

    #[test]
    fn a_key_that_stands_twice_is_found_among_few_and_many() {
        for count in [1, 2, FEW as u32, FEW as u32 + 1, 1000] {
            assert!(is_unique(0..count));
            for twin in [0, count / 2, count - 1] {
                assert!(!is_unique((0..count).chain([twin])), "{twin} of {count}");
            }
        }
    }

    #[test]
    fn mappings_side_by_side_and_within_have_keys_of_their_own() {
        let mut keys = Keys::new();
        keys.begin(0, 0);
        assert!(keys.add(0, 1));
        keys.begin(2, 1);
        assert!(keys.add(2, 1) && keys.add(2, 2) && keys.end(1 << 2));
        assert!(keys.add(0, 2));
        keys.begin(2, 1);
        assert!(keys.add(2, 1));
        assert!(!keys.add(2, 1) && !keys.add(0, 1));
    }
}
