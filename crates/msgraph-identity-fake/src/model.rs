//! The types of Microsoft Graph that the fake has, and the check of request bodies against them.

pub(crate) mod check_body;
mod contract;
pub(crate) mod entity_sets;

use serde_json::{Map, Value};

use crate::graph_version::GraphVersion;
use crate::switches::choices::CloudProfile;

/// The properties of an entity, by name.
pub(crate) type Properties = Map<String, Value>;

/// A collection of entities, or the single entity that each item of a collection contains.
#[derive(Debug)]
pub(crate) struct EntitySet {
    /// The name of the type, with its namespace.
    type_name: &'static str,
    /// The path of the collection below the service root, which is also its name in `@odata.context`.
    pub(crate) path: &'static str,
    /// The property that identifies an item in a path. Empty if there is only one entity.
    pub(crate) key: &'static str,
    /// What follows the key in the path of an entity.
    pub(crate) suffix: &'static str,
}

impl EntitySet {
    pub(crate) fn ty(&self, version: GraphVersion, cloud: CloudProfile) -> &'static StructuredType {
        contract::structured_type(self.type_name, version, cloud)
    }
}

/// An entity or complex type.
#[derive(Debug)]
pub(crate) struct StructuredType {
    /// With its namespace, as in `@odata.type`.
    pub(crate) name: String,
    pub(crate) properties: Vec<Property>,
}

/// An enumeration type.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// With its namespace.
    pub(crate) name: String,
    pub(crate) members: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) nullable: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    String,
    Boolean,
    Guid,
    Int64,
    Single,
    Enumeration(Enumeration),
    Complex(&'static StructuredType),
    Collection(Box<Kind>),
    /// A complex value of one of these derived types. The owner of the property checks it.
    Polymorphic(Vec<&'static StructuredType>),
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
            Self::Enumeration(of) => of.name.clone(),
            Self::Complex(ty) | Self::Navigation(ty) => ty.name.clone(),
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

impl StructuredType {
    /// Whether values may have an `@odata.type`. The service neither returns nor accepts it in tenant restrictions:
    /// <https://github.com/deploymenttheory/terraform-provider-microsoft365>.
    pub(crate) fn has_annotation(&self) -> bool {
        self.name != "microsoft.graph.crossTenantAccessPolicyTenantRestrictions"
    }

    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }
}

/// A navigation property whose entity comes with the answer.
#[derive(Debug)]
pub(crate) struct Expansion {
    pub(crate) name: &'static str,
    /// The type of the other entity.
    pub(crate) ty: &'static StructuredType,
    /// The properties of the other entity that are kept, or `None` for all of them.
    pub(crate) select: Option<Vec<String>>,
}

impl Expansion {
    pub(crate) fn selected(&self, mut entity: Properties) -> Properties {
        if let Some(select) = &self.select {
            entity.retain(|name, _| select.contains(name));
        }
        entity
    }
}
