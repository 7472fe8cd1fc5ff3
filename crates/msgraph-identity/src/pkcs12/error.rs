//! Why a file cannot be used.

use std::fmt;

/// Why a file cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArchiveError {
    /// Encoded with indefinite lengths, or in chunks.
    Ber,
    NotPkcs12,
    TooLarge,
    WrongPassword,
    /// The empty password does not fit, and neither does the absence of one.
    NoPassword,
    /// The password fits the file, but not something in it.
    OtherPassword,
    /// An algorithm or a structure, by its name.
    Unsupported(String),
    /// Reading it would take too long, or too much memory.
    TooCostly,
    NoKey,
    SeveralKeys,
    NoCertificate,
    NoCertificateOfKey,
}

impl ArchiveError {
    pub(super) fn unsupported(name: impl fmt::Display) -> Self {
        Self::Unsupported(name.to_string())
    }
}

/// How to write a file anew so that it can be read here, by Windows, and by Microsoft Graph.
const CONVERT: &str = "write it anew: openssl pkcs12 -legacy -in old.pfx -out all.pem -noenc, and openssl pkcs12 -export -legacy -in all.pem -out new.pfx";

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsupported(name) => {
                return write!(f, "the PKCS#12 file has {name}, which is not supported; {CONVERT}");
            }
            Self::Ber => {
                return write!(
                    f,
                    "the PKCS#12 file is in BER and not in DER, which is not supported; {CONVERT}"
                );
            }
            Self::TooCostly => {
                return write!(
                    f,
                    "deriving the keys of the PKCS#12 file takes more time or memory than is allowed; {CONVERT}"
                );
            }
            Self::NotPkcs12 => "this is not a PKCS#12 file in DER, or it is damaged",
            Self::TooLarge => "the PKCS#12 file is larger than 256 KiB",
            Self::WrongPassword => "the password of the PKCS#12 file is wrong",
            Self::NoPassword => {
                "the PKCS#12 file cannot be read with the empty password; pass its password"
            }
            Self::OtherPassword => {
                "the PKCS#12 file has a part that is protected with another password than the file, or is damaged; export it anew with one password"
            }
            Self::NoKey => "the PKCS#12 file has no private key; export the certificate with it",
            Self::SeveralKeys => "the PKCS#12 file has more than one private key; export one alone",
            Self::NoCertificate => "the PKCS#12 file has no certificate",
            Self::NoCertificateOfKey => {
                "no certificate in the PKCS#12 file is known to be that of its private key"
            }
        })
    }
}
