//! How Microsoft Entra authenticates to the web API of a connector, as the service shows it.

use msgraph_identity_core::UnknownKind;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Certificate;

/// How Microsoft Entra authenticates to the web API of a connector, as the service shows it. To set it, use
/// [`ConnectorAuth`](crate::ConnectorAuth).
///
/// serde reads it from the JSON of Graph, and writes it with the names of Graph and without secrets.
///
/// See [apiAuthenticationConfigurationBase](https://learn.microsoft.com/graph/api/resources/apiauthenticationconfigurationbase).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "@odata.type")]
#[non_exhaustive]
pub enum Authentication {
    /// A user name, and a password that the service does not show.
    #[serde(rename = "#microsoft.graph.basicAuthentication")]
    Basic(BasicAuthentication),
    /// Client certificates that were uploaded, active or not.
    #[serde(rename = "#microsoft.graph.clientCertificateAuthentication")]
    ClientCertificates(ClientCertificates),
    /// A certificate with its private key. The service accepts it and shows it as
    /// [`ClientCertificates`](Self::ClientCertificates). It has not been seen to return this kind.
    #[serde(rename = "#microsoft.graph.pkcs12Certificate")]
    Pkcs12,
    /// A kind that this crate does not know, as it came. [`ConnectorAuth::unknown`](crate::ConnectorAuth::unknown) sends it back.
    /// serde writes only its name.
    #[serde(untagged)]
    Unknown(#[serde(serialize_with = "write_name")] UnknownKind),
}

/// Basic authentication, without the password. serde reads and writes `{"username": …}`, and ignores the password.
///
/// See [basicAuthentication](https://learn.microsoft.com/graph/api/resources/basicauthentication).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasicAuthentication {
    #[serde(default)]
    pub(crate) username: Option<String>,
}

impl BasicAuthentication {
    /// The user name.
    pub fn username(&self) -> Option<&str> {
        self.username.as_deref()
    }
}

/// The client certificates of a connector. serde reads and writes `{"certificateList": […]}`, as Graph does.
///
/// See [clientCertificateAuthentication](https://learn.microsoft.com/graph/api/resources/clientcertificateauthentication).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCertificates {
    #[serde(
        rename = "certificateList",
        default,
        deserialize_with = "null_as_empty"
    )]
    pub(crate) certificates: Vec<Certificate>,
}

impl ClientCertificates {
    /// All certificates that were uploaded, active or not, in the order of the service.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The certificate in use, if there is one.
    pub fn active(&self) -> Option<&Certificate> {
        self.certificates
            .iter()
            .find(|certificate| certificate.is_active())
    }
}

/// Writes the name of the kind. Its properties may be secrets.
fn write_name<S: Serializer>(kind: &UnknownKind, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    if let Some(name) = kind.odata_type() {
        map.serialize_entry("@odata.type", name)?;
    }
    map.end()
}

/// Reads a list that may be null.
fn null_as_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Certificate>, D::Error> {
    let list: Option<_> = Deserialize::deserialize(deserializer)?;
    Ok(list.unwrap_or_default())
}
