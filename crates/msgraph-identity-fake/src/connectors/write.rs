//! The values that a create or update of a connector sets.

use serde_json::Value;

use super::connector::{Authentication, Certificate, Connector};
use super::pkcs12::Budget;
use crate::graph_error::GraphError;
use crate::model::check_body::{Check, type_name};
use crate::model::{Kind, Properties, StructuredType};
use crate::switches::{ClientCertificateAuthentication, Switches};

const AUTHENTICATION: &str = "authenticationConfiguration";
const PKCS12: &str = "microsoft.graph.pkcs12Certificate";
const CLIENT_CERTIFICATE: &str = "microsoft.graph.clientCertificateAuthentication";

/// What the body had.
pub(crate) struct ConnectorWrite {
    properties: Properties,
    /// Inside, `None` is the JSON `null`.
    authentication: Option<Option<Authentication>>,
}

impl ConnectorWrite {
    pub(crate) fn from_body(
        body: Value,
        ty: &StructuredType,
        check: Check,
        switches: &Switches,
        budget: &mut Budget,
    ) -> Result<Self, GraphError> {
        let mut members = check.body(body, ty)?;
        let authentication = match members.remove(AUTHENTICATION) {
            None => None,
            Some(Value::Null) => Some(None),
            Some(value) => authentication(value, kinds(ty), check, switches, budget)?.map(Some),
        };
        let is_https = |url: &str| {
            let start = url.get(..8);
            start.is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        };
        let target_url = members.get("targetUrl").and_then(Value::as_str);
        if switches.target_url_https && !target_url.is_none_or(is_https) {
            return Err(GraphError::bad_request(
                "Property 'targetUrl' must be an https URL.",
            ));
        }
        Ok(Self {
            properties: members,
            authentication,
        })
    }

    /// A new connector, which needs all three properties.
    pub(crate) fn create(self, id: String) -> Result<Connector, GraphError> {
        let missing = |name| GraphError::bad_request(format!("Property '{name}' is required."));
        for name in ["displayName", "targetUrl"] {
            if !self.properties.get(name).is_some_and(Value::is_string) {
                return Err(missing(name));
            }
        }
        let authentication = self.authentication.flatten();
        Ok(Connector {
            id,
            properties: self.properties,
            authentication: Some(authentication.ok_or_else(|| missing(AUTHENTICATION))?),
        })
    }

    /// PATCH: each property of the body replaces the former value, the authentication as a whole.
    pub(super) fn update(self, mut connector: Connector) -> Connector {
        connector.properties.extend(self.properties);
        if let Some(authentication) = self.authentication {
            connector.authentication = authentication;
        }
        connector
    }
}

/// The certificate in the parameters of the action `uploadClientCertificate`, which are those of a `pkcs12Certificate`.
pub(super) fn uploaded_certificate(
    body: Value,
    connector: &StructuredType,
    check: Check,
    switches: &Switches,
) -> Result<Certificate, GraphError> {
    let certificate = kinds(connector).iter().find(|kind| kind.name == PKCS12);
    let parameters = StructuredType {
        name: format!("{}.uploadClientCertificate", connector.name),
        properties: certificate.map_or(Vec::new(), |kind| kind.properties.clone()),
    };
    let members = check.body(body, &parameters)?;
    self::certificate(members, switches, &mut Budget::of_a_file())
}

/// The authentication in a body, or `None` if it leaves the authentication as it is.
fn authentication(
    value: Value,
    kinds: &[&StructuredType],
    check: Check,
    switches: &Switches,
    budget: &mut Budget,
) -> Result<Option<Authentication>, GraphError> {
    let kind = kind_of(&value, kinds)?;
    if kind.name == CLIENT_CERTIFICATE {
        return match switches.client_certificate_authentication {
            ClientCertificateAuthentication::Ignored => Ok(None),
            ClientCertificateAuthentication::Refused => Err(GraphError::bad_request(
                "'microsoft.graph.clientCertificateAuthentication' can't be set: send a 'microsoft.graph.pkcs12Certificate'.",
            )),
        };
    }
    let mut members = check.body(value, kind)?;
    if kind.name == PKCS12 {
        let certificate = certificate(members, switches, budget)?;
        return Ok(Some(Authentication::Certificates(vec![certificate])));
    }
    Ok(Some(Authentication::Basic {
        username: members.remove("username").and_then(into_text),
        has_password: members.get("password").is_some_and(Value::is_string),
    }))
}

/// The kinds of authentication that a connector may have.
fn kinds(connector: &StructuredType) -> &[&'static StructuredType] {
    match connector
        .property(AUTHENTICATION)
        .map(|property| &property.kind)
    {
        Some(Kind::Polymorphic(kinds)) => kinds,
        _ => &[],
    }
}

fn kind_of<'a>(
    value: &Value,
    kinds: &[&'a StructuredType],
) -> Result<&'a StructuredType, GraphError> {
    let refused = |message: &str| GraphError::bad_request(message);
    if !value.is_object() {
        return Err(refused(
            "Invalid value specified for property 'authenticationConfiguration': an object is expected.",
        ));
    }
    let Some(name) = value.get("@odata.type").and_then(Value::as_str) else {
        return Err(refused(
            "Property 'authenticationConfiguration' needs an '@odata.type'.",
        ));
    };
    let name = type_name(name).unwrap_or_default();
    let found = kinds
        .iter()
        .find(|kind| name.eq_ignore_ascii_case(&kind.name));
    found.copied().ok_or_else(|| {
        refused("The '@odata.type' of 'authenticationConfiguration' is not a type that can be set.")
    })
}

fn certificate(
    mut members: Properties,
    switches: &Switches,
    budget: &mut Budget,
) -> Result<Certificate, GraphError> {
    let Some(value) = members.remove("pkcs12Value").and_then(into_text) else {
        return Err(GraphError::bad_request(
            "Property 'pkcs12Value' is required.",
        ));
    };
    let password = members.remove("password").and_then(into_text);
    Certificate::from_pkcs12(&value, &password.unwrap_or_default(), switches, budget)
}

fn into_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
