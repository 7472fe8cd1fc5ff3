//! A chunk of a document, with the places of the few bytes that give a line its structure.

use memchr::memchr;

/// Bytes that are looked at together: without a branch in between, the compiler uses vector instructions.
const BLOCK: usize = 64;
/// The longest chunk. It is small enough to stay in a processor's cache: reading 40 MB into one buffer costs more in
/// page faults alone than all that is done here.
pub(super) const CHUNK: usize = 128 << 10;
/// What follows a chunk, all of it line breaks: no search goes further.
pub(super) const SLACK: usize = 2 * BLOCK;

/// A chunk with its slack, and anything behind that.
pub(super) type Buffer = [u8; CHUNK + SLACK];

/// One bit for each byte of a buffer: whether it is a line break, `:`, `#` or `'`.
pub(super) struct Marks([u8; (CHUNK + SLACK) / 8]);

impl Marks {
    pub(super) fn new() -> Self {
        Self([0; (CHUNK + SLACK) / 8])
    }

    /// Notes the marks of the first bytes of a buffer, and tells whether all of these are printable ASCII.
    pub(super) fn note(&mut self, bytes: &[u8]) -> bool {
        let mut is_printable = true;
        let all_marks = self.0.as_chunks_mut().0.iter_mut();
        for (marks, block) in all_marks.zip(bytes.as_chunks::<BLOCK>().0) {
            let mut flags = [0; BLOCK];
            let mut others = 0;
            for (flag, byte) in flags.iter_mut().zip(block) {
                let is_break = *byte == b'\n';
                *flag = u8::from(is_break | (*byte == b':') | (*byte == b'#') | (*byte == b'\''));
                others |= u8::from(!is_break & (byte.wrapping_sub(b' ') > b'~' - b' '));
            }
            *marks = pack(&flags);
            is_printable &= others == 0;
        }
        is_printable
    }

    /// The buffer that they were noted of.
    pub(super) fn text<'a>(&'a self, bytes: &'a Buffer) -> Text<'a> {
        Text {
            bytes,
            marks: &self.0,
        }
    }
}

/// Bytes that are 0 or 1 as bits.
#[inline(always)]
fn pack(flags: &[u8; BLOCK]) -> [u8; BLOCK / 8] {
    /// Moves the lowest bit of each byte to a place of its own in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (words, _) = flags.as_chunks();
    std::array::from_fn(|word| (u64::from_le_bytes(words[word]).wrapping_mul(GATHER) >> 56) as u8)
}

/// A chunk, and its marks.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    bytes: &'a Buffer,
    marks: &'a [u8; (CHUNK + SLACK) / 8],
}

impl<'a> Text<'a> {
    #[inline(always)]
    pub(super) fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    #[inline(always)]
    pub(super) fn byte(self, at: usize) -> u8 {
        self.bytes[at]
    }

    /// The first byte that is no space.
    #[inline(always)]
    pub(super) fn skip_spaces(self, at: usize) -> usize {
        const SPACES: u128 = u128::from_ne_bytes([b' '; 16]);
        match self.bytes[at..].first_chunk() {
            Some(next) if u128::from_le_bytes(*next) != SPACES => {
                let others = u128::from_le_bytes(*next) ^ SPACES;
                at + (others.trailing_zeros() / 8) as usize
            }
            _ => self.skip_many_spaces(at),
        }
    }

    /// The same, where there is hardly ever more than one space.
    #[inline(always)]
    pub(super) fn skip_space(self, at: usize) -> usize {
        if self.byte(at) == b' ' && self.byte(at + 1) != b' ' {
            at + 1
        } else {
            self.skip_many_spaces(at)
        }
    }

    #[inline(never)]
    fn skip_many_spaces(self, at: usize) -> usize {
        let spaces = self.bytes[at..].iter().take_while(|byte| **byte == b' ');
        at + spaces.count()
    }

    /// The first line break, `:`, `#` or `'`.
    #[inline(always)]
    pub(super) fn find_mark(self, mut at: usize) -> usize {
        while let Some(next) = self.marks[at / 8..].first_chunk() {
            let next = u64::from_le_bytes(*next) >> (at % 8);
            if next != 0 {
                return at + next.trailing_zeros() as usize;
            }
            at = (at / 8 + 8) * 8;
        }
        self.bytes.len() - 1
    }

    /// The line break that ends the line.
    pub(super) fn find_line_end(self, at: usize) -> usize {
        memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len() - 1, |length| at + length)
    }
}
