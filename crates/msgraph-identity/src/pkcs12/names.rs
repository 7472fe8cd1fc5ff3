//! Identifiers of algorithms and structures, and the names that OpenSSL has for them.

use der::asn1::ObjectIdentifier;

pub(super) const DATA: &str = "1.2.840.113549.1.7.1";
pub(super) const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";

pub(super) const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
pub(super) const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
pub(super) const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
pub(super) const NESTED_BAGS: &str = "1.2.840.113549.1.12.10.1.6";
pub(super) const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
pub(super) const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";

pub(super) const PBES2: &str = "1.2.840.113549.1.5.13";
pub(super) const PBMAC1: &str = "1.2.840.113549.1.5.14";
pub(super) const PBKDF2: &str = "1.2.840.113549.1.5.12";
pub(super) const SCRYPT: &str = "1.3.6.1.4.1.11591.4.11";

pub(super) const PBE_3DES: &str = "1.2.840.113549.1.12.1.3";
pub(super) const PBE_2DES: &str = "1.2.840.113549.1.12.1.4";
pub(super) const PBE_RC2_128: &str = "1.2.840.113549.1.12.1.5";
pub(super) const PBE_RC2_40: &str = "1.2.840.113549.1.12.1.6";

/// What files have that is not supported.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("1.2.840.113549.1.7.2", "signedData"),
    ("1.2.840.113549.1.7.3", "envelopedData"),
    (NESTED_BAGS, "safeContentsBag"),
    ("1.2.840.113549.1.12.1.1", "pbeWithSHA1And128BitRC4"),
    ("1.2.840.113549.1.12.1.2", "pbeWithSHA1And40BitRC4"),
    ("1.2.840.113549.1.5.1", "pbeWithMD2AndDES-CBC"),
    ("1.2.840.113549.1.5.3", "pbeWithMD5AndDES-CBC"),
    ("1.2.840.113549.1.5.4", "pbeWithMD2AndRC2-CBC"),
    ("1.2.840.113549.1.5.6", "pbeWithMD5AndRC2-CBC"),
    ("1.2.840.113549.1.5.10", "pbeWithSHA1AndDES-CBC"),
    ("1.2.840.113549.1.5.11", "pbeWithSHA1AndRC2-CBC"),
    ("1.2.840.113549.3.2", "RC2-CBC"),
    ("1.2.840.113549.3.4", "RC4"),
    ("1.3.14.3.2.7", "DES-CBC"),
    ("2.16.840.1.101.3.4.1.1", "AES-128-ECB"),
    ("2.16.840.1.101.3.4.1.3", "AES-128-OFB"),
    ("2.16.840.1.101.3.4.1.4", "AES-128-CFB"),
    ("2.16.840.1.101.3.4.1.6", "AES-128-GCM"),
    ("2.16.840.1.101.3.4.1.21", "AES-192-ECB"),
    ("2.16.840.1.101.3.4.1.23", "AES-192-OFB"),
    ("2.16.840.1.101.3.4.1.24", "AES-192-CFB"),
    ("2.16.840.1.101.3.4.1.26", "AES-192-GCM"),
    ("2.16.840.1.101.3.4.1.41", "AES-256-ECB"),
    ("2.16.840.1.101.3.4.1.43", "AES-256-OFB"),
    ("2.16.840.1.101.3.4.1.44", "AES-256-CFB"),
    ("2.16.840.1.101.3.4.1.46", "AES-256-GCM"),
    ("1.2.410.200004.1.4", "SEED-CBC"),
    ("1.2.840.113533.7.66.10", "CAST5-CBC"),
    ("1.3.6.1.4.1.3029.1.2", "BF-CBC"),
    ("2.16.840.1.101.3.4.2.7", "SHA3-224"),
    ("2.16.840.1.101.3.4.2.8", "SHA3-256"),
    ("2.16.840.1.101.3.4.2.9", "SHA3-384"),
    ("2.16.840.1.101.3.4.2.10", "SHA3-512"),
    ("2.16.840.1.101.3.4.2.13", "hmacWithSHA3-224"),
    ("2.16.840.1.101.3.4.2.14", "hmacWithSHA3-256"),
    ("2.16.840.1.101.3.4.2.15", "hmacWithSHA3-384"),
    ("2.16.840.1.101.3.4.2.16", "hmacWithSHA3-512"),
    ("1.2.156.10197.1.401", "SM3"),
    ("1.2.156.10197.1.401.2", "hmacWithSM3"),
    ("1.3.36.3.2.1", "RIPEMD-160"),
    ("1.3.6.1.4.1.1722.12.2.1.16", "BLAKE2b-512"),
    ("1.3.6.1.4.1.1722.12.2.2.8", "BLAKE2s-256"),
    ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012"),
    ("1.2.643.7.1.1.2.2", "GOST R 34.11-2012"),
];

/// Name and identifier of something that is not supported.
pub(super) fn of(oid: &ObjectIdentifier) -> String {
    let oid = oid.to_string();
    match UNSUPPORTED.iter().find(|(id, _)| *id == oid) {
        Some((_, name)) => format!("{name} ({oid})"),
        None => format!("the algorithm or structure {oid}"),
    }
}
