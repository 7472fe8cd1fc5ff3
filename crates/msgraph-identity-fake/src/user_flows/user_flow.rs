//! A user flow as the fake keeps it, and as responses show it.

use serde_json::Value;

use crate::connectors::connector::Connector;
use crate::entities::{Entities, Replicated, key};
use crate::graph_error::{GraphError, shorten};
use crate::graph_operation::Operation;
use crate::model::Properties;

/// A step that may call an API connector.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    PostFederationSignup,
    PostAttributeCollection,
}

impl Step {
    pub(crate) const ALL: [Self; 2] = [Self::PostFederationSignup, Self::PostAttributeCollection];

    /// The step whose reference an operation changes.
    pub(crate) fn of(operation: Operation) -> Self {
        match operation {
            Operation::SetPostFederationSignup | Operation::ClearPostFederationSignup => {
                Self::PostFederationSignup
            }
            _ => Self::PostAttributeCollection,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PostFederationSignup => "postFederationSignup",
            Self::PostAttributeCollection => "postAttributeCollection",
        }
    }
}

#[derive(Clone)]
pub(crate) struct UserFlow {
    pub(crate) id: String,
    user_flow_type: Value,
    user_flow_type_version: Value,
    /// The keys of connectors, in the order of [`Step::ALL`].
    connectors: [Option<String>; 2],
}

impl UserFlow {
    pub(crate) fn view(&self) -> Properties {
        let mut view = Properties::new();
        view.insert("id".into(), self.id.clone().into());
        view.insert("userFlowType".into(), self.user_flow_type.clone());
        let version = self.user_flow_type_version.clone();
        view.insert("userFlowTypeVersion".into(), version);
        view
    }

    /// The key of the connector that a step calls.
    pub(crate) fn connector(&self, step: Step) -> Option<&String> {
        self.connectors[step as usize].as_ref()
    }

    pub(crate) fn attach(&mut self, step: Step, connector: Option<String>) {
        self.connectors[step as usize] = connector;
    }

    pub(crate) fn calls(&self, connector: &str) -> bool {
        let mut connectors = self.connectors.iter().flatten();
        connectors.any(|called| called == connector)
    }

    /// A user flow of a seed. Its steps have the form `{ id: … }`, as in a POST.
    pub(crate) fn from_seed(
        body: Value,
        connectors: &Entities<String, Replicated<Connector>>,
    ) -> Result<Self, GraphError> {
        let refused = |message: String| Err(GraphError::bad_request(message));
        let Value::Object(mut members) = body else {
            return refused("A user flow must be an object.".into());
        };
        let id = match members.remove("id") {
            Some(Value::String(id)) if is_id(&id) => id,
            _ => {
                return refused(
                    "Property 'id' must be a text of letters, digits, underscores and hyphens."
                        .into(),
                );
            }
        };
        let user_flow_type = members.remove("userFlowType");
        let version = members.remove("userFlowTypeVersion");
        let mut flow = Self {
            id,
            user_flow_type: user_flow_type.unwrap_or_else(|| "signUpOrSignIn".into()),
            user_flow_type_version: version.unwrap_or_else(|| 1.into()),
            connectors: [None, None],
        };
        if !flow.user_flow_type.is_string() || !flow.user_flow_type_version.is_number() {
            return refused(
                "'userFlowType' must be a text, and 'userFlowTypeVersion' a number.".into(),
            );
        }
        let mut steps = match members.remove("apiConnectorConfiguration") {
            None => Properties::new(),
            Some(Value::Object(steps)) => steps,
            Some(_) => return refused("'apiConnectorConfiguration' must be an object.".into()),
        };
        for step in Step::ALL {
            let name = step.name();
            let Some(connector) = steps.remove(name) else {
                continue;
            };
            let connector = connector["id"].as_str().map(key);
            match connector.filter(|connector| connectors.contains(connector)) {
                Some(connector) => flow.attach(step, Some(connector)),
                None => return refused(format!("'{name}' must have the 'id' of a connector.")),
            }
        }
        match members.keys().chain(steps.keys()).next() {
            Some(name) => refused(format!("Invalid property '{}'.", shorten(name))),
            None => Ok(flow),
        }
    }
}

fn is_id(id: &str) -> bool {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !id.is_empty() && id.bytes().all(is_kept)
}
