//! A planned change.

use std::fmt;

use msgraph_identity_core::TargetUrl;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{ApiConnectorId, TenantId};

/// A change that brings one thing to the desired state.
///
/// `Display` writes it as a diff does: `+` for what is added, `-` for what goes, `~` for what is changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    pub(super) action: Action,
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) differences: Vec<Difference>,
}

impl Change {
    /// What is done.
    pub fn action(&self) -> Action {
        self.action
    }

    /// What it is done to.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The values that change. Of something that is deleted, these are the values that are lost.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Action {
    /// It creates something.
    Create,
    /// It updates something.
    Update,
    /// It deletes something.
    Delete,
}

/// What is changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Subject {
    /// A partner.
    Partner(TenantId),
    /// The synchronization policy of a partner.
    IdentitySynchronization(TenantId),
    /// An API connector.
    ApiConnector {
        /// The display name.
        #[serde(rename = "displayName")]
        display_name: String,
        /// The id. It is `None` if the connector is to be created.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<ApiConnectorId>,
    },
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partner(tenant_id) => write!(f, "partner {tenant_id}"),
            Self::IdentitySynchronization(tenant_id) => {
                write!(f, "identity synchronization of {tenant_id}")
            }
            Self::ApiConnector { display_name, id } => {
                write!(f, "API connector {display_name:?}")?;
                id.as_ref().map_or(Ok(()), |id| write!(f, " ({id})"))
            }
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.action {
            Action::Create => '+',
            Action::Update => '~',
            Action::Delete => '-',
        };
        write!(f, "{sign} {}", self.subject)?;
        for difference in &self.differences {
            let (property, present, wanted) = (
                &difference.property,
                difference.present(),
                difference.wanted(),
            );
            let is_inherited = |value: &Value| {
                let is_partner = matches!(self.subject, Subject::Partner(_));
                is_partner && value.is_null() && !property.contains('.')
            };
            for (sign, action, value) in [
                ('-', Action::Create, &present),
                ('+', Action::Delete, &wanted),
            ] {
                if self.action == action {
                    continue;
                }
                if is_inherited(value) {
                    write!(f, "\n{sign}   {property}: inherited")?;
                } else {
                    write!(f, "\n{sign}   {property}: {value}")?;
                }
            }
            if present == wanted {
                f.write_str("\n    (they differ in a part that may be a secret and is not shown)")?;
            }
        }
        Ok(())
    }
}

/// A property whose value changes. It shows no secrets: a URL is shown without its query.
#[derive(Clone, PartialEq)]
pub struct Difference {
    pub(super) property: String,
    pub(super) present: Value,
    pub(super) wanted: Value,
}

impl Difference {
    /// The name of the property in Graph, with those of its members: `inboundTrust.isMfaAccepted`.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// The value that is there. null if there is none, or the setting is inherited.
    pub fn present(&self) -> Value {
        self.shown(&self.present)
    }

    /// The value that is wanted. null if it is to be removed, or the setting is to be inherited.
    pub fn wanted(&self) -> Value {
        self.shown(&self.wanted)
    }

    fn shown(&self, value: &Value) -> Value {
        match value {
            Value::String(url) if self.property == TARGET_URL => {
                let debug = format!("{:?}", TargetUrl::from(url.as_str()));
                let shown = debug
                    .strip_prefix("TargetUrl(")
                    .and_then(|url| url.strip_suffix(')'));
                shown.unwrap_or_default().into()
            }
            value => value.clone(),
        }
    }
}

pub(super) const TARGET_URL: &str = "targetUrl";

impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (present, wanted) = (self.present(), self.wanted());
        write!(f, "{}: {present} -> {wanted}", self.property)
    }
}

impl Serialize for Difference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Difference", 3)?;
        fields.serialize_field("property", &self.property)?;
        fields.serialize_field("present", &self.present())?;
        fields.serialize_field("wanted", &self.wanted())?;
        fields.end()
    }
}
