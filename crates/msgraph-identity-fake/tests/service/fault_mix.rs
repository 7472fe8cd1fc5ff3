//! Random faults.

use crate::exchange::{CONNECTORS, exchange, request, send_as, start};
use msgraph_identity_fake::{Fault, FaultMix, Operation};

#[tokio::test]
async fn random_faults_have_their_share_and_repeat_with_the_seed() {
    let fake = start().await;
    let mix = FaultMix::seeded(1)
        .with(0.2, Fault::throttled("0"))
        .with(0.1, Fault::answer(503))
        .with(0.5, Fault::answer(500).on(Operation::ListPartners));
    let mut rounds = Vec::new();
    for _ in 0..2 {
        fake.inject_at_random(mix.clone()).unwrap();
        let mut statuses = Vec::new();
        for _ in 0..200 {
            let answer =
                exchange(request(&fake, "GET", CONNECTORS).bearer_auth(fake.token())).await;
            statuses.push(answer.status.as_u16());
        }
        rounds.push(statuses);
    }
    assert_eq!(rounds[0], rounds[1]);
    let count = |status| rounds[0].iter().filter(|s| **s == status).count();
    assert!((20..=60).contains(&count(429)), "{}", count(429));
    assert!((8..=35).contains(&count(503)), "{}", count(503));
    assert_eq!(count(500), 0);
    assert_eq!(count(200) + count(429) + count(503), 200);
    fake.clear_faults();
    send_as(&fake, &fake.token(), "GET", CONNECTORS, None, 200).await;
}

#[tokio::test]
async fn queued_faults_precede_random_ones() {
    let fake = start().await;
    fake.inject_at_random(FaultMix::seeded(0).with(1.0, Fault::answer(503)))
        .unwrap();
    fake.inject(Fault::answer(418)).unwrap();
    for status in [418, 503, 503] {
        send_as(&fake, &fake.token(), "GET", CONNECTORS, None, status).await;
    }
}

#[tokio::test]
async fn an_invalid_mix_is_refused_and_changes_nothing() {
    let fake = start().await;
    for mix in [
        FaultMix::seeded(0).with(-0.1, Fault::answer(503)),
        FaultMix::seeded(0)
            .with(0.7, Fault::answer(503))
            .with(0.7, Fault::answer(500)),
        FaultMix::seeded(0).with(0.5, Fault::answer(42)),
    ] {
        fake.inject_at_random(mix).unwrap_err();
    }
    send_as(&fake, &fake.token(), "GET", CONNECTORS, None, 200).await;
}
