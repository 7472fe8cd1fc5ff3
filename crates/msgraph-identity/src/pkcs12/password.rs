//! A password in the two forms that keys are derived from.

use zeroize::Zeroizing;

/// A password, or the absence of one.
pub(super) struct Password<'a> {
    text: &'a str,
    utf16: Zeroizing<Vec<u8>>,
}

impl<'a> Password<'a> {
    /// What a caller may mean: with the empty text, the empty password or none. To PKCS#12 they differ: RFC 7292, appendix B.1.
    pub(super) fn meant_by(text: &'a str) -> Vec<Self> {
        let units = text.encode_utf16().chain([0]);
        let utf16 = Zeroizing::new(units.flat_map(u16::to_be_bytes).collect());
        let absent = text.is_empty().then(|| Self {
            text,
            utf16: Zeroizing::default(),
        });
        [Self { text, utf16 }].into_iter().chain(absent).collect()
    }

    /// As PBES2 and PBMAC1 take it.
    pub(super) fn utf8(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// As PBES1 and the MAC of PKCS#12 take it: in UTF-16 with a zero at the end.
    pub(super) fn utf16(&self) -> &[u8] {
        &self.utf16
    }
}
