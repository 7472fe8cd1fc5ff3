//! Random updates of partners, against the fake service.

use msgraph_identity::Upserted::{Created, Unchanged, Updated};
use msgraph_identity::{
    AccessRule, B2bSetting, Graph, InboundOutbound, InboundTrust, PartnerUpdate, Setting, Target,
    TenantRestrictions, Version, VersionedClient,
};

use crate::in_process;

fn rule(random: &mut fastrand::Rng, applications: bool) -> AccessRule {
    let id = format!("00000000-0000-4000-8000-{:012x}", random.u32(..3));
    let one = if applications {
        Target::application(id)
    } else {
        Target::group(id)
    };
    match (random.u8(..3), applications) {
        (0, true) => AccessRule::block_all_applications(),
        (0, false) => AccessRule::allow_all_users(),
        (1, true) => AccessRule::allow_only([Target::office_365(), one]),
        (1, false) => AccessRule::block_only([one]),
        _ => AccessRule::allow_only([one]),
    }
}

fn b2b(random: &mut fastrand::Rng) -> B2bSetting {
    let mut setting = B2bSetting::new().applications(rule(random, true));
    if random.bool() {
        setting = setting.users_and_groups(rule(random, false));
    }
    setting
}

fn update(random: &mut fastrand::Rng) -> PartnerUpdate {
    let mut update = PartnerUpdate::new().redemption_inbound(random.bool());
    if random.bool() {
        update = update.redemption_outbound(random.bool());
    }
    if random.bool() {
        update = update.collaboration_inbound(b2b(random));
    }
    if random.bool() {
        update = update.direct_connect_outbound(Setting::Inherit);
    }
    match random.u8(..3) {
        0 => update = update.inbound_trust(Setting::Inherit),
        1 => update = update.inbound_trust(InboundTrust::new().mfa(random.bool())),
        _ => {}
    }
    if random.u8(..4) == 0 {
        update = update.redemption(Setting::<InboundOutbound>::Inherit);
    }
    if random.u8(..4) == 0 {
        let rules = TenantRestrictions::new().users_and_groups(rule(random, false));
        update = update.tenant_restrictions(rules);
    }
    update
}

async fn ensure_at_random<V: Version>(version: impl Fn(&Graph) -> VersionedClient<V>) {
    let fake = in_process::builder().build().unwrap();
    let access = version(&in_process::graph(&fake)).cross_tenant_access();
    let other = access.partner("6f2b1c1e-6a55-4c0a-9f0c-0d2f3b1f7a10".parse().unwrap());
    let mut random = fastrand::Rng::with_seed(7);
    let mut outcomes = Vec::new();
    for _ in 0..30 {
        let wanted = update(&mut random);
        outcomes.push(other.ensure(&wanted).await.unwrap());
        fake.clear_requests();
        assert_eq!(
            other.ensure(&wanted).await.unwrap(),
            Unchanged,
            "{wanted:?}"
        );
        let requests = fake.requests();
        assert_eq!(requests.len(), 1, "{wanted:?}");
        assert_eq!(requests[0].method(), "GET");
    }
    assert_eq!(outcomes[0], Created);
    assert!(outcomes.contains(&Updated) && !outcomes[1..].contains(&Created));
    other.delete().await.unwrap();
    assert!(other.get().await.unwrap_err().is_partner_missing());
}

#[tokio::test(start_paused = true)]
async fn after_ensuring_settings_a_second_time_writes_nothing() {
    ensure_at_random(Graph::v1).await;
    ensure_at_random(Graph::beta).await;
}
