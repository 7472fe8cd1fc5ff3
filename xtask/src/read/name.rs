//! The names that keys stand for, and their hashes.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use memchr::memchr;

use super::reason::Reason;
use super::scalar::is_blank;
use super::text::Text;

/// The longest key in bytes; parsers look no further for its colon than 1024 characters.
const KEY: usize = 1000;

/// The name that a key stands for.
pub(super) fn unquote(key: &[u8]) -> Result<Cow<'_, [u8]>, Reason> {
    match key {
        [b'\'', name @ .., _] if memchr(b'\'', name).is_some() => {
            // Of two quotes the first one stays.
            let mut is_first = false;
            let name = name.iter().copied().filter(|byte| {
                is_first = *byte == b'\'' && !is_first;
                *byte != b'\'' || is_first
            });
            Ok(Cow::Owned(name.collect()))
        }
        [b'"', name @ .., _] if memchr(b'\\', name).is_some() => Err(Reason::Key),
        [b'\'' | b'"', name @ .., _] => Ok(Cow::Borrowed(name)),
        _ => Ok(Cow::Borrowed(key)),
    }
}

/// The hash of a plain key, if it may be one.
#[inline(always)]
pub(super) fn hash_plain_key(text: Text<'_>, at: usize, colon: usize) -> Option<u64> {
    if is_blank(text.byte(colon - 1)) {
        return None;
    }
    let length = colon - at;
    match text.bytes()[at..].first_chunk() {
        Some(start) if length <= SHORT => Some(hash_short(start, length)),
        _ if length > KEY => None,
        _ => Some(hash(&text.bytes()[at..colon])),
    }
}

/// The hash of the name that a key stands for.
pub(super) fn hash_key(text: Text<'_>, at: usize, colon: usize) -> Result<u64, Reason> {
    let key = &text.bytes()[at..colon];
    if key.len() > KEY || is_blank(text.byte(colon - 1)) {
        return Err(Reason::Key);
    }
    unquote(key).map(|name| hash(&name))
}

/// A hash of a name: names that are equal have the same one, others hardly ever.
pub(super) fn hash(name: &[u8]) -> u64 {
    let Some(start) = name.first_chunk().filter(|_| name.len() > SHORT) else {
        let mut padded = [0; SHORT];
        padded[..name.len()].copy_from_slice(name);
        return hash_short(&padded, name.len());
    };
    let mut hasher = hasher();
    hasher.write_u128(u128::from_le_bytes(*start));
    hasher.write(&name[SHORT..]);
    hasher.finish()
}

/// How long a name is whose hash takes one step.
pub(super) const SHORT: usize = 16;

/// The hash of a short name with whatever follows it. It is filled up with zeros, which no name has.
#[inline(always)]
pub(super) fn hash_short(text: &[u8; SHORT], length: usize) -> u64 {
    let name = u128::from_le_bytes(*text) & NAMES[length];
    let mut hasher = hasher();
    hasher.write_u128(name);
    hasher.finish()
}

/// Masks of names by their length.
const NAMES: [u128; SHORT + 1] = {
    let mut masks = [u128::MAX; SHORT + 1];
    let mut length = 0;
    while length < SHORT {
        masks[length] = !(u128::MAX << (8 * length));
        length += 1;
    }
    masks
};

#[inline(always)]
fn hasher() -> impl Hasher {
    FixedState::with_seed(0).build_hasher()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_a_name() {
        for (key, name) in [
            ("a", "a"),
            ("'a'", "a"),
            ("\"a\"", "a"),
            ("'it''s ''''it'''", "it's ''it'"),
            ("''", ""),
        ] {
            assert_eq!(unquote(key.as_bytes()).unwrap(), name.as_bytes());
        }
        assert_eq!(unquote(br#""\x61""#), Err(Reason::Key));
    }

    #[test]
    fn names_have_one_hash_wherever_they_stand() {
        let text = b"a.name.of.16.or.";
        for length in 0..=SHORT {
            assert_eq!(hash(&text[..length]), hash_short(text, length));
        }
        assert_ne!(hash(b"a"), hash(b"b"));
        assert_ne!(hash(b"a.name.of.more.1"), hash(b"a.name.of.more.12"));
    }
}
