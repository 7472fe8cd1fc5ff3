//! The application that signs in, and the tenant that it signs in to.

use std::fmt;

use crate::credential::foreign::{ShownId, is_host};
use crate::error::Configuration;
use crate::{Error, TenantId};

/// Names that stand for any tenant. An application signs in to one tenant.
const ANY_TENANT: [&str; 3] = ["common", "organizations", "consumers"];

/// An application of a tenant, as the caller names them.
#[derive(Clone)]
pub(super) struct Application {
    pub(super) tenant: String,
    pub(super) client_id: String,
}

impl Application {
    pub(super) fn new(tenant: impl Into<String>, client_id: impl Into<String>) -> Self {
        Self {
            tenant: tenant.into(),
            client_id: client_id.into(),
        }
    }

    /// The tenant, if it is named by its id and not by a domain.
    pub(super) fn tenant_id(&self) -> Option<TenantId> {
        self.tenant.parse().ok()
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        check_tenant(&self.tenant)?;
        check_client_id(&self.client_id)
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("tenant", &ShownTenant(&self.tenant))
            .field("client_id", &ShownId(&self.client_id))
            .finish()
    }
}

/// A tenant that may be a secret in the wrong place: itself if it is an id or a domain.
pub(super) struct ShownTenant<'a>(pub(super) &'a str);

impl fmt::Debug for ShownTenant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_domain(self.0) && is_host(self.0) {
            f.write_str(self.0)
        } else {
            ShownId(self.0).fmt(f)
        }
    }
}

/// The tenant is a part of the path of its token endpoint. What is neither an id nor a domain would lead elsewhere.
pub(super) fn check_tenant(tenant: &str) -> Result<(), Error> {
    if ANY_TENANT
        .iter()
        .any(|any| tenant.eq_ignore_ascii_case(any))
    {
        let text = format!(
            "{} stands for any tenant, but an application signs in to one; name it by its id or one of its domains",
            tenant.to_ascii_lowercase()
        );
        return Err(unusable(text));
    }
    if tenant.parse::<TenantId>().is_ok() || is_domain(tenant) {
        return Ok(());
    }
    Err(unusable(
        "the tenant is neither an id nor a domain; write it like 9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01 or contoso.onmicrosoft.com",
    ))
}

pub(super) fn check_client_id(client_id: &str) -> Result<(), Error> {
    let is_usable = |c: char| c.is_ascii_graphic();
    if !client_id.is_empty() && client_id.chars().all(is_usable) {
        return Ok(());
    }
    Err(unusable(
        "the client id is empty or has characters that no client id has; pass the application (client) id of the app registration",
    ))
}

pub(super) fn unusable(text: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Configuration::Credential(text.into(), None).into()
}

/// Labels of letters, digits and hyphens, at least two of them.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_is_an_id_or_a_domain() {
        for tenant in [
            "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01",
            "9C5D0F0E-3DE8-4DB4-A5C9-1F3C5A7E9B01",
            "contoso.onmicrosoft.com",
            "xn--bcher-kva.example",
            "a.b",
        ] {
            assert!(check_tenant(tenant).is_ok(), "{tenant}");
        }
        for tenant in [
            "",
            " ",
            "contoso",
            ".",
            "..",
            "a..b",
            ".a.b",
            "a.b.",
            "-a.b",
            "a/b.c",
            "a.b?c",
            "a.b#c",
            "a%2f.b",
            "a.b/../common",
            "bücher.example",
            "contoso.com\n",
            "{9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01}",
        ] {
            let error = check_tenant(tenant).unwrap_err();
            assert!(error.is_configuration(), "{tenant:?}");
        }
    }
}
