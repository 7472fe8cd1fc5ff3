//! The types of Microsoft Graph that the fake knows, and how bodies are checked against them.

pub(crate) mod check_body;
pub(crate) mod connector_types;
pub(crate) mod partner_types;

use crate::api_version::ApiVersion;

/// An entity or complex type.
#[derive(Debug)]
pub(crate) struct StructuredType {
    /// With its namespace, as in `@odata.type`.
    pub(crate) name: &'static str,
    pub(crate) properties: &'static [Property],
}

#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) nullable: bool,
    /// The only version that has it; none: both do.
    pub(crate) only: Option<ApiVersion>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    String,
    Boolean,
    Guid,
    Complex(&'static StructuredType),
    Collection(&'static Kind),
    /// A complex type with derived types: whoever owns the property checks its value.
    Polymorphic,
    /// Another entity, no part of this one's own body: it comes with `$expand`.
    Navigation(&'static StructuredType),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    ReadWrite,
    ReadOnly,
    /// Can be set on create only.
    Key,
}

impl Property {
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            access: Access::ReadWrite,
            nullable: true,
            only: None,
        }
    }

    pub(crate) const fn read_only(mut self) -> Self {
        self.access = Access::ReadOnly;
        self
    }

    pub(crate) const fn key(mut self) -> Self {
        self.access = Access::Key;
        self
    }

    pub(crate) const fn not_null(mut self) -> Self {
        self.nullable = false;
        self
    }

    pub(crate) const fn beta(mut self) -> Self {
        self.only = Some(ApiVersion::Beta);
        self
    }

    pub(crate) fn is_in(&self, version: ApiVersion) -> bool {
        self.only.is_none_or(|only| only == version)
    }
}

impl StructuredType {
    pub(crate) fn property(&self, version: ApiVersion, name: &str) -> Option<&'static Property> {
        self.properties
            .iter()
            .find(|property| property.name == name && property.is_in(version))
    }
}
