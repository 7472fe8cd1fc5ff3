//! User flows and their API connectors, as Microsoft's pages show them.

use msgraph_identity_fake::{ConnectorInUse, FakeGraph, Seed, StepDetachment, Switches};
use serde_json::json;

use crate::exchange::{CONNECTORS, Fake, basic, read};

const FLOWS: &str = "v1.0/identity/b2xUserFlows";
const CONNECTOR: &str = "45715bb8-13f9-4bf6-927f-ef96c102d394";
const FLOW: &str = "v1.0/identity/b2xUserFlows/B2X_1_PartnerSignUp";
const CONFIGURATION: &str =
    "v1.0/identity/b2xUserFlows/B2X_1_PartnerSignUp/apiConnectorConfiguration";
const BOTH: &str = "?$expand=postFederationSignup,postAttributeCollection";

fn seed(steps: &str) -> String {
    let mut connector = basic("Check loyalty");
    connector["id"] = CONNECTOR.into();
    format!(
        "
tenants:
  - id: 00000000-0000-4000-8000-0000000000c0
    connectors: [{connector}]
    user_flows:
      - id: B2X_1_PartnerSignUp
        apiConnectorConfiguration: {steps}
      - {{ id: B2X_1_Other, userFlowType: signUp, userFlowTypeVersion: 3 }}
"
    )
}

async fn start(set: impl FnOnce(&mut Switches)) -> Fake {
    let steps = format!("{{ postFederationSignup: {{ id: {CONNECTOR} }} }}");
    let mut seed = Seed::from_yaml(&seed(&steps)).unwrap();
    set(&mut seed.switches);
    Fake::of(FakeGraph::builder().seed(seed)).await
}

#[tokio::test]
async fn flows_are_listed_and_read() {
    let fake = start(|_| {}).await;
    let list = fake.json(FLOWS).await;
    let context = list["@odata.context"].as_str().unwrap();
    assert!(context.ends_with("/v1.0/$metadata#identity/b2xUserFlows"));
    let first = json!({
        "id": "B2X_1_PartnerSignUp",
        "userFlowType": "signUpOrSignIn",
        "userFlowTypeVersion": 1,
    });
    assert_eq!(list["value"][0], first);
    assert_eq!(list["value"][1]["userFlowTypeVersion"], 3);
    assert_eq!(fake.json(FLOW).await["id"], "B2X_1_PartnerSignUp");
    fake.get(format!("{FLOWS}/B2X_1_None"), 404).await;
}

#[tokio::test]
async fn steps_are_shown_if_they_are_expanded() {
    let fake = start(|_| {}).await;
    let plain = fake.json(CONFIGURATION).await;
    assert_eq!(
        plain.as_object().map(serde_json::Map::len),
        Some(1),
        "{plain}"
    );
    for version in ["v1.0", "beta"] {
        let path = format!("{CONFIGURATION}{BOTH}").replace("v1.0", version);
        let shown = fake.json(path).await;
        let context = shown["@odata.context"].as_str().unwrap();
        let end = "#identity/b2xUserFlows('B2X_1_PartnerSignUp')/apiConnectorConfiguration(postFederationSignup(),postAttributeCollection())";
        assert!(context.ends_with(end), "{context}");
        assert_eq!(shown["postFederationSignup"]["id"], CONNECTOR);
        let password = &shown["postFederationSignup"]["authenticationConfiguration"]["password"];
        assert_eq!(*password, "******");
        assert!(shown["postFederationSignup@odata.context"].is_string());
        let steps = shown.as_object().unwrap();
        assert!(steps["postAttributeCollection"].is_null(), "{shown}");
    }
    fake.get(format!("{CONFIGURATION}?$expand=preTokenIssuance"), 400)
        .await;
}

#[tokio::test]
async fn a_reference_attaches_a_connector_and_an_empty_one_detaches_it() {
    let fake = start(|_| {}).await;
    let reference = format!("{CONFIGURATION}/postAttributeCollection/$ref");
    let url = format!("https://graph.microsoft.com/v1.0/identity/apiConnectors/{CONNECTOR}");
    for body in [
        json!({ "@odata.id": "https://graph.microsoft.com/v1.0/users/1" }),
        json!({ "@odata.id": url.replace('4', "5") }),
        json!({ "@odata.id": 1 }),
        json!({ "id": CONNECTOR }),
        json!([]),
    ] {
        fake.put(&reference, body, 400).await;
    }
    fake.put(&reference, json!({ "@odata.id": url }), 204).await;
    let configuration = format!("{CONFIGURATION}{BOTH}");
    let shown = fake.json(&configuration).await;
    assert_eq!(shown["postAttributeCollection"]["id"], CONNECTOR);
    fake.put(&reference, json!({}), 204).await;
    assert!(fake.json(&configuration).await["postAttributeCollection"].is_null());
    fake.delete(format!("{CONFIGURATION}/postFederationSignup/$ref"), 204)
        .await;
    assert!(fake.json(&configuration).await["postFederationSignup"].is_null());
}

#[tokio::test]
async fn switches_decide_which_form_detaches() {
    for (detachment, update, is_updated, deletion) in [
        (StepDetachment::Update, 204, true, 405),
        (StepDetachment::Deletion, 400, false, 204),
        (StepDetachment::DeletionAfterIgnoredUpdate, 204, false, 204),
    ] {
        let fake = start(|switches| switches.step_detachment = detachment).await;
        let reference = format!("{CONFIGURATION}/postFederationSignup/$ref");
        let configuration = format!("{CONFIGURATION}{BOTH}");
        fake.put(&reference, json!({}), update).await;
        let shown = fake.json(&configuration).await;
        assert_eq!(
            shown["postFederationSignup"].is_null(),
            is_updated,
            "{detachment:?}"
        );
        fake.delete(&reference, deletion).await;
        assert!(fake.json(&configuration).await["postFederationSignup"].is_null());
    }
}

#[tokio::test]
async fn a_switch_decides_whether_a_connector_in_use_can_be_deleted() {
    let connector = format!("{CONNECTORS}/{CONNECTOR}");
    let fake = start(|switches| switches.connector_in_use = ConnectorInUse::Refused).await;
    fake.delete(&connector, 400).await;
    fake.put(
        format!("{CONFIGURATION}/postFederationSignup/$ref"),
        json!({}),
        204,
    )
    .await;
    fake.delete(&connector, 204).await;

    let fake = start(|_| {}).await;
    fake.delete(&connector, 204).await;
    let shown = fake.json(format!("{CONFIGURATION}{BOTH}")).await;
    assert!(shown["postFederationSignup"].is_null());
}

#[tokio::test]
async fn reading_the_connectors_of_a_flow_needs_the_permission_to_write() {
    let fake = start(|_| {}).await;
    let token = fake.token_with(&["IdentityUserFlow.Read.All"]);
    for (path, status) in [(FLOWS, 200), (FLOW, 200), (CONFIGURATION, 403)] {
        read(fake.request("GET", path).bearer_auth(&token), status).await;
    }
}

#[test]
fn a_flow_of_a_seed_must_refer_to_connectors() {
    for (steps, problem) in [
        (
            "{ postFederationSignup: { id: x } }",
            "'postFederationSignup' must have the 'id' of a connector",
        ),
        (
            "{ preTokenIssuance: { id: x } }",
            "Invalid property 'preTokenIssuance'",
        ),
        ("[]", "'apiConnectorConfiguration' must be an object"),
    ] {
        let seed = Seed::from_yaml(&seed(steps)).unwrap();
        let error = FakeGraph::builder()
            .seed(seed)
            .build()
            .unwrap_err()
            .to_string();
        assert!(error.contains("tenants[0].user_flows[0]"), "{error}");
        assert!(error.contains(problem), "{error}");
    }
}
