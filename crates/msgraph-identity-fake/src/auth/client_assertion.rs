//! Client assertions: tokens that the client or a trusted issuer has signed.
//! <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;

use super::aadsts::Aadsts;
use super::jwt::{Jwt, certificate, is_signed_by};
use crate::seed::{ApplicationSeed, FederatedCredentialSeed};

/// The accepted difference between the clocks of client and service.
const CLOCK_SKEW_SECONDS: i64 = 300;

/// A claim in errors, the code of the error, and whether the claim is the one of a federated credential.
type FederatedClaim = (
    &'static str,
    u32,
    fn(&Jwt<'_>, &FederatedCredentialSeed) -> bool,
);

#[rustfmt::skip]
const FEDERATED_CLAIMS: [FederatedClaim; 3] = [
    ("issuer", 700_211, |jwt, known| jwt.text("iss") == Some(&known.issuer)),
    ("subject", 700_213, |jwt, known| jwt.text("sub") == Some(&known.subject)),
    ("audience", 700_212, |jwt, known| jwt.is_for(|audience| audience == known.audience)),
];

/// What an assertion is checked against.
pub(super) struct Expected<'a> {
    pub(super) application: &'a ApplicationSeed,
    /// The accepted values of `aud`.
    pub(super) audiences: &'a [String],
    pub(super) now: i64,
}

impl Expected<'_> {
    pub(super) fn check(&self, assertion: &str) -> Result<(), Aadsts> {
        let jwt = Jwt::parse(assertion)
            .ok_or_else(|| Aadsts::invalid_request(50027, "JWT token is invalid or malformed."))?;
        self.check_times(&jwt)?;
        if jwt.text("iss") == Some(&self.application.client_id) {
            self.check_own(&jwt)
        } else {
            self.check_federated(&jwt)
        }
    }

    fn check_times(&self, jwt: &Jwt<'_>) -> Result<(), Aadsts> {
        let (not_before, expires) = (jwt.seconds("nbf"), jwt.seconds("exp"));
        let begun = not_before
            .is_none_or(|not_before| not_before <= self.now.saturating_add(CLOCK_SKEW_SECONDS));
        let goes_on =
            expires.is_some_and(|expires| expires.saturating_add(CLOCK_SKEW_SECONDS) > self.now);
        if begun && goes_on {
            return Ok(());
        }
        Err(Aadsts::invalid_client(
            700_024,
            "Client assertion is not within its valid time range. Please check the assertion's 'nbf' and 'exp'.",
        ))
    }

    /// Checks an assertion that the client has signed with the key of one of its certificates.
    fn check_own(&self, jwt: &Jwt<'_>) -> Result<(), Aadsts> {
        if jwt.text("sub") != Some(&self.application.client_id) {
            return Err(Aadsts::invalid_client(
                700_021,
                "Client assertion application identifier doesn't match 'client_id' parameter.",
            ));
        }
        let is_own = |audience: &str| {
            let mut audiences = self.audiences.iter();
            audiences.any(|known| known.eq_ignore_ascii_case(audience))
        };
        if !jwt.is_for(is_own) {
            return Err(Aadsts::invalid_client(
                700_023,
                "Client assertion audience claim does not match Realm issuer.",
            ));
        }
        let refused = |reason: &str| {
            let message =
                format!("Client assertion failed signature validation. [Reason - {reason}]");
            Err(Aadsts::invalid_client(700_027, message))
        };
        let certificates = self.application.certificates.iter();
        let mut certificates = certificates.filter_map(|pem| certificate(pem));
        match certificates.find(|der| is_named_by(jwt, der)) {
            None => refused("The key was not found."),
            Some(der) if is_signed_by(jwt, &der) => Ok(()),
            Some(_) => {
                refused("The key was found, but use of the key to verify the signature failed.")
            }
        }
    }

    /// Checks an assertion of an issuer that the application trusts for one subject.
    fn check_federated(&self, jwt: &Jwt<'_>) -> Result<(), Aadsts> {
        let mut known: Vec<_> = self.application.federated_credentials.iter().collect();
        for (name, code, fits) in FEDERATED_CLAIMS {
            known.retain(|credential| fits(jwt, credential));
            if known.is_empty() {
                let message = format!(
                    "No matching federated identity record found for presented assertion {name}."
                );
                return Err(Aadsts::invalid_client(code, message));
            }
        }
        let pem = known.first().and_then(|found| found.certificate.as_ref());
        match pem.is_none_or(|pem| certificate(pem).is_some_and(|der| is_signed_by(jwt, &der))) {
            true => Ok(()),
            false => Err(Aadsts::invalid_client(
                700_027,
                "Client assertion failed signature validation. [Reason - The key was not found.]",
            )),
        }
    }
}

/// Whether the header names the certificate, as `x5t#S256` or the older `x5t`. Clients write them in either alphabet of
/// base64, with or without padding.
fn is_named_by(jwt: &Jwt<'_>, der: &[u8]) -> bool {
    let names = |header: &str, algorithm| {
        let named = jwt.header.get(header).and_then(|value| value.as_str());
        let named = named.map(|text| text.trim_end_matches('=').replace('+', "-"));
        let named = named.and_then(|text| URL_SAFE_NO_PAD.decode(text.replace('/', "_")).ok());
        named.is_some_and(|named| named == digest::digest(algorithm, der).as_ref())
    };
    names("x5t#S256", &digest::SHA256) || names("x5t", &digest::SHA1_FOR_LEGACY_USE_ONLY)
}
