//! Faults at random, as a load test has them.

use crate::exchange::{CONNECTORS, send_as, start};
use msgraph_identity_fake::{Fault, FaultMix, Operation};

#[tokio::test]
async fn a_mix_disturbs_its_share_and_repeats_itself() {
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
            let answer = send_as(&fake, &fake.token(), "GET", CONNECTORS, None).await;
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
    send_as(&fake, &fake.token(), "GET", CONNECTORS, None)
        .await
        .expect(200);
}

#[tokio::test]
async fn faults_that_wait_come_first() {
    let fake = start().await;
    fake.inject_at_random(FaultMix::seeded(0).with(1.0, Fault::answer(503)))
        .unwrap();
    fake.inject(Fault::answer(418)).unwrap();
    for status in [418, 503, 503] {
        send_as(&fake, &fake.token(), "GET", CONNECTORS, None)
            .await
            .expect(status);
    }
}

#[tokio::test]
async fn an_impossible_mix_is_refused_and_changes_nothing() {
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
    send_as(&fake, &fake.token(), "GET", CONNECTORS, None)
        .await
        .expect(200);
}
