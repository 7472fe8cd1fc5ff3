//! Reads the types from the contract.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Access, Enumeration, Kind, Property, StructuredType};
use crate::graph_version::GraphVersion;
use crate::switches::choices::CloudProfile;

type Types = HashMap<String, &'static StructuredType>;

const V1: &str = include_str!("../../contracts/v1.0.yaml");
const BETA: &str = include_str!("../../contracts/beta.yaml");

static GLOBAL_V1: LazyLock<Types> = LazyLock::new(|| read(V1, CloudProfile::Global));
static GLOBAL_BETA: LazyLock<Types> = LazyLock::new(|| read(BETA, CloudProfile::Global));
static NATIONAL_V1: LazyLock<Types> = LazyLock::new(|| read(V1, CloudProfile::National));
static NATIONAL_BETA: LazyLock<Types> = LazyLock::new(|| read(BETA, CloudProfile::National));

/// Stands for a type that the contract does not have.
static UNKNOWN: StructuredType = StructuredType {
    name: String::new(),
    properties: Vec::new(),
};

/// The type with this name. The contract is read when its first type is needed.
pub(super) fn structured_type(
    name: &str,
    version: GraphVersion,
    cloud: CloudProfile,
) -> &'static StructuredType {
    let types = match (version, cloud) {
        (GraphVersion::V1, CloudProfile::Global) => &GLOBAL_V1,
        (GraphVersion::Beta, CloudProfile::Global) => &GLOBAL_BETA,
        (GraphVersion::V1, CloudProfile::National) => &NATIONAL_V1,
        (GraphVersion::Beta, CloudProfile::National) => &NATIONAL_BETA,
    };
    types.get(name).copied().unwrap_or(&UNKNOWN)
}

#[derive(Default, Deserialize)]
struct Components {
    schemas: BTreeMap<String, Schema>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Schema {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(rename = "type")]
    ty: String,
    format: String,
    nullable: bool,
    read_only: bool,
    #[serde(rename = "x-ms-navigationProperty")]
    is_navigation: bool,
    #[serde(rename = "enum")]
    members: Vec<Option<String>>,
    properties: BTreeMap<String, Schema>,
    items: Option<Box<Schema>>,
    all_of: Vec<Schema>,
    any_of: Vec<Schema>,
    one_of: Vec<Schema>,
}

fn read(contract: &str, cloud: CloudProfile) -> Types {
    // The paths are as long as the components, and nothing in them is needed.
    let (_, components) = contract.split_once("\ncomponents:\n").unwrap_or_default();
    let Components { schemas } = yaml_serde::from_str(components).unwrap_or_default();
    let mut reader = Reader {
        schemas: &schemas,
        cloud,
        types: Types::new(),
    };
    for name in schemas.keys() {
        reader.structured_type(name);
    }
    reader.types
}

struct Reader<'a> {
    schemas: &'a BTreeMap<String, Schema>,
    cloud: CloudProfile,
    types: Types,
}

impl Reader<'_> {
    fn structured_type(&mut self, name: &str) -> &'static StructuredType {
        if let Some(known) = self.types.get(name) {
            return known;
        }
        let mut properties = Vec::new();
        self.add_properties(name, self.schemas.get(name), &mut properties);
        let name = name.to_owned();
        let ty: &StructuredType = Box::leak(Box::new(StructuredType { name, properties }));
        self.types.insert(ty.name.clone(), ty);
        ty
    }

    /// Adds the properties of a schema, and those of its base types.
    fn add_properties(&mut self, owner: &str, schema: Option<&Schema>, to: &mut Vec<Property>) {
        let Some(schema) = schema else { return };
        if let Some(name) = schema.target() {
            return self.add_properties(owner, self.schemas.get(name), to);
        }
        for part in &schema.all_of {
            self.add_properties(owner, Some(part), to);
        }
        for (name, schema) in &schema.properties {
            if self.has(owner, name) {
                to.push(self.property(name, schema));
            }
        }
    }

    fn has(&self, owner: &str, name: &str) -> bool {
        let is = |ty: &str| {
            owner.strip_prefix("microsoft.graph.crossTenantAccessPolicyConfiguration") == Some(ty)
        };
        let national = self.cloud == CloudProfile::National;
        match name {
            // The steps of a user flow have a path of their own.
            "apiConnectorConfiguration" => false,
            // What the metadata of the national clouds does not have.
            "allowedCloudEndpoints"
            | "appServiceConnectInbound"
            | "blockServiceProviderOutboundAccess"
            | "crossCloudMeetingConfiguration"
            | "isInMultiTenantOrganization"
            | "m365CollaborationInbound"
            | "m365CollaborationOutbound"
            | "protectedContentSharing"
            | "tenantRestrictions" => !national,
            "automaticUserConsentSettings" => !(national && is("Default")),
            "deletedDateTime" => !(national && is("Partner")),
            _ => !name.starts_with('@'),
        }
    }

    fn property(&mut self, name: &str, schema: &Schema) -> Property {
        // The alternative to a type is null.
        let of = schema.any_of.first().unwrap_or(schema);
        let kind = match self.kind(of) {
            Kind::Complex(ty) if schema.is_navigation => Kind::Navigation(ty),
            // The contract has GUIDs as strings.
            Kind::String if name == "tenantId" => Kind::Guid,
            kind => kind,
        };
        let access = match kind {
            _ if schema.read_only => Access::ReadOnly,
            Kind::Guid => Access::Key,
            _ => Access::ReadWrite,
        };
        Property {
            name: name.to_owned(),
            kind,
            access,
            nullable: schema.nullable || !schema.any_of.is_empty(),
        }
    }

    fn kind(&mut self, schema: &Schema) -> Kind {
        if let Some(name) = schema.target() {
            let target = self.schemas.get(name);
            return match target {
                Some(target) if !target.members.is_empty() => Kind::Enumeration(Enumeration {
                    name: name.to_owned(),
                    members: target.members.iter().flatten().cloned().collect(),
                }),
                Some(target) if !target.one_of.is_empty() => {
                    let names = target.one_of.iter().filter_map(Schema::target);
                    Kind::Polymorphic(names.map(|name| self.structured_type(name)).collect())
                }
                _ => Kind::Complex(self.structured_type(name)),
            };
        }
        match (schema.ty.as_str(), schema.format.as_str(), &schema.items) {
            ("boolean", ..) => Kind::Boolean,
            ("number", "int64", _) => Kind::Int64,
            ("number", ..) => Kind::Single,
            ("array", _, Some(items)) => Kind::Collection(Box::new(self.kind(items))),
            _ => Kind::String,
        }
    }
}

impl Schema {
    /// The name of the schema that this one refers to.
    fn target(&self) -> Option<&str> {
        self.reference.as_deref()?.rsplit('/').next()
    }
}
