//! The types of Microsoft Graph that the fake has, and the check of request bodies against them.

pub(crate) mod check_body;
pub(crate) mod connector_types;
pub(crate) mod default_types;
pub(crate) mod partner_types;
pub(crate) mod tenant_types;

use serde_json::{Map, Value};

use crate::graph_version::GraphVersion;

/// The properties of an entity, by name.
pub(crate) type Properties = Map<String, Value>;

/// A collection of entities, or the single entity that each item of a collection contains.
#[derive(Debug)]
pub(crate) struct EntitySet {
    pub(crate) ty: &'static StructuredType,
    /// The path of the collection below the service root, which is also its name in `@odata.context`.
    pub(crate) path: &'static str,
    /// The property that identifies an item in a path. Empty if there is only one entity.
    pub(crate) key: &'static str,
    /// What follows the key in the path of an entity.
    pub(crate) suffix: &'static str,
}

/// An entity or complex type.
#[derive(Debug)]
pub(crate) struct StructuredType {
    /// With its namespace, as in `@odata.type`.
    pub(crate) name: &'static str,
    pub(crate) properties: &'static [Property],
}

/// An enumeration type.
#[derive(Debug)]
pub(crate) struct Enumeration {
    /// With its namespace.
    pub(crate) name: &'static str,
    pub(crate) members: &'static [&'static str],
}

#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) nullable: bool,
    /// The only version that has it, or `None` if both have it.
    pub(crate) only: Option<GraphVersion>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    String,
    Boolean,
    Guid,
    Int64,
    Single,
    Enumeration(&'static Enumeration),
    Complex(&'static StructuredType),
    Collection(&'static Kind),
    /// A complex value of one of these derived types. The owner of the property checks it.
    Polymorphic(&'static [&'static StructuredType]),
    /// Another entity, which answers contain only with `$expand`.
    Navigation(&'static StructuredType),
}

impl Kind {
    /// The name of the type, without the namespace `Edm`. A polymorphic value has none.
    pub(crate) fn type_name(&self) -> String {
        match self {
            Self::String => "String".into(),
            Self::Boolean => "Boolean".into(),
            Self::Guid => "Guid".into(),
            Self::Int64 => "Int64".into(),
            Self::Single => "Single".into(),
            Self::Enumeration(of) => of.name.into(),
            Self::Complex(ty) | Self::Navigation(ty) => ty.name.into(),
            Self::Collection(of) => format!("Collection({})", of.type_name()),
            Self::Polymorphic(_) => String::new(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    ReadWrite,
    ReadOnly,
    /// Can be set only when the entity is created.
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
        self.only = Some(GraphVersion::Beta);
        self
    }

    pub(crate) fn is_in(&self, version: GraphVersion) -> bool {
        self.only.is_none_or(|only| only == version)
    }
}

impl StructuredType {
    /// Whether values may have an `@odata.type`.
    pub(crate) fn has_annotation(&self) -> bool {
        self.name != partner_types::TENANT_RESTRICTIONS.name
    }

    pub(crate) fn property(&self, version: GraphVersion, name: &str) -> Option<&'static Property> {
        self.properties
            .iter()
            .find(|property| property.name == name && property.is_in(version))
    }
}

/// A navigation property whose entity comes with the answer.
#[derive(Debug, PartialEq)]
pub(crate) struct Expansion {
    pub(crate) name: &'static str,
    /// The properties of the other entity that are kept, or `None` for all of them.
    pub(crate) select: Option<Vec<String>>,
}
