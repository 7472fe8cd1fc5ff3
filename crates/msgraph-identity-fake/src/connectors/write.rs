//! What a create or update of a connector sets: from a checked body to values.

use serde_json::{Map, Value};

use super::certificate::Certificate;
use super::connector::{Authentication, Connector};
use crate::graph_error::GraphError;
use crate::model::StructuredType;
use crate::model::check_body::Check;
use crate::model::connector_types::{
    BASIC_AUTHENTICATION, CLIENT_CERTIFICATE_AUTHENTICATION, IDENTITY_API_CONNECTOR,
    PKCS12_CERTIFICATE, UPLOAD_CLIENT_CERTIFICATE,
};
use crate::switches::Switches;

/// Each property is set only if the body had it; inside, `None` is the JSON `null`.
#[derive(Debug, Default)]
pub(crate) struct ConnectorWrite {
    display_name: Option<Option<String>>,
    target_url: Option<Option<String>>,
    authentication: Option<Option<Authentication>>,
}

impl ConnectorWrite {
    pub(crate) fn from_body(body: Value, check: Check) -> Result<Self, GraphError> {
        let mut members = check.body(body, &IDENTITY_API_CONNECTOR)?;
        let authentication = match members.remove("authenticationConfiguration") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(value) => Some(Some(authentication(value, check)?)),
        };
        Ok(Self {
            display_name: members.remove("displayName").map(into_text),
            target_url: members.remove("targetUrl").map(into_text),
            authentication,
        })
    }

    pub(crate) fn check_target_url(&self, switches: &Switches) -> Result<(), GraphError> {
        let Some(Some(target_url)) = &self.target_url else {
            return Ok(());
        };
        let https = target_url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if switches.target_url_https && !https {
            return Err(GraphError::bad_request(
                "Property 'targetUrl' must be an https URL.",
            ));
        }
        Ok(())
    }

    /// A new connector: the three properties are required.
    pub(crate) fn create(self, id: String) -> Result<Connector, GraphError> {
        let missing = |name| GraphError::bad_request(format!("Property '{name}' is required."));
        Ok(Connector {
            id,
            display_name: Some(
                self.display_name
                    .flatten()
                    .ok_or_else(|| missing("displayName"))?,
            ),
            target_url: Some(
                self.target_url
                    .flatten()
                    .ok_or_else(|| missing("targetUrl"))?,
            ),
            authentication: Some(
                self.authentication
                    .flatten()
                    .ok_or_else(|| missing("authenticationConfiguration"))?,
            ),
        })
    }

    /// PATCH: what the body has replaces what was there, the authentication as a whole.
    pub(super) fn update(self, mut connector: Connector) -> Connector {
        if let Some(display_name) = self.display_name {
            connector.display_name = display_name;
        }
        if let Some(target_url) = self.target_url {
            connector.target_url = target_url;
        }
        if let Some(authentication) = self.authentication {
            connector.authentication = authentication;
        }
        connector
    }
}

/// The parameters of the action `uploadClientCertificate`.
pub(super) fn uploaded_certificate(body: Value, check: Check) -> Result<Certificate, GraphError> {
    certificate(check.body(body, &UPLOAD_CLIENT_CERTIFICATE)?)
}

fn authentication(value: Value, check: Check) -> Result<Authentication, GraphError> {
    let kind = kind_of(&value)?;
    let mut members = check.body(value, kind)?;
    if std::ptr::eq(kind, &PKCS12_CERTIFICATE) {
        return Ok(Authentication::Certificates(vec![certificate(members)?]));
    }
    Ok(Authentication::Basic {
        username: members.remove("username").and_then(into_text),
        has_password: members.get("password").is_some_and(Value::is_string),
    })
}

/// The service takes the type's name with and without `#`.
fn kind_of(value: &Value) -> Result<&'static StructuredType, GraphError> {
    let refused = |message: &str| Err(GraphError::bad_request(message));
    if !value.is_object() {
        return refused(
            "Invalid value specified for property 'authenticationConfiguration': an object is expected.",
        );
    }
    let Some(name) = value.get("@odata.type").and_then(Value::as_str) else {
        return refused("Property 'authenticationConfiguration' needs an '@odata.type'.");
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    if name.eq_ignore_ascii_case(CLIENT_CERTIFICATE_AUTHENTICATION.name) {
        return refused(
            "'microsoft.graph.clientCertificateAuthentication' can't be set: send a 'microsoft.graph.pkcs12Certificate'.",
        );
    }
    match [&BASIC_AUTHENTICATION, &PKCS12_CERTIFICATE]
        .into_iter()
        .find(|kind| name.eq_ignore_ascii_case(kind.name))
    {
        Some(kind) => Ok(kind),
        None => refused(
            "The '@odata.type' of 'authenticationConfiguration' is not a type that can be set.",
        ),
    }
}

fn certificate(mut members: Map<String, Value>) -> Result<Certificate, GraphError> {
    let Some(value) = members.remove("pkcs12Value").and_then(into_text) else {
        return Err(GraphError::bad_request(
            "Property 'pkcs12Value' is required.",
        ));
    };
    let password = members
        .remove("password")
        .and_then(into_text)
        .unwrap_or_default();
    Certificate::from_pkcs12(&value, &password)
}

fn into_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
