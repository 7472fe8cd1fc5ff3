//! Finds the bytes that may give text a structure, many bytes at once.

/// How many bytes are looked at together.
const WORD: usize = 64;

/// One bit for each byte of a text: whether it is a line break, a quote or an opening bracket.
pub(crate) struct Marks(Vec<u64>);

impl Marks {
    /// Room for the marks of a text of up to so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(vec![0; bytes.div_ceil(WORD)])
    }

    /// Finds the marks of a text, whose length is a multiple of 64. Returns whether all of it is printable ASCII.
    pub(crate) fn find(&mut self, text: &[u8]) -> bool {
        let mut is_printable = true;
        for (marks, bytes) in self.0.iter_mut().zip(text.as_chunks::<WORD>().0) {
            let mut flags = [0; WORD];
            let mut others = 0;
            for (flag, byte) in flags.iter_mut().zip(bytes) {
                let is_break = *byte == b'\n';
                let is_quote = (*byte == b'\'') | (*byte == b'"');
                // `[` and `{` differ in one bit.
                *flag = u8::from(is_break | is_quote | (*byte | 0x20 == b'{'));
                others |= u8::from(!is_break & (byte.wrapping_sub(b' ') > b'~' - b' '));
            }
            *marks = pack(&flags);
            is_printable &= others == 0;
        }
        is_printable
    }

    /// The places of the marks.
    pub(crate) fn iter(&self) -> Places<'_> {
        Places {
            words: &self.0,
            word: 0,
            base: 0_usize.wrapping_sub(WORD),
        }
    }
}

/// Bytes that are 0 or 1 as bits.
#[inline(always)]
fn pack(flags: &[u8; WORD]) -> u64 {
    /// Moves the lowest bit of each byte to a place of its own in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = flags.as_chunks();
    u64::from_le_bytes(std::array::from_fn(|index| {
        (u64::from_le_bytes(eights[index]).wrapping_mul(GATHER) >> 56) as u8
    }))
}

/// The places of marks, in order.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    words: &'a [u64],
    word: u64,
    base: usize,
}

impl Iterator for Places<'_> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.word == 0 {
            let (word, rest) = self.words.split_first()?;
            self.word = *word;
            self.words = rest;
            self.base = self.base.wrapping_add(WORD);
        }
        let place = self.base + self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_wherever_it_is() {
        let mut text = [b'x'; 256];
        let mut marks = Marks::with_capacity(text.len());
        for at in 0..text.len() {
            for byte in 0..=u8::MAX {
                text[at] = byte;
                let is_printable = marks.find(&text);
                assert_eq!(is_printable, matches!(byte, b'\n' | b' '..=b'~'), "{byte}");
                let expected = b"\n'\"[{".contains(&byte).then_some(at);
                assert_eq!(marks.iter().collect::<Vec<_>>(), Vec::from_iter(expected));
                text[at] = b'x';
            }
        }
    }
}
