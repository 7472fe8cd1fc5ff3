//! Verifies signatures of JSON Web Tokens.

use ring::digest;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    UnparsedPublicKey, VerificationAlgorithm,
};

use super::jwt::Jwt;

/// Whether the key of the certificate has signed the token, with an algorithm that Entra ID accepts.
pub(super) fn is_signed_by(jwt: &Jwt<'_>, certificate: &[u8]) -> bool {
    let algorithm: &dyn VerificationAlgorithm =
        match jwt.header.get("alg").and_then(|alg| alg.as_str()) {
            Some("RS256") => &RSA_PKCS1_2048_8192_SHA256,
            Some("PS256") => &RSA_PSS_2048_8192_SHA256,
            Some("ES256") => &ECDSA_P256_SHA256_FIXED,
            _ => return false,
        };
    let Ok((_, certificate)) = x509_parser::parse_x509_certificate(certificate) else {
        return false;
    };
    let key = &certificate.public_key().subject_public_key.data;
    UnparsedPublicKey::new(algorithm, key)
        .verify(jwt.signed.as_bytes(), &jwt.signature)
        .is_ok()
}

pub(super) fn sha1(certificate: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate)
        .as_ref()
        .to_vec()
}

pub(super) fn sha256(certificate: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, certificate)
        .as_ref()
        .to_vec()
}
