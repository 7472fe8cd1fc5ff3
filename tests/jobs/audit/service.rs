//! An audit of the fake's default tenant.

use msgraph_identity::TenantId;
use msgraph_identity::jobs::audit::{Audit, AuditReport, AuditWarning};
use msgraph_identity_fake::{FakeGraphBuilder, Operation, PartnerSeed, TenantSeed};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;
use uuid::Uuid;

use crate::in_process::{builder, client, pages_of};

/// A fake with these partners in its default tenant.
pub(super) fn fake(partners: impl IntoIterator<Item = PartnerSeed>) -> FakeGraphBuilder {
    partners
        .into_iter()
        .fold(builder(), FakeGraphBuilder::partner)
}

/// The id of the partner with this number.
pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x1111_1111_1111_4111_8111_0000_0000_0000 + number)
}

pub(super) fn tenant(number: u128) -> TenantId {
    TenantId::from_u128(id(number).as_u128())
}

fn tenants<'a>(
    partners: impl IntoIterator<Item = &'a msgraph_identity::jobs::audit::PartnerAudit>,
) -> Vec<TenantId> {
    let mut tenants: Vec<_> = partners.into_iter().map(|one| one.tenant()).collect();
    tenants.sort_unstable();
    tenants
}

#[tokio::test]
async fn all_pages_of_partners_are_compared_with_the_allow_list() {
    // Of 500 partners, every third one may synchronize.
    let partners = (0..500).map(|number| match number % 3 {
        0 => PartnerSeed::new(id(number)).synchronizes_users(),
        1 => PartnerSeed::new(id(number))
            .synchronization(json!({ "userSyncInbound": { "isSyncAllowed": false } })),
        _ => PartnerSeed::new(id(number)),
    });
    let fake = fake(partners).switches(pages_of(60)).build().unwrap();
    // Every sixth one is expected, one that is blocked, one without a policy, and a stranger.
    let expected = (0..500).step_by(6).chain([1, 2, 1000]).map(tenant);
    let audit = Audit::new(&client(&fake)).expect(expected);
    let report = audit.run().await.unwrap();

    assert_eq!(report.partners().len(), 500);
    let every = |first: u128, step| (first..500).step_by(step).map(tenant).collect::<Vec<_>>();
    assert_eq!(tenants(report.may_synchronize()), every(0, 3));
    assert_eq!(tenants(report.unexpected()), every(3, 6));
    let may_not = [1, 2, 1000].map(|number| AuditWarning::ExpectedMayNot(tenant(number)));
    assert_eq!(report.warnings(), may_not);
    assert!(report.unreadable().is_empty());
    // 8 pages of 60 and one of 20.
    assert_eq!(fake.request_count_for(Operation::ListPartners), 9);
    assert_eq!(fake.request_count(), 1 + 9);

    let text = report.to_string();
    let unexpected = format!("unexpected: {} may synchronize\n", tenant(3));
    assert_says(&text, &unexpected);
    let may_not = format!(
        "warning: {}: is expected to synchronize and may not\n",
        tenant(1)
    );
    assert_says(&text, &may_not);
}

#[tokio::test]
async fn without_an_allow_list_nobody_is_unexpected() {
    let partners = [PartnerSeed::new(id(0)).synchronizes_users()];
    let fake = fake(partners).build().unwrap();
    let report = Audit::new(&client(&fake)).run().await.unwrap();
    assert_eq!(tenants(report.may_synchronize()), [tenant(0)]);
    assert_eq!(report.unexpected().count(), 0);
    assert_eq!(report.warnings(), []);
}

#[tokio::test]
async fn a_partner_whose_name_cannot_be_looked_up_stays_in_the_report() {
    let partners = [0, 1, 2].map(|number| PartnerSeed::new(id(number)).synchronizes_users());
    let fake = fake(partners)
        .tenant(TenantSeed::new(id(0)).display_name("O'Neil\u{1b}[2J"))
        .tenant(TenantSeed::new(id(1)).refuses_look_up());
    let fake = fake.build().unwrap();
    let audit = Audit::new(&client(&fake)).expect([]).with_names();
    let report: AuditReport = audit.run().await.unwrap();

    assert_eq!(tenants(report.unexpected()), [0, 1, 2].map(tenant));
    let named = |number| {
        let mut partners = report.partners().iter();
        partners
            .find(|one| one.tenant() == tenant(number))
            .unwrap()
            .name()
    };
    assert_eq!([0, 1, 2].map(named), [Some("O'Neil\u{1b}[2J"), None, None]);
    let missing = report.warnings().iter().map(|warning| match warning {
        AuditWarning::NameMissing(partner) => (partner.tenant(), partner.error()),
        other => panic!("{other}"),
    });
    let missing: Vec<_> = missing.collect();
    assert_eq!([missing[0].0, missing[1].0], [1, 2].map(tenant));
    assert_says(missing[0].1, "403");
    assert_eq!(missing.len(), 2);
    assert_eq!(fake.request_count(), 2 + 3);
    // The name is of another tenant: it must not control a terminal.
    assert!(!report.to_string().contains('\u{1b}'));
    assert_says(&report, "  O'Neil");
}
