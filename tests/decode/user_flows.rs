//! User flows and their API connectors. Both versions have the same types.

use msgraph_identity_tests::double;
use msgraph_identity_v1::types::UserFlowTypeKnown;
use serde_json::json;

use super::{ID, both};

const FLOW: &str = "B2X_1_testuserflow";

#[tokio::test]
async fn a_list_of_user_flows_is_read_as_documented() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/b2xUserFlows",
        "value": [
            { "id": "B2X_1_PartnerSignUp", "userFlowType": "signUpOrSignIn", "userFlowTypeVersion": 1 },
            { "id": "B2X_1_ContosoSignUp", "userFlowType": "later", "userFlowTypeVersion": 1.5 },
        ],
    });
    let [v1, beta] = both!(double::json(200, &body), list_user_flows(None));
    let flows = v1.unwrap().into_inner().value;
    assert_eq!(flows, beta.unwrap().into_inner().value);
    assert_eq!(flows[0].id.as_deref(), Some("B2X_1_PartnerSignUp"));
    let known = UserFlowTypeKnown::SignUpOrSignIn.into();
    assert_eq!(flows[0].user_flow_type, Some(known));
    assert_eq!(flows[0].user_flow_type_version, Some(1.0));
    assert_eq!(flows[1].user_flow_type_version, Some(1.5));
}

#[tokio::test]
async fn what_expand_adds_to_a_user_flow_is_kept() {
    let providers = json!([{ "id": "Facebook-OAuth", "type": "Facebook" }]);
    let body = json!({ "id": FLOW, "userFlowType": null, "identityProviders": providers });
    let [v1, beta] = both!(
        double::json(200, &body),
        get_user_flow(FLOW, Some("identityProviders"), None)
    );
    let flow = v1.unwrap().into_inner();
    assert_eq!(flow, beta.unwrap().into_inner());
    let kept = flow.additional_properties.get("identityProviders");
    assert_eq!(kept, Some(&providers));
}

/// The sample has the context of beta, also in v1.0.
#[tokio::test]
async fn the_connectors_of_a_user_flow_are_read_as_documented() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/b2xUserFlows('B2X_1_testuserflow')/apiConnectorConfiguration(postFederationSignup(),postAttributeCollection())",
        "postFederationSignup@odata.context": "https://graph.microsoft.com/beta/$metadata#identity/b2xUserFlows('B2X_1_testuserflow')/apiConnectorConfiguration/microsoft.graph.userFlowApiConnectorConfiguration/postFederationSignup/$entity",
        "postFederationSignup": {
            "id": ID,
            "displayName": "Test API Connector 1",
            "targetUrl": "https://someapi.com/api/endpoint",
            "authenticationConfiguration": {
                "@odata.type": "#microsoft.graph.basicAuthentication",
                "username": "apiAccount",
                "password": "******",
            },
        },
        "postAttributeCollection": null,
    });
    let [v1, beta] = both!(
        double::json(200, &body),
        get_api_connector_configuration(FLOW, Some("postFederationSignup"), None)
    );
    let steps = v1.unwrap().into_inner();
    assert_eq!(steps, beta.unwrap().into_inner());
    let connector = steps.post_federation_signup.unwrap();
    assert_eq!(connector.id.as_deref(), Some(ID));
    assert_eq!(
        connector.display_name.as_deref(),
        Some("Test API Connector 1")
    );
    assert_eq!(steps.post_attribute_collection, None);
}
