//! A tenant by its id or by a domain name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::text_form;
use crate::{DomainName, Error, TenantId};

/// A tenant by its id or by one of its domain names. serde reads and writes it as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum TenantRef {
    /// The tenant with this id.
    Id(TenantId),
    /// The tenant that has this domain name.
    Domain(DomainName),
}

impl FromStr for TenantRef {
    type Err = Error;

    /// Reads the text as a domain name if it has a period, else as an id.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.contains('.') {
            text.parse().map(Self::Domain)
        } else {
            text.parse().map(Self::Id)
        }
    }
}

text_form!(TenantRef);

impl From<TenantId> for TenantRef {
    fn from(id: TenantId) -> Self {
        Self::Id(id)
    }
}

impl From<DomainName> for TenantRef {
    fn from(domain: DomainName) -> Self {
        Self::Domain(domain)
    }
}

impl fmt::Display for TenantRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Domain(domain) => domain.fmt(f),
        }
    }
}
