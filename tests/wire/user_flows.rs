//! Requests about user flows and their API connectors.

use msgraph_identity_v1::types::ReferenceUpdate;

use crate::wire::{Exchange, record};

const FLOW: &str = "B2X_1_PartnerSignUp";
const CONNECTOR: &str =
    "https://graph.microsoft.com/v1.0/identity/apiConnectors/22222222-2222-4222-8222-222222222222";
const STEPS: &str = "postFederationSignup,postAttributeCollection";

/// Sends all requests of both versions.
pub(super) async fn exchanges() -> Vec<Exchange> {
    record! {
        list_user_flows(None);
        list_user_flows(Some("identityProviders")) "with_every_option";
        get_user_flow(FLOW, None, None);
        get_user_flow(FLOW, Some("identityProviders"), Some("id")) "with_every_option";
        get_api_connector_configuration(FLOW, Some(STEPS), None);
        get_api_connector_configuration(FLOW, Some("*"), Some("postFederationSignup")) "with_every_option";
        set_post_attribute_collection(FLOW, &to(CONNECTOR));
        set_post_attribute_collection(FLOW, &types::ReferenceUpdate::default()) "to_none";
        clear_post_attribute_collection(FLOW, None);
        clear_post_attribute_collection(FLOW, Some("*")) "where_it_is_unchanged";
        set_post_federation_signup(FLOW, &to(CONNECTOR));
        set_post_federation_signup("a/b?c", &to(CONNECTOR)) "with_an_id_to_escape";
        clear_post_federation_signup(FLOW, None);
        clear_post_federation_signup(FLOW, Some("*")) "where_it_is_unchanged";
    }
}

fn to(url: &str) -> ReferenceUpdate {
    ReferenceUpdate {
        odata_id: Some(url.to_owned()),
    }
}
