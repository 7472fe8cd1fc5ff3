//! A certificate with its private key.

use msgraph_identity_core::Secret;

/// A certificate with its private key.
#[derive(Clone, Debug, PartialEq)]
pub struct Pkcs12 {
    value: Secret,
    password: Secret,
}
impl Pkcs12 {
    pub(crate) fn value(&self) -> &Secret {
        &self.value
    }
    pub(crate) fn password(&self) -> &Secret {
        &self.password
    }
}
