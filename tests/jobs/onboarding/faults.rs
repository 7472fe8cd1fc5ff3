//! Each fault alone, at each request, in random states; and runs that are cut off and started again.

use msgraph_identity_fake::{Fault, Operation, Switches, SynchronizationExists};
use msgraph_identity_tests::text::assert_says;
use proptest::prelude::*;

use super::{NO_PARTNER, READY, State, Two, WAIT, source_id, target_id};

fn state() -> impl Strategy<Value = State> {
    let states: Vec<State> = State::all().collect();
    proptest::sample::select(states)
}

/// Faults that the client overcomes by itself.
fn passing_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        Just(Fault::lost_answer()),
        Just(Fault::lost_request()),
        Just(Fault::throttled("2")),
        Just(Fault::error(503, "serviceNotAvailable")),
    ]
}

/// Runs a future to its end, without waits.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fault_that_passes_does_not_change_the_result(
        state in state(),
        fault in passing_fault(),
        at in 0_u32..8,
    ) {
        block_on(async {
            let two = Two::new(state);
            two.inject(fault.clone().after(at));
            if let Err(error) = two.onboarding().run().await {
                // A POST that may have had an effect is not repeated blindly: the run says so, and can be repeated.
                assert!(error.may_have_taken_effect(), "{state:?}, {fault:?} at {at}: {error}");
                two.onboarding().run().await.unwrap();
            }
            let [partners, policies] = two.creations();
            assert!(partners <= 2 && policies <= 1, "{:?}", two.sent());
            two.assert_ready(state).await;
        });
    }

    #[test]
    fn a_run_that_is_cut_off_anywhere_is_finished_by_the_next_one(
        state in state(),
        cuts in prop::collection::vec((0_u32..8, any::<bool>()), 1..4),
        lag in 0_u32..3,
    ) {
        block_on(async {
            let two = Two::new(state);
            two.fake.replication_lag(lag);
            for (after, has_effect) in cuts {
                let gone = if has_effect { Fault::lost_answer() } else { Fault::lost_request() };
                two.inject(gone.times(1).after(after));
                two.inject(Fault::lost_request().after(after).always());
                if let Err(error) = two.onboarding().run().await {
                    assert!(error.tenant_id().is_some(), "{error}");
                }
                two.fake.clear_faults();
            }
            two.onboarding().run().wait(WAIT).await.unwrap();
            assert!(two.verify().await.is_complete());
            let new_partners = usize::from(state.target.is_none()) + usize::from(state.source.is_none());
            let [partners, policies] = two.creations();
            assert!(partners <= new_partners && policies <= 1, "{:?}", two.sent());
            two.assert_ready(state).await;
        });
    }

    #[test]
    fn a_refusal_names_its_side(state in state(), at in 0_u32..8) {
        block_on(async {
            let two = Two::new(state);
            two.inject(Fault::error(403, "Authorization_RequestDenied").after(at));
            match two.onboarding().run().await {
                Ok(_) => two.assert_ready(state).await,
                Err(error) => {
                    let requests = two.fake.requests();
                    let refused = &requests[at as usize];
                    // Both tenants are read in any case. Then it stops at the first refusal.
                    assert_eq!(requests.len(), (at as usize + 1).max(2));
                    let body = String::from_utf8_lossy(refused.body()).into_owned();
                    // The path or the body names the partner, which is the other tenant.
                    let text = format!("{}{body}", refused.path());
                    let is_target = text.contains(&source_id().to_string());
                    let tenant = if is_target { target_id() } else { source_id() };
                    assert_eq!(error.tenant_id(), Some(tenant), "{error}");
                    assert!(error.is_permission_denied(), "{error}");
                }
            }
        });
    }
}

/// The state that takes the most requests.
const OTHER: State = State {
    target: Some(([None, Some(true)], Some(Some(false)))),
    source: Some([Some(true), None]),
};

#[tokio::test(start_paused = true)]
async fn a_run_can_be_cut_off_at_each_request() {
    for state in [State::default(), OTHER, READY] {
        for has_effect in [false, true] {
            for after in 0..7 {
                let two = Two::new(state);
                let gone = match has_effect {
                    true => Fault::lost_answer(),
                    false => Fault::lost_request(),
                };
                two.inject(gone.after(after));
                two.inject(Fault::lost_request().after(after).always());
                let cut = two.onboarding().run().await;
                two.fake.clear_faults();
                if let Err(error) = cut {
                    assert!(error.tenant_id().is_some(), "{error}");
                    two.onboarding().run().await.unwrap();
                }
                let [partners, policies] = two.creations();
                assert!(partners <= 2 && policies <= 1, "{:?}", two.sent());
                two.assert_ready(state).await;
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_old_state_is_not_taken_for_a_missing_one() {
    for lag in 0..4 {
        let two = Two::new(State::default());
        two.fake.replication_lag(lag);
        two.onboarding().run().await.unwrap();
        let first = two.fake.request_count();
        assert_eq!(first, 5);
        let again = two.onboarding().run().await;
        again.unwrap();
        let [partners, policies] = two.creations();
        assert_eq!([partners, policies], [2, 1], "{:?}", two.sent());
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
    assert!(
        error.is_timeout() && error.may_have_taken_effect(),
        "{error}"
    );
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
