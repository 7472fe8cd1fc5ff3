//! The private key of an application.

use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PSS_SHA256;

use crate::Error;
use crate::credential::azure::application::unusable;

/// An RSA key that signs as `PS256`.
pub(super) struct SigningKey(KeyPair);

impl SigningKey {
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, Error> {
        accept(KeyPair::from_der(der).map_err(|error| error.to_string()))
    }

    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, Error> {
        accept(KeyPair::from_pkcs8(der).map_err(|error| error.to_string()))
    }

    /// Whether the certificate has this key's public key.
    pub(super) fn is_of(&self, certificate: &[u8]) -> bool {
        let Ok((rest, certificate)) = x509_parser::parse_x509_certificate(certificate) else {
            return false;
        };
        let public_key = &certificate.public_key().subject_public_key.data;
        rest.is_empty() && **public_key == *self.0.public().as_ref()
    }

    /// The signature, or `None` if the operating system has no random numbers.
    pub(super) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        let signed = self.0.sign(
            &RSA_PSS_SHA256,
            &SystemRandom::new(),
            message,
            &mut signature,
        );
        signed.ok().map(|()| signature)
    }
}

pub(super) fn not_rsa() -> Error {
    unusable(
        "the private key of the client certificate is not an RSA key; use a certificate with RSA",
    )
}

/// A key, or why ring refuses it.
fn accept(key: Result<KeyPair, String>) -> Result<SigningKey, Error> {
    let reason = match key {
        Ok(key) => return Ok(SigningKey(key)),
        Err(reason) => reason,
    };
    Err(unusable(match reason.as_str() {
        "WrongAlgorithm" => return Err(not_rsa()),
        "TooSmall" => {
            "the RSA key of the client certificate is too short; use one of 2048 to 4096 bits"
                .into()
        }
        "TooLarge" => {
            "the RSA key of the client certificate is too long; use one of 2048 to 4096 bits".into()
        }
        other => format!("the RSA key of the client certificate cannot be used: {other}"),
    }))
}
