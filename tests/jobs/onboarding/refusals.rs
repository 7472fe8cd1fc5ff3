//! Tenants that cannot be meant, and tenants that refuse.

use std::time::Duration;

use msgraph_identity::Upserted::Created;
use msgraph_identity::jobs::onboarding::Onboarding;
use msgraph_identity_fake::Switches;
use msgraph_identity_tests::text::assert_says;

use super::{NO_PARTNER, SOURCE, State, TARGET, Two, source_id, target_id};

#[tokio::test(start_paused = true)]
async fn the_same_tenant_on_both_sides_is_refused_before_anything_is_sent() {
    let two = Two::new(State::default());
    let onboarding = Onboarding::new(&two.source, &two.target, source_id(), source_id());
    for error in [
        onboarding.run().await.unwrap_err(),
        onboarding.verify().await.unwrap_err(),
    ] {
        assert!(error.is_invalid_argument(), "{error}");
        assert_says(&error, "the same tenant 1111");
    }
    assert_eq!(two.fake.request_count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_client_of_another_tenant_is_refused_before_any_write() {
    for is_swapped in [false, true] {
        let two = Two::new(State::default());
        let target = if is_swapped { &two.source } else { &two.target };
        let source = &two.target;
        let onboarding = Onboarding::new(source, target, source_id(), target_id());
        let error = onboarding.run().await.unwrap_err();
        assert!(error.is_invalid_argument(), "{error}");
        assert_says(&error, "are the clients swapped");
        assert_eq!(two.writes(), 0);
        // Now both tokens are known, so nothing is sent at all.
        two.fake.clear_requests();
        assert!(onboarding.verify().await.unwrap_err().is_invalid_argument());
        assert_eq!(two.fake.request_count(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_permission_stops_the_run_and_names_the_side() {
    for (refused, side, id) in [
        (SOURCE, "source", source_id()),
        (TARGET, "target", target_id()),
    ] {
        let two = Two::new(State::default()).with_permissions(refused, &["Policy.Read.All"]);
        let error = two.onboarding().run().await.unwrap_err();
        assert!(error.is_permission_denied(), "{error}");
        assert_eq!(error.tenant_id(), Some(id));
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("the {side} tenant {id}: POST /v1.0/policies")),
            "{text}"
        );
        let permission = error.required_permission().unwrap();
        assert_eq!(permission.any_of(), ["Policy.ReadWrite.CrossTenantAccess"]);
        // The target comes first. Nothing is undone.
        let is_target_done = refused == SOURCE;
        assert_eq!(error.may_have_taken_effect(), is_target_done, "{error}");
        let [source, target] = two.partners().await;
        assert_eq!(target.is_some(), is_target_done);
        assert!(source.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_partner_that_was_just_deleted_is_created_after_a_wait() {
    let switches = Switches {
        partner_settle_seconds: 40,
        ..Switches::default()
    };
    let two = Two::with_switches(NO_PARTNER, switches.clone());
    let partner = two.target.cross_tenant_access().partner(source_id());
    two.target
        .cross_tenant_access()
        .create_partner(source_id())
        .await
        .unwrap();
    partner.delete().await.unwrap();

    let error = two.onboarding().run().await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(error.tenant_id(), Some(target_id()));
    let onboarded = two.onboarding().run().wait(Duration::from_secs(120)).await;
    assert_eq!(onboarded.unwrap().target(), Created);
    two.assert_ready(NO_PARTNER).await;
}
