//! The elements of a DER structure, one after the other.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag};

use super::Unreadable;

pub(super) struct Elements<'a>(SliceReader<'a>);

impl<'a> Elements<'a> {
    pub(super) fn new(der: &'a [u8]) -> Result<Self, Unreadable> {
        SliceReader::new(der)
            .map(Self)
            .map_err(|_| Unreadable::NotPkcs12)
    }

    pub(super) fn is_finished(&self) -> bool {
        self.0.is_finished()
    }

    fn any(&mut self) -> Result<AnyRef<'a>, Unreadable> {
        AnyRef::decode(&mut self.0).map_err(|_| Unreadable::NotPkcs12)
    }

    /// The content of the next element, which has this tag.
    fn content(&mut self, is_tag: impl Fn(Tag) -> bool) -> Result<&'a [u8], Unreadable> {
        let element = self.any()?;
        match is_tag(der::Tagged::tag(&element)) {
            true => Ok(element.value()),
            false => Err(Unreadable::NotPkcs12),
        }
    }

    pub(super) fn sequence(&mut self) -> Result<Elements<'a>, Unreadable> {
        Elements::new(self.content(|tag| tag == Tag::Sequence)?)
    }

    pub(super) fn set(&mut self) -> Result<Elements<'a>, Unreadable> {
        Elements::new(self.content(|tag| tag == Tag::Set)?)
    }

    pub(super) fn octets(&mut self) -> Result<&'a [u8], Unreadable> {
        self.content(|tag| tag == Tag::OctetString)
    }

    /// The content of a context-specific tag.
    pub(super) fn context_specific(&mut self) -> Result<&'a [u8], Unreadable> {
        self.content(|tag| matches!(tag, Tag::ContextSpecific { .. }))
    }

    /// The elements inside an explicit tag.
    pub(super) fn explicit(&mut self) -> Result<Elements<'a>, Unreadable> {
        Elements::new(self.context_specific()?)
    }

    pub(super) fn oid(&mut self) -> Result<String, Unreadable> {
        let content = self.content(|tag| tag == Tag::ObjectIdentifier)?;
        ObjectIdentifier::from_bytes(content)
            .map(|oid| oid.to_string())
            .map_err(|_| Unreadable::NotPkcs12)
    }

    /// An integer of up to 32 bits that is not negative.
    pub(super) fn integer(&mut self) -> Result<u32, Unreadable> {
        let content = self.content(|tag| tag == Tag::Integer)?;
        let mut number = 0_u64;
        for byte in content {
            number = number << 8 | u64::from(*byte);
            if number > u64::from(u32::MAX) {
                return Err(Unreadable::TooExpensive);
            }
        }
        match content.first() {
            Some(first) if first & 0x80 == 0 => {
                u32::try_from(number).map_err(|_| Unreadable::TooExpensive)
            }
            _ => Err(Unreadable::NotPkcs12),
        }
    }

    /// An integer, if one follows.
    pub(super) fn optional_integer(&mut self) -> Result<Option<u32>, Unreadable> {
        match self.0.peek_byte() {
            Some(0x02) => self.integer().map(Some),
            _ => Ok(None),
        }
    }
}
