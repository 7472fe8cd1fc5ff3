//! `identityApiConnector` and the kinds of its authentication:
//! <https://learn.microsoft.com/graph/api/resources/identityapiconnector>.

use super::{Kind, Property, StructuredType};

pub(crate) static IDENTITY_API_CONNECTOR: StructuredType = StructuredType {
    name: "microsoft.graph.identityApiConnector",
    properties: &[
        Property::new("id", Kind::String).read_only(),
        Property::new("displayName", Kind::String),
        Property::new("targetUrl", Kind::String),
        Property::new("authenticationConfiguration", Kind::Polymorphic),
    ],
};

pub(crate) static BASIC_AUTHENTICATION: StructuredType = StructuredType {
    name: "microsoft.graph.basicAuthentication",
    properties: &[
        Property::new("username", Kind::String),
        Property::new("password", Kind::String),
    ],
};

pub(crate) static PKCS12_CERTIFICATE: StructuredType = StructuredType {
    name: "microsoft.graph.pkcs12Certificate",
    properties: PKCS12_PROPERTIES,
};

/// A result type only: its properties can't be sent.
pub(crate) static CLIENT_CERTIFICATE_AUTHENTICATION: StructuredType = StructuredType {
    name: "microsoft.graph.clientCertificateAuthentication",
    properties: &[],
};

/// The parameters of the action `uploadClientCertificate` are those of a certificate.
pub(crate) static UPLOAD_CLIENT_CERTIFICATE: StructuredType = StructuredType {
    name: "microsoft.graph.identityApiConnector.uploadClientCertificate",
    properties: PKCS12_PROPERTIES,
};

const PKCS12_PROPERTIES: &[Property] = &[
    Property::new("pkcs12Value", Kind::String),
    Property::new("password", Kind::String),
];
