//! Partners and default settings against the fake service: lists, licenses, the own tenant, and a partner that was just deleted.

use std::time::Duration;

use msgraph_identity::Upserted::{Created, Unchanged};
use msgraph_identity::{
    Access, CrossTenantAccess, DefaultUpdate, InboundTrust, NewPartner, PartnerProperty,
    PartnerUpdate, TenantId,
};
use msgraph_identity_fake::{
    DEFAULT_TENANT_ID, FakeGraph, Fault, Operation, PartnerSeed, PremiumP1, Switches,
};
use msgraph_identity_tests::double::{Double, Step, json};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use super::ensure::handle;
use crate::faults::scripted::{PARTNER, error, graph, partner};
use crate::in_process::{builder, client, pages_of};

pub(super) fn tenant(number: u128) -> TenantId {
    format!("aaaaaaaa-0000-4000-8000-{number:012x}")
        .parse()
        .unwrap()
}

fn seed(number: u128) -> PartnerSeed {
    PartnerSeed::new(tenant(number).to_string().parse().unwrap())
}

fn access(fake: &FakeGraph) -> CrossTenantAccess {
    client(fake).cross_tenant_access()
}

/// Trust needs a license.
fn trust() -> PartnerUpdate {
    PartnerUpdate::new().inbound_trust(InboundTrust::new().mfa(true))
}

#[tokio::test(start_paused = true)]
async fn a_list_of_partners_goes_over_all_pages_with_what_was_asked_for() {
    let mut builder = builder().switches(pages_of(2));
    for number in 0..5 {
        builder = builder.partner(match number {
            3 => seed(number).synchronizes_users(),
            _ => seed(number),
        });
    }
    let fake = builder.build().unwrap();
    let access = access(&fake);

    let partners = access.partners().with_synchronization().await.unwrap();
    let ids: Vec<_> = partners.iter().map(|partner| partner.tenant_id).collect();
    assert_eq!(ids, (0..5).map(tenant).collect::<Vec<_>>());
    let synchronized = partners.iter().filter(|partner| {
        let policy = partner.synchronization.as_ref();
        policy.and_then(|policy| policy.users()) == Some(Access::Allow)
    });
    let synchronized: Vec<_> = synchronized.map(|partner| partner.tenant_id).collect();
    assert_eq!(synchronized, [tenant(3)]);
    assert_eq!(fake.request_count_for(Operation::ListPartners), 3);

    // Without it, the policy is not returned.
    let plain = access.partners().all().await.unwrap();
    assert!(
        plain
            .iter()
            .all(|partner| partner.synchronization.is_none())
    );

    let selected = access.partners().select([PartnerProperty::InboundTrust]);
    let mut selected = selected.items();
    let mut count = 0;
    while let Some(partner) = selected.next().await.transpose().unwrap() {
        assert!(partner.settings.redemption.is_inherited());
        count += 1;
    }
    assert_eq!(count, 5);
    let limited = access.partners().max_items(4).await;
    assert!(limited.unwrap_err().is_paging());
}

#[tokio::test(start_paused = true)]
async fn the_options_of_a_list_are_on_its_first_request() {
    let transport = Double::new([json(200, &json!({ "value": [{ "tenantId": PARTNER }] }))]);
    let access = graph(&transport).v1().cross_tenant_access();
    let list = access
        .partners()
        .with_synchronization()
        .select([PartnerProperty::InboundTrust]);
    assert_eq!(list.await.unwrap().len(), 1);
    let sent = transport.take_sent().pop().unwrap().request;
    let query = "$expand=identitySynchronization&$select=tenantId,inboundTrust";
    assert_eq!(sent.url().query(), Some(query));
}

#[tokio::test(start_paused = true)]
async fn the_own_tenant_is_known_from_the_token_and_is_no_partner() {
    let fake = builder().build().unwrap();
    let access = access(&fake);
    let own = access.partner(DEFAULT_TENANT_ID.to_string().parse().unwrap());
    // The service answers, and by then the token is known.
    let refused = own.get().await.unwrap_err();
    assert!(refused.status().is_some() && !refused.is_partner_missing());
    assert_says(&refused, "the tenant that the credential is for");
    let before = fake.request_count();
    let new = NewPartner::new(own.tenant_id());
    for error in [
        own.get().await.unwrap_err(),
        own.ensure(trust()).await.unwrap_err(),
        own.delete().await.unwrap_err(),
        access.create_partner(new).await.unwrap_err(),
    ] {
        assert!(error.is_invalid_argument(), "{error}");
    }
    assert_eq!(fake.request_count(), before);
}

#[tokio::test(start_paused = true)]
async fn a_missing_license_is_told_from_a_missing_permission() {
    for premium_p1 in [PremiumP1::BadRequest, PremiumP1::Forbidden] {
        let switches = Switches {
            premium_p1,
            ..Switches::default()
        };
        let fake = builder()
            .switches(switches)
            .partner(seed(1))
            .build()
            .unwrap();
        let access = access(&fake);
        let default = DefaultUpdate::new().inbound_trust(InboundTrust::new().mfa(true));
        let new = NewPartner::new(tenant(2)).settings(trust());
        for error in [
            access.partner(tenant(1)).ensure(trust()).await.unwrap_err(),
            access.partner(tenant(1)).update(trust()).await.unwrap_err(),
            access.create_partner(new).await.unwrap_err(),
            access.default_settings().update(default).await.unwrap_err(),
        ] {
            assert!(error.is_license_missing(), "{premium_p1:?}: {error}");
        }
        let free = PartnerUpdate::new().redemption_inbound(true);
        access.partner(tenant(1)).ensure(free).await.unwrap();
    }
    let fake = builder().build().unwrap();
    let denied = Fault::error(403, "Authorization_RequestDenied");
    fake.inject(denied.on(Operation::CreatePartner)).unwrap();
    let denied = access(&fake).create_partner(tenant(1)).await.unwrap_err();
    assert!(denied.is_permission_denied() && !denied.is_license_missing());
}

#[tokio::test(start_paused = true)]
async fn a_partner_that_was_just_deleted_is_created_when_the_service_takes_it_again() {
    let switches = Switches {
        partner_settle_seconds: 40,
        ..Switches::default()
    };
    let fake = builder()
        .switches(switches)
        .partner(seed(1))
        .build()
        .unwrap();
    let access = access(&fake);
    let partner = access.partner(tenant(1));
    partner.delete().await.unwrap();
    let conflict = access.create_partner(tenant(1)).await.unwrap_err();
    assert!(conflict.is_conflict(), "{conflict}");
    let held = partner.ensure(trust()).await.unwrap_err();
    assert!(held.is_conflict(), "{held}");
    assert_says(&held, "let `ensure` wait");
    let short = partner.ensure(trust()).wait(Duration::from_secs(10)).await;
    assert!(short.unwrap_err().is_conflict());

    let ensure = || partner.ensure(trust()).wait(Duration::from_secs(60));
    assert_eq!(ensure().await.unwrap(), Created);
    assert_eq!(ensure().await.unwrap(), Unchanged);
}

#[tokio::test(start_paused = true)]
async fn a_creation_whose_response_is_lost_is_found_by_ensure_and_left_to_the_caller_by_create() {
    let fake = builder().build().unwrap();
    let access = access(&fake);
    let lose = || {
        let lost = Fault::lost_answer().on(Operation::CreatePartner);
        fake.inject(lost).unwrap();
    };
    lose();
    let partner = access.partner(tenant(1));
    assert_eq!(partner.ensure(trust()).await.unwrap(), Created);
    assert_eq!(fake.request_count_for(Operation::CreatePartner), 1);
    assert_eq!(partner.ensure(trust()).await.unwrap(), Unchanged);

    lose();
    let lost = access.create_partner(tenant(2)).await.unwrap_err();
    assert!(lost.may_have_taken_effect(), "{lost}");
    assert_eq!(fake.request_count_for(Operation::CreatePartner), 2);
    access.partner(tenant(2)).get().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_lost_response_is_the_error_if_the_partner_is_not_as_wanted() {
    let lost = || Step::Fail(msgraph_identity::generated::core::TransportErrorKind::Reset);
    let absent = || error(404, "Request_ResourceNotFound");
    for shown in [absent(), json(200, &json!({ "tenantId": PARTNER }))] {
        let transport = Double::new([absent(), lost(), shown]);
        let error = handle(&transport).ensure(trust()).await.unwrap_err();
        assert!(error.may_have_taken_effect(), "{error}");
        assert_eq!(transport.count(), 3);
    }
    let transport = Double::new([lost()]);
    let access = graph(&transport).v1().cross_tenant_access();
    let error = access.create_partner(partner()).await.unwrap_err();
    assert!(error.may_have_taken_effect() && error.attempts() == 1);
    assert_eq!(transport.count(), 1);
}
