//! The steps of a user flow that call an API connector.

use std::fmt;

use msgraph_identity_core::{Nullable, read_nullable};
use serde::Deserialize;

use super::UserFlowId;
use crate::api_connectors::{ApiConnector, ApiConnectorId};
use crate::version::Unusable;

/// The steps to expand, which are all of them.
pub(crate) const EXPAND: &str = "postFederationSignup,postAttributeCollection";

/// A step of a user flow that may call an API connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Step {
    /// After the user has signed in with an identity provider, and before the attributes are collected.
    PostFederationSignup,
    /// After the user has entered the attributes, and before the account is created.
    PostAttributeCollection,
}

impl Step {
    pub(crate) const ALL: [Self; 2] = [Self::PostFederationSignup, Self::PostAttributeCollection];

    /// The name of the step in Graph, such as `postFederationSignup`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PostFederationSignup => "postFederationSignup",
            Self::PostAttributeCollection => "postAttributeCollection",
        }
    }
}

/// Writes the name of the step in Graph.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is attached to a step of a user flow.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Attached {
    /// This connector.
    Connector(Box<ApiConnector>),
    /// Nothing: the service says that the step calls no connector.
    Nothing,
    /// The response does not say. The service may not have expanded the step.
    Unknown,
}

impl Attached {
    /// The connector, if there is one.
    pub fn connector(&self) -> Option<&ApiConnector> {
        match self {
            Self::Connector(connector) => Some(connector),
            _ => None,
        }
    }

    /// Whether this connector is attached.
    pub(crate) fn is(&self, id: &ApiConnectorId) -> bool {
        // Ids are GUIDs, whose case does not matter.
        self.connector()
            .is_some_and(|connector| connector.id().as_str().eq_ignore_ascii_case(id.as_str()))
    }
}

/// The API connectors of a user flow: see [`UserFlowHandle::configuration`](crate::UserFlowHandle::configuration).
///
/// See [userFlowApiConnectorConfiguration](https://learn.microsoft.com/graph/api/resources/userflowapiconnectorconfiguration).
#[derive(Clone, Debug, PartialEq)]
pub struct ApiConnectorConfiguration {
    post_federation_signup: Attached,
    post_attribute_collection: Attached,
}

impl ApiConnectorConfiguration {
    /// What is attached to this step.
    pub fn step(&self, step: Step) -> &Attached {
        match step {
            Step::PostFederationSignup => &self.post_federation_signup,
            Step::PostAttributeCollection => &self.post_attribute_collection,
        }
    }

    /// Reads the steps, each connector by this function.
    pub(crate) fn read<C>(
        steps: Steps<C>,
        read: impl Fn(C) -> Result<ApiConnector, Unusable>,
    ) -> Result<Self, Unusable> {
        let attached = |step| -> Result<Attached, Unusable> {
            Ok(match step {
                None => Attached::Unknown,
                Some(Nullable::Null) => Attached::Nothing,
                Some(Nullable::Value(connector)) => Attached::Connector(Box::new(read(connector)?)),
            })
        };
        Ok(Self {
            post_federation_signup: attached(steps.post_federation_signup)?,
            post_attribute_collection: attached(steps.post_attribute_collection)?,
        })
    }

    /// Refuses a response that does not say what is attached to each step.
    pub(crate) fn refuse_unknown(self) -> Result<Self, Unusable> {
        match Step::ALL
            .iter()
            .any(|step| *self.step(*step) == Attached::Unknown)
        {
            true => Err(
                "the response does not show both steps of the user flow, so it cannot be told which API connectors the flow uses",
            ),
            false => Ok(self),
        }
    }
}

/// A response with the steps. The generated type does not tell a step without a connector from one that was not expanded.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "C: Deserialize<'de>")]
pub(crate) struct Steps<C> {
    #[serde(default, deserialize_with = "read_nullable")]
    post_federation_signup: Option<Nullable<C>>,
    #[serde(default, deserialize_with = "read_nullable")]
    post_attribute_collection: Option<Nullable<C>>,
}

/// A step of a user flow that calls a connector.
///
/// `Display` writes `postFederationSignup of B2X_1_PartnerSignUp`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usage {
    pub(crate) user_flow_id: UserFlowId,
    pub(crate) step: Step,
}

impl Usage {
    /// The id of the user flow.
    pub fn user_flow_id(&self) -> &UserFlowId {
        &self.user_flow_id
    }

    /// The step.
    pub fn step(&self) -> Step {
        self.step
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.step, self.user_flow_id)
    }
}
