//! Each fault alone, at each request; and runs that are cut off and started again.

use msgraph_identity_fake::{Fault, Operation, Switches, SynchronizationExists};
use msgraph_identity_tests::text::assert_says;

use super::{NO_PARTNER, State, Two, WAIT, source_id, target_id};
use crate::in_process::passing_faults;

/// Nothing is there, one partner is missing, and everything is to be updated, which takes the most requests.
const STATES: [State; 3] = [
    State {
        target: None,
        source: None,
    },
    NO_PARTNER,
    State {
        target: Some(([None, Some(true)], Some(Some(false)))),
        source: Some([Some(true), None]),
    },
];

#[tokio::test(start_paused = true)]
async fn a_fault_that_passes_does_not_change_the_result() {
    for state in STATES {
        for fault in passing_faults() {
            for at in 0..8 {
                let two = Two::new(state);
                two.inject(fault.clone().after(at));
                if let Err(error) = two.onboarding().run().await {
                    // A POST that may have had an effect is not repeated blindly: the run says so, and can be repeated.
                    let case = format!("{state:?}, {fault:?} at {at}: {error}");
                    assert!(error.may_have_taken_effect(), "{case}");
                    two.onboarding().run().await.unwrap();
                }
                two.assert_created_once(state);
                two.assert_ready(state).await;
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_can_be_cut_off_at_each_request() {
    for state in STATES {
        for after in 0..7 {
            for lag in [0, 2] {
                let two = Two::new(state);
                two.fake.replication_lag(lag);
                let cuts = [Fault::lost_answer(), Fault::lost_request()];
                for (at, cut) in [(after, cuts[0].clone()), (6 - after, cuts[1].clone())] {
                    two.inject(cut.after(at));
                    two.inject(Fault::lost_request().after(at).always());
                    if let Err(error) = two.onboarding().run().await {
                        assert!(error.tenant_id().is_some(), "{error}");
                    }
                    two.fake.clear_faults();
                }
                two.onboarding().run().wait(WAIT).await.unwrap();
                assert!(two.verify().await.is_complete());
                two.assert_created_once(state);
                two.assert_ready(state).await;
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_names_its_side() {
    for state in STATES {
        for at in 0..8 {
            let two = Two::new(state);
            two.inject(Fault::error(403, "Authorization_RequestDenied").after(at));
            let Err(error) = two.onboarding().run().await else {
                two.assert_ready(state).await;
                continue;
            };
            let requests = two.fake.requests();
            let refused = &requests[at as usize];
            // Both tenants are read in any case. Then it stops at the first refusal.
            assert_eq!(requests.len(), (at as usize + 1).max(2));
            // The path or the body names the partner, which is the other tenant.
            let body = String::from_utf8_lossy(refused.body());
            let text = format!("{}{body}", refused.path());
            let is_target = text.contains(&source_id().to_string());
            let tenant = if is_target { target_id() } else { source_id() };
            assert_eq!(error.tenant_id(), Some(tenant), "{error}");
            assert!(error.is_permission_denied(), "{error}");
            // Only what was written before counts.
            let mut written = requests.iter().filter(|r| r.method() != "GET");
            let has_effect = written.any(|request| request.status() != Some(403));
            assert_eq!(error.may_have_taken_effect(), has_effect, "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_old_state_is_not_taken_for_a_missing_one() {
    for lag in 0..4 {
        let two = Two::new(State::default());
        two.fake.replication_lag(lag);
        two.onboarding().run().await.unwrap();
        assert_eq!(two.fake.request_count(), 5);
        two.onboarding().run().await.unwrap();
        assert_eq!(two.creations(), [2, 1], "{:?}", two.sent());
        assert!(two.verify_after_a_wait().await.is_complete());
        two.assert_ready(State::default()).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_can_wait_until_the_settings_are_shown() {
    let two = Two::new(State::default());
    two.fake.replication_lag(5);
    two.onboarding().run().wait(WAIT).await.unwrap();
    assert!(two.verify().await.is_complete());

    let two = Two::new(State::default());
    two.fake.replication_lag(1_000);
    let error = two.onboarding().run().wait(WAIT).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
    assert_eq!(error.tenant_id(), Some(target_id()));
}

#[tokio::test(start_paused = true)]
async fn a_policy_that_comes_with_the_partner_is_updated() {
    for exists in [
        SynchronizationExists::Conflict,
        SynchronizationExists::Replaced,
    ] {
        let switches = Switches {
            synchronization_comes_with_partner: true,
            synchronization_exists: exists,
            ..Switches::default()
        };
        let two = Two::with_switches(NO_PARTNER, switches);
        two.onboarding().run().await.unwrap();
        let verification = two.verify().await;
        assert!(verification.is_complete(), "{verification}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_response_to_a_creation_is_looked_up() {
    for operation in [
        Operation::CreatePartner,
        Operation::CreateIdentitySynchronization,
    ] {
        let two = Two::new(State::default());
        two.inject(Fault::lost_answer().on(operation));
        let onboarded = two.onboarding().run().await.unwrap();
        assert_says(onboarded, "partner created, synchronization created");
        two.assert_ready(State::default()).await;
    }
}
