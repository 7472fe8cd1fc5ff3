//! Applying a plan while the service fails.

use std::collections::HashSet;

use fastrand::Rng;
use msgraph_identity::ConnectorAuth;
use msgraph_identity_fake::{Fault, Operation, Switches};
use msgraph_identity_tests::text::assert_says;
use serde_json::{Value, json};

use crate::in_process::passing_faults;

use super::{A, PASSWORD, Tenant, connector, random, state};

fn tenant(seed: u64) -> (Tenant, Value) {
    let rng = &mut Rng::with_seed(seed);
    let present = random::present(rng);
    let connectors = vec![connector(A, "Vet", "https://api.contoso.com/a")];
    let tenant = Tenant::new(present, connectors, Switches::default());
    let desired = json!({
        "partners": random::desired(rng),
        "apiConnectors": {
            "Vet": { "targetUrl": "https://api.contoso.com/b" },
            "New": { "targetUrl": "https://api.contoso.com/n", "authenticationConfiguration": { "username": "svc" } },
        },
    });
    (tenant, desired)
}

async fn plan_and_apply(tenant: &Tenant, desired: &Value) -> Result<(), msgraph_identity::Error> {
    let desired = state(desired).connector_auth("New", ConnectorAuth::basic("svc", PASSWORD));
    desired.plan(&tenant.v1()).await?.apply().await
}

/// The partners, and the names and URLs of the connectors.
async fn reached(tenant: &Tenant) -> (Value, Vec<String>) {
    let partners = random::normal(tenant.partners().await);
    let connectors = tenant.connectors().await;
    let mut connectors: Vec<_> = connectors
        .iter()
        .map(|connector| format!("{} {}", connector["displayName"], connector["targetUrl"]))
        .collect();
    connectors.sort();
    (serde_json::to_value(partners).unwrap(), connectors)
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cut_anywhere_and_repeated_reaches_the_same_state() {
    let mut written = HashSet::new();
    for (seed, fault) in [
        (3, Fault::error(403, "Authorization_RequestDenied")),
        (4, Fault::error(404, "Request_ResourceNotFound")),
        (5, Fault::lost_answer()),
    ] {
        let (whole, desired) = tenant(seed);
        plan_and_apply(&whole, &desired).await.unwrap();
        let requests = whole.fake.requests();
        written.extend(requests.iter().filter_map(|request| request.operation()));
        let requests = whole.requests().len();
        let expected = reached(&whole).await;
        for cut in 0..requests {
            let (tenant, desired) = tenant(seed);
            let cut_off = fault.clone().after(cut.try_into().unwrap()).always();
            tenant.inject(cut_off);
            let first = plan_and_apply(&tenant, &desired).await;
            tenant.fake.clear_faults();
            let second = plan_and_apply(&tenant, &desired).await;
            second.unwrap_or_else(|error| panic!("{seed} {cut}: {first:?}, {error}"));
            assert_eq!(reached(&tenant).await, expected, "{seed} {cut}");
        }
    }
    for operation in [
        Operation::CreatePartner,
        Operation::UpdatePartner,
        Operation::DeletePartner,
        Operation::CreateIdentitySynchronization,
        Operation::UpdateIdentitySynchronization,
        Operation::DeleteIdentitySynchronization,
        Operation::CreateApiConnector,
        Operation::UpdateApiConnector,
    ] {
        assert!(written.contains(&operation), "{operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_passes_changes_nothing_of_the_result() {
    let (whole, desired) = tenant(0);
    plan_and_apply(&whole, &desired).await.unwrap();
    let requests = whole.requests().len();
    let expected = reached(&whole).await;
    for at in 0..requests {
        for fault in passing_faults() {
            let (tenant, desired) = tenant(0);
            tenant.inject(fault.clone().after(at.try_into().unwrap()));
            // A creation is never repeated if its request may have had an effect.
            if plan_and_apply(&tenant, &desired).await.is_err() {
                plan_and_apply(&tenant, &desired).await.unwrap();
            }
            assert_eq!(reached(&tenant).await, expected, "{at} {fault:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn replicas_that_lag_do_not_lead_to_a_second_creation() {
    for seed in 0..2 {
        for lag in 1..4 {
            let (whole, desired) = tenant(seed);
            plan_and_apply(&whole, &desired).await.unwrap();
            let expected = reached(&whole).await;
            let (tenant, desired) = tenant(seed);
            tenant.fake.replication_lag(lag);
            let _ = plan_and_apply(&tenant, &desired).await;
            for _ in 0..8 {
                reached(&tenant).await;
            }
            plan_and_apply(&tenant, &desired).await.unwrap();
            for _ in 0..8 {
                reached(&tenant).await;
            }
            assert_eq!(reached(&tenant).await, expected, "{seed} {lag}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_says_what_was_refused_and_whether_something_was_written() {
    for (operation, has_effect) in [
        (Operation::UpdatePartner, false),
        (Operation::CreateIdentitySynchronization, true),
    ] {
        let tenant = Tenant::with_partners([super::partner(A, json!({}))]);
        let desired = json!({ "partners": { A: {
            "isServiceProvider": true,
            "identitySynchronization": { "userSyncInbound": { "isSyncAllowed": true } },
        } } });
        let denied = Fault::error(403, "Authorization_RequestDenied").on(operation);
        tenant.inject(denied);
        let plan = tenant.plan(&desired).await.unwrap();
        let error = plan.apply().await.unwrap_err();
        assert!(error.is_permission_denied(), "{error}");
        assert_eq!(error.may_have_taken_effect(), has_effect, "{error}");
        assert_says(&error, A);
        assert_says(&error, "Policy.ReadWrite.CrossTenantAccess");
    }
}
