//! `identityApiConnector` and the kinds of its authentication:
//! <https://learn.microsoft.com/graph/api/resources/identityapiconnector>.

use super::{EntitySet, Kind, Property, StructuredType};

pub(crate) static API_CONNECTORS: EntitySet = EntitySet {
    ty: &IDENTITY_API_CONNECTOR,
    path: "identity/apiConnectors",
    key: "id",
    suffix: "",
};

pub(crate) static IDENTITY_API_CONNECTOR: StructuredType = StructuredType {
    name: "microsoft.graph.identityApiConnector",
    properties: &[
        Property::new("id", Kind::String).read_only(),
        Property::new("displayName", Kind::String),
        Property::new("targetUrl", Kind::String),
        Property::new(
            "authenticationConfiguration",
            Kind::Polymorphic(&[
                &BASIC_AUTHENTICATION,
                &PKCS12_CERTIFICATE,
                &CLIENT_CERTIFICATE_AUTHENTICATION,
            ]),
        ),
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

/// Only responses have this type.
pub(crate) static CLIENT_CERTIFICATE_AUTHENTICATION: StructuredType = StructuredType {
    name: "microsoft.graph.clientCertificateAuthentication",
    properties: &[Property::new(
        "certificateList",
        Kind::Collection(&Kind::Complex(&PKCS12_CERTIFICATE_INFORMATION)),
    )
    .read_only()],
};

static PKCS12_CERTIFICATE_INFORMATION: StructuredType = StructuredType {
    name: "microsoft.graph.pkcs12CertificateInformation",
    properties: &[
        Property::new("isActive", Kind::Boolean),
        Property::new("notAfter", Kind::Int64),
        Property::new("notBefore", Kind::Int64),
        Property::new("thumbprint", Kind::String),
    ],
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
