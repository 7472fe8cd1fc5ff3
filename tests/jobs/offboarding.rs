//! A partner is removed with a backup, and comes back.

use std::time::Duration;

use msgraph_identity::Error;
use msgraph_identity::jobs::desired_state::DesiredState;
use msgraph_identity::jobs::offboarding::Offboarding;
use msgraph_identity_fake::{Fault, Switches};
use serde_json::{Value, json};

use super::desired_state::Tenant;

const A: &str = "aaaaaaaa-0000-4000-8000-00000000000a";
const B: &str = "bbbbbbbb-0000-4000-8000-00000000000b";
const WAIT: Duration = Duration::from_secs(150);

fn partner(id: &str) -> Value {
    json!({
        "tenantId": id,
        "inboundTrust": { "isMfaAccepted": true },
        "automaticUserConsentSettings": { "inboundAllowed": true },
        "identitySynchronization": {
            "displayName": "Fabrikam",
            "userSyncInbound": { "isSyncAllowed": true },
        },
    })
}

fn tenant(switches: Switches) -> Tenant {
    Tenant::new(vec![partner(A), partner(B)], Vec::new(), switches)
}

async fn read(tenant: &Tenant) -> Offboarding {
    let id = A.parse().unwrap();
    Offboarding::read(&tenant.v1(), id).await.unwrap()
}

async fn offboard(tenant: &Tenant) -> Result<(), Error> {
    let client = tenant.v1();
    match Offboarding::read(&client, A.parse().unwrap()).await {
        Ok(offboarding) => offboarding.run().wait(WAIT).await,
        Err(error) if error.is_not_found() => Ok(()),
        Err(error) => Err(error),
    }
}

#[tokio::test(start_paused = true)]
async fn a_partner_is_removed_after_its_policy_and_its_backup_brings_it_back() {
    let tenant = tenant(Switches::default());
    let before = tenant.partners().await;
    let offboarding = read(&tenant).await;
    let stored = serde_json::to_string(offboarding.backup()).unwrap();
    assert_eq!(tenant.requests().len(), 1);
    assert_eq!(tenant.partners().await, before);

    offboarding.run().wait(WAIT).await.unwrap();
    let requests = [
        format!("DELETE partners/{A}/identitySynchronization"),
        format!("DELETE partners/{A}"),
        format!("GET partners/{A}"),
    ];
    assert_eq!(tenant.requests(), requests);
    let left: Vec<_> = tenant.partners().await.into_keys().collect();
    assert_eq!(left, [B]);

    let backup = DesiredState::from_json(&stored).unwrap();
    tenant.apply(&backup).await;
    assert_eq!(tenant.partners().await, before);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cut_anywhere_and_repeated_removes_the_partner() {
    for fault in [
        Fault::error(403, "Authorization_RequestDenied"),
        Fault::lost_answer(),
    ] {
        for cut in 0..4 {
            let tenant = tenant(Switches::default());
            let before = tenant.partners().await;
            let cut_off = fault.clone().after(cut).always();
            tenant.inject(cut_off);
            let outcome = offboard(&tenant).await;
            tenant.fake.clear_faults();
            if let Err(error) = outcome {
                let is_changed = tenant.partners().await != before;
                assert!(
                    !is_changed || error.may_have_taken_effect(),
                    "{cut}: {error}"
                );
            }
            offboard(&tenant).await.unwrap();
            let left: Vec<_> = tenant.partners().await.into_keys().collect();
            assert_eq!(left, [B], "{cut}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_is_no_partner_is_not_found() {
    let tenant = Tenant::with_partners([]);
    let error = Offboarding::read(&tenant.v1(), A.parse().unwrap())
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
