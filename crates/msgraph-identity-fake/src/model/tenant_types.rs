//! `tenantInformation`: <https://learn.microsoft.com/graph/api/resources/tenantinformation>.

use super::{EntitySet, Kind, Property, StructuredType};

pub(crate) static TENANT_INFORMATION: EntitySet = EntitySet {
    ty: &StructuredType {
        name: "microsoft.graph.tenantInformation",
        properties: &[
            Property::new("tenantId", Kind::Guid),
            Property::new("displayName", Kind::String),
            Property::new("defaultDomainName", Kind::String),
            Property::new("federationBrandName", Kind::String),
        ],
    },
    path: "microsoft.graph.tenantInformation",
    key: "",
    suffix: "",
};
