//! JSON Web Tokens: their compact form, and their signatures.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    UnparsedPublicKey, VerificationAlgorithm,
};
use serde_json::{Map, Value};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

/// The parts of a token, not verified.
pub(crate) struct Jwt<'a> {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    /// The input of the signature.
    pub(crate) signed: &'a str,
    pub(crate) signature: Vec<u8>,
}

impl<'a> Jwt<'a> {
    pub(crate) fn parse(token: &'a str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    pub(crate) fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim).and_then(Value::as_str)
    }

    /// Whether a token is for one of the audiences that are wanted. Kubernetes writes a list of them.
    pub(super) fn is_for(&self, is_wanted: impl Fn(&str) -> bool) -> bool {
        match self.claims.get("aud") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).any(is_wanted),
            _ => self.text("aud").is_some_and(is_wanted),
        }
    }

    /// A NumericDate. Some issuers write a fraction, which is ignored.
    pub(crate) fn seconds(&self, claim: &str) -> Option<i64> {
        let value = self.claims.get(claim)?;
        value
            .as_i64()
            .or_else(|| value.as_f64().map(|seconds| seconds as i64))
    }
}

/// The part before the signature: header and claims.
pub(crate) fn signing_input(header: &Value, claims: &Value) -> String {
    format!(
        "{}.{}",
        encode(header.to_string().as_bytes()),
        encode(claims.to_string().as_bytes())
    )
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// A certificate in PEM, as DER.
pub(crate) fn certificate(pem: &str) -> Option<CertificateDer<'static>> {
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    x509_parser::parse_x509_certificate(&der).ok()?;
    Some(der)
}

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
