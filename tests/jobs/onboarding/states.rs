//! Every state of two tenants, and the requests that it takes.

use msgraph_identity::Access;
use msgraph_identity::Upserted::{Created, Unchanged, Updated};
use msgraph_identity::jobs::onboarding::Onboarding;

use super::{READY, SOURCE, State, Two, source_id, target_id};
use crate::in_process::graph_with;

#[tokio::test(start_paused = true)]
async fn every_state_is_brought_to_the_wanted_one() {
    for state in State::all() {
        let two = Two::new(state);
        let onboarded = two.onboarding().run().await.unwrap();
        let count = two.fake.request_count();
        assert!((2..=7).contains(&count), "{state:?}: {:?}", two.sent());

        let redemption = |partner: Option<bool>| match partner {
            Some(true) => Unchanged,
            _ => Updated,
        };
        let target = state
            .target
            .map_or(Created, |(partner, _)| redemption(partner[0]));
        let source = state
            .source
            .map_or(Created, |partner| redemption(partner[1]));
        let policy = state.target.and_then(|(_, policy)| policy);
        let synchronization = match policy {
            None => Created,
            Some(Some(true)) => Unchanged,
            Some(_) => Updated,
        };
        assert_eq!(onboarded.target(), target, "{state:?}");
        assert_eq!(onboarded.source(), source, "{state:?}");
        assert_eq!(onboarded.synchronization(), synchronization, "{state:?}");
        two.assert_ready(state).await;

        two.fake.clear_requests();
        let again = two.onboarding().run().await.unwrap();
        assert_eq!(again.target(), Unchanged, "{state:?}");
        assert_eq!(two.fake.request_count(), 2, "{:?}", two.sent());
    }
}

#[tokio::test(start_paused = true)]
async fn as_few_requests_are_sent_as_it_takes() {
    let (target, source) = (target_id(), source_id());
    let two = Two::new(State::default());
    let onboarded = two.onboarding().run().await.unwrap();
    assert_eq!(
        two.sent(),
        [
            format!("GET partners/{source}"),
            format!("GET partners/{target}"),
            "POST partners".to_owned(),
            format!("PUT partners/{source}/identitySynchronization"),
            "POST partners".to_owned(),
        ]
    );
    assert_eq!(
        onboarded.to_string(),
        format!(
            "target {target}: partner created, synchronization created; source {source}: partner created"
        )
    );

    let two = Two::new(State {
        target: Some(([None; 2], Some(Some(false)))),
        source: Some([None; 2]),
    });
    two.onboarding().run().await.unwrap();
    assert_eq!(
        two.sent(),
        [
            format!("GET partners/{source}"),
            format!("GET partners/{target}"),
            format!("GET partners/{source}"),
            format!("PATCH partners/{source}"),
            format!("PATCH partners/{source}/identitySynchronization"),
            format!("GET partners/{target}"),
            format!("PATCH partners/{target}"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn users_can_be_blocked_again() {
    let two = Two::new(READY);
    let onboarding = two.onboarding().users(Access::Block).redemption(false);
    let onboarded = onboarding.run().await.unwrap();
    let done = [
        onboarded.target(),
        onboarded.synchronization(),
        onboarded.source(),
    ];
    assert_eq!(done, [Updated; 3]);
    assert!(onboarding.verify().await.unwrap().is_complete());
    let verification = two.verify().await;
    assert_eq!(verification.findings().len(), 3, "{verification}");
    let [source, target] = two.partners().await.map(Option::unwrap);
    let users = target.synchronization.unwrap().users();
    assert_eq!(users, Some(Access::Block));
    assert_eq!(
        source.settings.redemption.own().unwrap().outbound,
        Some(false)
    );
}

#[tokio::test(start_paused = true)]
async fn each_side_may_use_another_version() {
    let two = Two::new(State::default());
    let token = two.fake.token_for(uuid::Uuid::from_u128(SOURCE));
    let beta = graph_with(&two.fake, token).beta();
    let onboarding = Onboarding::new(&beta, &two.target, source_id(), target_id());
    onboarding.run().await.unwrap();
    assert!(onboarding.verify().await.unwrap().is_complete());
    let requests = two.fake.requests();
    let of_beta = requests.iter().filter(|r| r.path().starts_with("/beta/"));
    // The run: GET and POST. The verification: the partner, and the default settings that it inherits.
    assert_eq!((of_beta.count(), requests.len()), (4, 9));
    two.assert_ready(State::default()).await;
}
