//! A user flow as the service shows it.

use msgraph_identity_core::AdditionalProperties;

use super::UserFlowId;

/// A user flow with which guests sign up by themselves, as the service shows it. Its API connectors are read by
/// [`UserFlowHandle::configuration`](crate::UserFlowHandle::configuration).
///
/// See [b2xIdentityUserFlow](https://learn.microsoft.com/graph/api/resources/b2xidentityuserflow).
#[derive(Clone, Debug, PartialEq)]
pub struct UserFlow {
    pub(crate) id: UserFlowId,
    pub(crate) user_flow_type: Option<String>,
    pub(crate) user_flow_type_version: Option<f32>,
    pub(crate) additional_properties: AdditionalProperties,
}

impl UserFlow {
    /// The id, such as `B2X_1_PartnerSignUp`.
    pub fn id(&self) -> &UserFlowId {
        &self.id
    }

    /// What users do in the flow. It is `signUpOrSignIn` for guests.
    pub fn user_flow_type(&self) -> Option<&str> {
        self.user_flow_type.as_deref()
    }

    /// The version of the kind of flow, such as 1.
    pub fn user_flow_type_version(&self) -> Option<f32> {
        self.user_flow_type_version
    }

    /// The properties and annotations that are not in the contract, and those that `$expand` adds.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        &self.additional_properties
    }
}
