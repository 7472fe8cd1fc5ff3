//! Finds the bytes that may give text a structure, many bytes at once.

/// How many bytes are looked at together.
const WORD: usize = 64;
/// How many bytes of a text are looked at beyond a mark, at most.
pub(crate) const BEYOND: usize = WORD;

/// The places of the marks of a text, in order. A mark is a quote, an opening bracket after a blank or a line break, or anything
/// but printable ASCII, as line breaks are.
///
/// The first byte and the last [`BEYOND`] bytes of the text are looked at, but are no marks.
#[derive(Clone, Copy)]
pub(crate) struct Marks<'a> {
    text: &'a [u8],
    /// One bit for each mark from the place `at` that was not returned yet.
    word: u64,
    at: usize,
}

impl<'a> Marks<'a> {
    pub(crate) fn of(text: &'a [u8]) -> Self {
        Self {
            text,
            word: 0,
            at: 1_usize.wrapping_sub(WORD),
        }
    }

    /// The marks of the 64 bytes from `at`. `None` at the end.
    #[inline(always)]
    fn find_in_word(&self) -> Option<u64> {
        let bytes: &[u8; 1 + WORD] = self.text.get(self.at - 1..)?.first_chunk()?;
        let mut flags = [0; WORD];
        for at in 0..WORD {
            let (before, byte) = (bytes[at], bytes[at + 1]);
            let is_printable = matches!(byte, b' '..=b'~');
            let is_quote = (byte == b'\'') | (byte == b'"');
            // `[` and `{` differ in one bit.
            let is_bracket = (byte | 0x20 == b'{') & (before <= b' ');
            flags[at] = u8::from(!is_printable | is_quote | is_bracket);
        }
        Some(pack(&flags))
    }
}

impl Iterator for Marks<'_> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.word == 0 {
            self.at = self.at.wrapping_add(WORD);
            self.word = self.find_in_word()?;
        }
        let place = self.at + self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some(place)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_wherever_it_is() {
        let mut text = [b'x'; 3 * WORD + BEYOND];
        for at in 1..3 * WORD {
            for before in [b'\n', b'\t', b' ', b'x', b'-'] {
                for byte in 0..=u8::MAX {
                    (text[at - 1], text[at]) = (before, byte);
                    let is_mark = match byte {
                        b'[' | b'{' => before <= b' ',
                        _ => !matches!(byte, b' '..=b'~') || matches!(byte, b'\'' | b'"'),
                    };
                    let before = (at > 1 && before < b' ').then_some(at - 1);
                    let expected = before.into_iter().chain(is_mark.then_some(at));
                    assert!(Marks::of(&text).eq(expected), "{byte} at {at}");
                }
            }
            (text[at - 1], text[at]) = (b'x', b'x');
        }
    }
}
