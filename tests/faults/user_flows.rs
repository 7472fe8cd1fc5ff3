//! The API connectors of user flows: which flows use a connector, attaching, detaching, and deleting a connector only if it is unused.

use std::time::Duration;

use msgraph_identity::{
    ApiConnectorHandle, ApiConnectorId, Attached, DeleteIfUnused, Step, Upserted, Usage,
    UserFlowHandle, UserFlowId, UserFlows, VersionedClient,
};
use msgraph_identity_fake::{
    ConnectorInUse, FakeGraph, Fault, Operation, Seed, StepDetachment, Switches,
};
use msgraph_identity_tests::double::{Double, json};
use msgraph_identity_tests::text::assert_says;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::faults::scripted::{self, graph, seed_connector};
use crate::in_process::{self, graph_with, pages_of, passing_faults};

const A: &str = "aaaaaaaa-0000-4000-8000-00000000000a";
const B: &str = "bbbbbbbb-0000-4000-8000-00000000000b";
const STEPS: [Step; 2] = [Step::PostFederationSignup, Step::PostAttributeCollection];

/// The forms in which the service may detach a connector, and the requests that each takes.
const DETACHMENTS: [(StepDetachment, &str); 4] = [
    (StepDetachment::UpdateOrDeletion, "GET PUT GET"),
    (StepDetachment::Update, "GET PUT GET"),
    (StepDetachment::Deletion, "GET PUT DELETE GET"),
    (
        StepDetachment::DeletionAfterIgnoredUpdate,
        "GET PUT GET DELETE GET",
    ),
];

struct Tenant {
    fake: FakeGraph,
    client: VersionedClient<msgraph_identity::V1>,
}

impl Tenant {
    /// A tenant with the connectors `A` and `B`, and a flow for each pair of attached connectors.
    fn new(flows: &[[Option<&str>; 2]], switches: Switches) -> Self {
        let flow = |(number, connectors): (usize, &[Option<&str>; 2])| {
            let steps = STEPS.iter().zip(connectors);
            let attached = steps.filter_map(|(step, id)| {
                let id = (*id)?;
                Some((step.as_str().to_owned(), json!({ "id": id })))
            });
            let attached: Value = attached.collect::<serde_json::Map<_, _>>().into();
            json!({ "id": format!("B2X_1_Flow{number}"), "apiConnectorConfiguration": attached })
        };
        let mut seed = Seed {
            switches,
            ..Seed::default()
        };
        seed.tenants[0].connectors = [A, B].map(|id| seed_connector(id, "Vet")).to_vec();
        seed.tenants[0].user_flows = flows.iter().enumerate().map(flow).collect();
        let fake = in_process::builder().seed(seed).build().unwrap();
        let client = in_process::client(&fake);
        Self { fake, client }
    }

    /// One flow whose first step calls `A`.
    fn with_one_flow(switches: Switches) -> Self {
        Self::new(&[[Some(A), None]], switches)
    }

    fn flows(&self) -> UserFlows {
        self.client.user_flows()
    }

    fn flow(&self, number: usize) -> UserFlowHandle {
        self.flows().flow(&flow_id(number))
    }

    fn connector(&self, id: &str) -> ApiConnectorHandle {
        self.client.api_connectors().connector(&connector_id(id))
    }

    fn inject(&self, fault: Fault) {
        self.fake.inject(fault).unwrap();
    }

    /// The methods of the requests since the last call.
    fn methods(&self) -> Vec<String> {
        let requests = in_process::take_requests(&self.fake).into_iter();
        requests
            .map(|request| request.method().to_owned())
            .collect()
    }

    async fn attached(&self, number: usize, step: Step) -> Option<String> {
        let configuration = self.flow(number).configuration().await.unwrap();
        let connector = configuration.step(step).connector()?;
        Some(connector.id().to_string())
    }
}

fn detached_by(step_detachment: StepDetachment) -> Switches {
    Switches {
        step_detachment,
        ..Switches::default()
    }
}

fn flow_id(number: usize) -> UserFlowId {
    format!("B2X_1_Flow{number}").try_into().unwrap()
}

fn connector_id(id: &str) -> ApiConnectorId {
    id.parse().unwrap()
}

fn shown(usages: &[Usage]) -> Vec<String> {
    usages.iter().map(Usage::to_string).collect()
}

#[tokio::test(start_paused = true)]
async fn user_flows_are_listed_over_all_pages() {
    let tenant = Tenant::new(&[[None, None]; 5], pages_of(2));
    let flows = tenant.flows().list().await.unwrap();
    let ids: Vec<String> = flows.iter().map(|flow| flow.id().to_string()).collect();
    let expected: Vec<String> = (0..5).map(|number| format!("B2X_1_Flow{number}")).collect();
    assert_eq!(ids, expected);
    assert_eq!(tenant.methods().len(), 3);
    let flow = tenant.flow(0).get().await.unwrap();
    assert_eq!(flow.user_flow_type(), Some("signUpOrSignIn"));
    assert_eq!(flow.user_flow_type_version(), Some(1.0));
    let error = tenant.flow(9).get().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn usages_name_every_step_that_calls_the_connector() {
    let random = &mut fastrand::Rng::with_seed(15);
    for _ in 0..20 {
        let mut pick = || [None, Some(A), Some(B)][random.usize(0..3)];
        let flows: Vec<[Option<&str>; 2]> = (0..4).map(|_| [pick(), pick()]).collect();
        let page_size = random.usize(1..6);
        let tenant = Tenant::new(&flows, pages_of(page_size));
        for id in [A, B] {
            let mut expected = Vec::new();
            for (number, connectors) in flows.iter().enumerate() {
                for (step, connector) in STEPS.iter().zip(connectors) {
                    if *connector == Some(id) {
                        expected.push(format!("{step} of B2X_1_Flow{number}"));
                    }
                }
            }
            tenant.fake.clear_requests();
            let connector = tenant.connector(&id.to_ascii_uppercase());
            let usages = connector.usages().await.unwrap();
            assert_eq!(shown(&usages), expected, "{flows:?}");
            assert_eq!(tenant.methods().len(), 4_usize.div_ceil(page_size) + 4);

            let outcome = connector.delete_if_unused().await.unwrap();
            let is_there = tenant.connector(id).get().await.is_ok();
            assert_eq!(is_there, !expected.is_empty(), "{flows:?}");
            match outcome {
                DeleteIfUnused::Deleted => assert!(expected.is_empty()),
                DeleteIfUnused::InUse(usages) => assert_eq!(shown(&usages), expected),
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_connector_is_not_deleted_if_a_flow_cannot_be_read() {
    let operation = Operation::GetApiConnectorConfiguration;
    let refused = Fault::error(403, "AADB2C");
    let gone = Fault::error(404, "Request_ResourceNotFound");
    let page = |content_type| Fault::answer(200).header("content-type", content_type);
    for (fault, operation, path) in [
        (refused.clone(), Operation::ListUserFlows, "/b2xUserFlows"),
        (refused.after(1), operation, "/B2X_1_Flow1/"),
        (gone.after(2), operation, "/B2X_1_Flow2/"),
        (Fault::error(500, "x").always(), operation, "/B2X_1_Flow0/"),
        (page("text/html"), operation, "/B2X_1_Flow0/"),
        (
            page("application/json").body("{}"),
            operation,
            "/B2X_1_Flow0/",
        ),
    ] {
        let tenant = Tenant::new(&[[None, None]; 3], Switches::default());
        tenant.inject(fault.clone().on(operation));
        let error = tenant.connector(A).delete_if_unused().await.unwrap_err();
        assert!(error.path().unwrap().contains(path), "{fault:?}: {error}");
        assert!(!error.may_have_taken_effect(), "{fault:?}: {error}");
        let deletion = Operation::DeleteApiConnector;
        assert_eq!(tenant.fake.request_count_for(deletion), 0, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_passes_does_not_change_what_is_found() {
    for fault in passing_faults() {
        for call in 0..3 {
            let tenant = Tenant::new(&[[Some(A), None], [None, Some(A)]], Switches::default());
            tenant.inject(fault.clone().after(call));
            let outcome = tenant.connector(A).delete_if_unused().await.unwrap();
            let DeleteIfUnused::InUse(usages) = outcome else {
                panic!("{fault:?}")
            };
            let expected = [
                "postFederationSignup of B2X_1_Flow0",
                "postAttributeCollection of B2X_1_Flow1",
            ];
            assert_eq!(shown(&usages), expected, "{fault:?}");
            assert_eq!(usages[0].user_flow_id(), &flow_id(0));
        }
    }
}

/// Graph writes null for a step without a connector, and leaves a step out that it did not expand.
#[tokio::test(start_paused = true)]
async fn a_step_that_is_not_shown_is_not_a_step_without_a_connector() {
    let flows = json!({ "value": [{ "id": "B2X_1_Flow0" }] });
    for (configuration, is_certain) in [
        (json!({}), false),
        (json!({ "postFederationSignup": null }), false),
        (json!({ "postAttributeCollection": null }), false),
        (
            json!({ "postFederationSignup": null, "postAttributeCollection": null }),
            true,
        ),
    ] {
        let script = [json(200, &flows), json(200, &configuration)];
        let connectors = scripted::connectors(&Double::new(script));
        let usages = connectors.connector(&connector_id(A)).usages().await;
        match usages {
            Ok(usages) => assert!(is_certain && usages.is_empty(), "{configuration}"),
            Err(error) => {
                assert!(!is_certain && error.is_unexpected_content(), "{error}");
                assert_says(&error, "does not show both steps of the user flow");
            }
        }
    }
    let transport = Double::new([json(200, &json!({ "postFederationSignup": null }))]);
    let flow = graph(&transport).v1().user_flows().flow(&flow_id(0));
    let configuration = flow.configuration().await.unwrap();
    let shown = STEPS.map(|step| configuration.step(step).clone());
    assert_eq!(shown, [Attached::Nothing, Attached::Unknown]);
    let sent = transport.take_sent();
    let steps = "$expand=postFederationSignup,postAttributeCollection";
    assert_eq!(sent[0].request.url().query(), Some(steps));
}

#[tokio::test(start_paused = true)]
async fn attaching_writes_only_if_another_connector_or_none_is_attached() {
    let tenant = Tenant::with_one_flow(Switches::default());
    for (step, connector, outcome, methods) in [
        (STEPS[0], A, Upserted::Unchanged, &["GET"][..]),
        (STEPS[0], B, Upserted::Updated, &["GET", "PUT"]),
        (STEPS[1], A, Upserted::Created, &["GET", "PUT"]),
        (STEPS[1], A, Upserted::Unchanged, &["GET"]),
    ] {
        let attach = tenant.flow(0).attach(step, &connector_id(connector));
        assert_eq!(attach.await.unwrap(), outcome, "{step}, {connector}");
        assert_eq!(tenant.methods(), methods, "{step}, {connector}");
        assert_eq!(tenant.attached(0, step).await.as_deref(), Some(connector));
        tenant.methods();
    }
}

#[tokio::test(start_paused = true)]
async fn attaching_survives_a_lost_response_and_a_throttle() {
    for fault in passing_faults() {
        for operation in [
            Operation::SetPostFederationSignup,
            Operation::GetApiConnectorConfiguration,
        ] {
            let tenant = Tenant::with_one_flow(Switches::default());
            tenant.inject(fault.clone().on(operation));
            let attach = tenant.flow(0).attach(STEPS[0], &connector_id(B));
            assert_eq!(attach.await.unwrap(), Upserted::Updated, "{fault:?}");
            assert_eq!(tenant.attached(0, STEPS[0]).await.as_deref(), Some(B));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_to_attach_names_the_permission() {
    let tenant = Tenant::with_one_flow(Switches::default());
    let token = tenant.fake.token_with(&["IdentityUserFlow.Read.All"]);
    let flows = graph_with(&tenant.fake, token).v1().user_flows();
    assert_eq!(flows.list().await.unwrap().len(), 1);
    let attach = flows.flow(&flow_id(0)).attach(STEPS[0], &connector_id(B));
    let error = attach.await.unwrap_err();
    assert!(error.is_permission_denied());
    let required = error.required_permission().unwrap();
    assert_eq!(required.any_of(), ["IdentityUserFlow.ReadWrite.All"]);
    assert_eq!(required.roles(), ["External ID User Flow Administrator"]);
}

#[tokio::test(start_paused = true)]
async fn detaching_works_with_each_form_that_the_service_may_take() {
    for (step_detachment, methods) in DETACHMENTS {
        let methods: Vec<&str> = methods.split(' ').collect();
        for step in STEPS {
            let tenant = Tenant::new(&[[Some(A), Some(A)]], detached_by(step_detachment));
            tenant.flow(0).detach(step).await.unwrap();
            assert_eq!(tenant.methods(), methods, "{step_detachment:?}");
            let other = if step == STEPS[0] { STEPS[1] } else { STEPS[0] };
            assert_eq!(tenant.attached(0, step).await, None);
            assert_eq!(tenant.attached(0, other).await.as_deref(), Some(A));
            tenant.methods();
            // Again: nothing to do.
            tenant.flow(0).detach(step).await.unwrap();
            assert_eq!(tenant.methods(), ["GET"]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn detaching_survives_each_fault_alone() {
    let operations = [
        Operation::GetApiConnectorConfiguration,
        Operation::SetPostFederationSignup,
        Operation::ClearPostFederationSignup,
    ];
    for (step_detachment, _) in DETACHMENTS {
        for operation in operations {
            for fault in passing_faults() {
                let tenant = Tenant::with_one_flow(detached_by(step_detachment));
                tenant.inject(fault.clone().on(operation));
                let detached = tenant.flow(0).detach(STEPS[0]).await;
                detached.unwrap_or_else(|error| panic!("{step_detachment:?}, {fault:?}: {error}"));
                assert_eq!(tenant.attached(0, STEPS[0]).await, None);
            }
        }
        for lag in 1..4 {
            let tenant = Tenant::with_one_flow(detached_by(step_detachment));
            tenant.fake.replication_lag(lag);
            let detached = tenant.flow(0).detach(STEPS[0]).await;
            detached.unwrap_or_else(|error| panic!("{step_detachment:?}, {lag}: {error}"));
            tenant.fake.replication_lag(0);
            assert_eq!(tenant.attached(0, STEPS[0]).await, None);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_detachment_is_an_error_and_a_useless_one_says_so() {
    let tenant = Tenant::with_one_flow(Switches::default());
    tenant.inject(Fault::error(403, "AADB2C").on(Operation::SetPostFederationSignup));
    let error = tenant.flow(0).detach(STEPS[0]).await.unwrap_err();
    assert!(error.is_permission_denied(), "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");
    assert_eq!(tenant.methods(), ["GET", "PUT"]);

    // The service accepts everything, and the step keeps its connector.
    let tenant = Tenant::with_one_flow(detached_by(StepDetachment::DeletionAfterIgnoredUpdate));
    tenant.inject(Fault::answer(204).on(Operation::ClearPostFederationSignup));
    let begin = Instant::now();
    let error = tenant.flow(0).detach(STEPS[0]).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
    assert_says(&error, "postFederationSignup of the user flow B2X_1_Flow0");
    let elapsed = begin.elapsed();
    assert!(elapsed < Duration::from_secs(10), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_protects_used_connectors_is_believed() {
    let switches = Switches {
        connector_in_use: ConnectorInUse::Refused,
        ..Switches::default()
    };
    let tenant = Tenant::with_one_flow(switches);
    let error = tenant.connector(A).delete().await.unwrap_err();
    assert!(error.is_bad_request(), "{error}");
    tenant.flow(0).detach(STEPS[0]).await.unwrap();
    let outcome = tenant.connector(A).delete_if_unused().await.unwrap();
    assert_eq!(outcome, DeleteIfUnused::Deleted);
}
