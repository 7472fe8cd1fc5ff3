//! What fails as a whole is an error, not a report with less in it.

use msgraph_identity::jobs::audit::Audit;
use msgraph_identity_fake::{FakeGraph, Fault, Operation, PartnerSeed};

use super::service::{fake, id};
use crate::in_process::{client, pages_of};

/// Two pages of partners.
fn partners() -> FakeGraph {
    let partners = [0, 1, 2].map(|number| PartnerSeed::new(id(number)).synchronizes_users());
    fake(partners).switches(pages_of(2)).build().unwrap()
}

#[tokio::test]
async fn a_refusal_of_the_default_settings_or_of_any_page_is_the_error() {
    for (operation, name, pages_before) in [
        (
            Operation::GetCrossTenantAccessDefault,
            "get_cross_tenant_access_default",
            0,
        ),
        (Operation::ListPartners, "list_partners", 0),
        (Operation::ListPartners, "list_partners", 1),
    ] {
        let fake = partners();
        let refused = Fault::error(403, "Authorization_RequestDenied").on(operation);
        fake.inject(refused.after(pages_before)).unwrap();
        let audit = Audit::new(&client(&fake)).run();
        let error = audit.await.unwrap_err();
        assert!(error.is_permission_denied(), "{error}");
        assert_eq!(error.operation(), Some(name));
        let permission = error.required_permission().unwrap();
        assert!(permission.any_of().contains(&"Policy.Read.All"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_audit_waits_and_is_whole() {
    for operation in [
        Operation::GetCrossTenantAccessDefault,
        Operation::ListPartners,
        Operation::FindTenantInformationByTenantId,
    ] {
        let fake = partners();
        let throttled = Fault::throttled("7").on(operation);
        fake.inject(throttled).unwrap();
        let start = tokio::time::Instant::now();
        let audit = Audit::new(&client(&fake)).with_names().run();
        let report = audit.await.unwrap();
        assert_eq!(report.may_synchronize().count(), 3);
        assert!(start.elapsed().as_secs() >= 7, "{operation}");
        // The default settings, two pages, three names, and one of them again.
        assert_eq!(fake.request_count(), 1 + 2 + 3 + 1);
    }
}
