//! The search for lines that stand further out than those above them.

use memchr::memchr_iter;

/// Where the next line begins that is indented by less than `INDENTATION` spaces.
pub(super) fn find_outer_line<const INDENTATION: usize>(text: &[u8]) -> Option<usize> {
    /// Bytes that are looked at together: without a branch in between, the compiler uses vector instructions.
    const BLOCK: usize = 64;
    let mut from = 0;
    while let Some(block) = text.get(from..from + BLOCK + INDENTATION) {
        let begins_outer_line = |at: usize| {
            let inner = (1..=INDENTATION).fold(true, |inner, n| inner & (block[at + n] == b' '));
            (block[at] == b'\n') & !inner
        };
        if (0..BLOCK).fold(false, |found, at| found | begins_outer_line(at)) {
            let found = (0..BLOCK).find(|at| begins_outer_line(*at));
            return found.map(|at| from + at + 1);
        }
        from += BLOCK;
    }
    memchr_iter(b'\n', text.get(from..)?)
        .map(|at| from + at + 1)
        .find(|start| *start < text.len() && !text[*start..].starts_with(&[b' '; INDENTATION]))
}
