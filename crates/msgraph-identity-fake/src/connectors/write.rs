//! The values that a create or update of a connector sets.

use serde_json::{Map, Value};

use super::connector::{Authentication, Certificate, Connector};
use super::pkcs12::Budget;
use crate::graph_error::GraphError;
use crate::model::StructuredType;
use crate::model::check_body::{Check, type_name};
use crate::model::connector_types::{
    BASIC_AUTHENTICATION, CLIENT_CERTIFICATE_AUTHENTICATION, IDENTITY_API_CONNECTOR,
    PKCS12_CERTIFICATE, UPLOAD_CLIENT_CERTIFICATE,
};
use crate::switches::{ClientCertificateAuthentication, Switches};

/// The properties that the body had. Inside, `None` is the JSON `null`.
#[derive(Debug, Default)]
pub(crate) struct ConnectorWrite {
    display_name: Option<Option<String>>,
    target_url: Option<Option<String>>,
    authentication: Option<Option<Authentication>>,
}

impl ConnectorWrite {
    pub(crate) fn from_body(
        body: Value,
        check: Check,
        switches: &Switches,
        budget: &mut Budget,
    ) -> Result<Self, GraphError> {
        let mut members = check.body(body, &IDENTITY_API_CONNECTOR)?;
        let authentication = match members.remove("authenticationConfiguration") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(value) => authentication(value, check, switches, budget)?.map(Some),
        };
        let write = Self {
            display_name: members.remove("displayName").map(into_text),
            target_url: members.remove("targetUrl").map(into_text),
            authentication,
        };
        write.check_target_url(switches)?;
        Ok(write)
    }

    fn check_target_url(&self, switches: &Switches) -> Result<(), GraphError> {
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

    /// A new connector, which needs all three properties.
    pub(crate) fn create(self, id: String) -> Result<Connector, GraphError> {
        let missing = |name| GraphError::bad_request(format!("Property '{name}' is required."));
        let display_name = self.display_name.flatten();
        let target_url = self.target_url.flatten();
        let authentication = self.authentication.flatten();
        Ok(Connector {
            id,
            display_name: Some(display_name.ok_or_else(|| missing("displayName"))?),
            target_url: Some(target_url.ok_or_else(|| missing("targetUrl"))?),
            authentication: Some(
                authentication.ok_or_else(|| missing("authenticationConfiguration"))?,
            ),
        })
    }

    /// PATCH: each property of the body replaces the former value, the authentication as a whole.
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

/// The certificate in the parameters of the action `uploadClientCertificate`.
pub(super) fn uploaded_certificate(
    body: Value,
    check: Check,
    switches: &Switches,
) -> Result<Certificate, GraphError> {
    let members = check.body(body, &UPLOAD_CLIENT_CERTIFICATE)?;
    certificate(members, switches, &mut Budget::of_a_file())
}

/// The authentication in a body, or `None` if it leaves the authentication as it is.
fn authentication(
    value: Value,
    check: Check,
    switches: &Switches,
    budget: &mut Budget,
) -> Result<Option<Authentication>, GraphError> {
    let kind = kind_of(&value)?;
    if std::ptr::eq(kind, &CLIENT_CERTIFICATE_AUTHENTICATION) {
        return match switches.client_certificate_authentication {
            ClientCertificateAuthentication::Ignored => Ok(None),
            ClientCertificateAuthentication::Refused => Err(GraphError::bad_request(
                "'microsoft.graph.clientCertificateAuthentication' can't be set: send a 'microsoft.graph.pkcs12Certificate'.",
            )),
        };
    }
    let mut members = check.body(value, kind)?;
    if std::ptr::eq(kind, &PKCS12_CERTIFICATE) {
        let certificate = certificate(members, switches, budget)?;
        return Ok(Some(Authentication::Certificates(vec![certificate])));
    }
    Ok(Some(Authentication::Basic {
        username: members.remove("username").and_then(into_text),
        has_password: members.get("password").is_some_and(Value::is_string),
    }))
}

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
    let kinds = [
        &BASIC_AUTHENTICATION,
        &PKCS12_CERTIFICATE,
        &CLIENT_CERTIFICATE_AUTHENTICATION,
    ];
    let name = type_name(name).unwrap_or_default();
    match kinds
        .into_iter()
        .find(|kind| name.eq_ignore_ascii_case(kind.name))
    {
        Some(kind) => Ok(kind),
        None => refused(
            "The '@odata.type' of 'authenticationConfiguration' is not a type that can be set.",
        ),
    }
}

fn certificate(
    mut members: Map<String, Value>,
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
