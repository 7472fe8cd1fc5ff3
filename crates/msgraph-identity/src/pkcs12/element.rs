//! Reads DER element by element. The structures of PKCS#12 are read with this and nothing else, so that no parser sees a hostile file
//! before its cost is known.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{ErrorKind, Reader, SliceReader, Tag, TagNumber, Tagged};

use super::error::ArchiveError;

/// The elements of a constructed value, one after the other.
pub(super) struct Elements<'a>(SliceReader<'a>);

impl<'a> Elements<'a> {
    pub(super) fn new(content: &'a [u8]) -> Result<Self, ArchiveError> {
        SliceReader::new(content).map(Self).map_err(malformed)
    }

    /// The elements of the one sequence that these bytes are.
    pub(super) fn of_sequence(der: &'a [u8]) -> Result<Self, ArchiveError> {
        let mut outer = Self::new(der)?;
        let elements = outer.sequence()?;
        outer.finish()?;
        Ok(elements)
    }

    pub(super) fn is_finished(&self) -> bool {
        self.0.is_finished()
    }

    /// Refuses further elements.
    pub(super) fn finish(self) -> Result<(), ArchiveError> {
        self.0.finish().map_err(malformed)
    }

    pub(super) fn any(&mut self) -> Result<AnyRef<'a>, ArchiveError> {
        self.0.decode().map_err(malformed)
    }

    /// The content of the next element, which has this tag.
    fn content(&mut self, tag: Tag) -> Result<&'a [u8], ArchiveError> {
        let element = self.any()?;
        if element.tag() == tag {
            Ok(element.value())
        } else {
            Err(ArchiveError::NotPkcs12)
        }
    }

    /// The content of the next element if it has this tag.
    pub(super) fn optional(&mut self, tag: Tag) -> Result<Option<&'a [u8]>, ArchiveError> {
        match Tag::peek(&self.0) {
            Ok(next) if next == tag => self.content(tag).map(Some),
            _ => Ok(None),
        }
    }

    pub(super) fn sequence(&mut self) -> Result<Self, ArchiveError> {
        Self::new(self.content(Tag::Sequence)?)
    }

    pub(super) fn octets(&mut self) -> Result<&'a [u8], ArchiveError> {
        self.content(Tag::OctetString)
    }

    /// The content of an explicit tag `[0]`.
    pub(super) fn explicit(&mut self) -> Result<&'a [u8], ArchiveError> {
        self.content(context_specific(true))
    }

    pub(super) fn oid(&mut self) -> Result<ObjectIdentifier, ArchiveError> {
        self.0.decode().map_err(malformed)
    }

    /// An integer that is not negative and fits into 63 bits.
    pub(super) fn integer(&mut self) -> Result<u64, ArchiveError> {
        unsigned(self.content(Tag::Integer)?)
    }

    pub(super) fn optional_integer(&mut self) -> Result<Option<u64>, ArchiveError> {
        self.optional(Tag::Integer)?.map(unsigned).transpose()
    }
}

fn unsigned(content: &[u8]) -> Result<u64, ArchiveError> {
    let mut value = [0; 8];
    let is_negative = content.first().is_none_or(|byte| *byte >= 0x80);
    match 8usize.checked_sub(content.len()) {
        Some(start) if !is_negative => {
            value[start..].copy_from_slice(content);
            Ok(u64::from_be_bytes(value))
        }
        // More than any cost that is allowed.
        None if !is_negative => Ok(u64::MAX),
        _ => Err(ArchiveError::NotPkcs12),
    }
}

/// The tag `[0]`.
pub(super) fn context_specific(constructed: bool) -> Tag {
    Tag::ContextSpecific {
        constructed,
        number: TagNumber(0),
    }
}

fn malformed(error: der::Error) -> ArchiveError {
    match error.kind() {
        // The tag is that of an OCTET STRING in chunks.
        ErrorKind::IndefiniteLength | ErrorKind::TagUnknown { byte: 0x24 } => ArchiveError::Ber,
        _ => ArchiveError::NotPkcs12,
    }
}
