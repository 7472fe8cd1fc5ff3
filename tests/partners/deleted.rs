//! Partners and synchronization policies that were deleted.

use std::sync::Arc;

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{Beta, Cloud, CrossTenantAccess};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use super::service::tenant;
use crate::faults::scripted::{self, PARTNER, graph, partner};
use crate::in_process::{self, builder, pages_of};

fn access(transport: &Arc<Double>) -> CrossTenantAccess<Beta> {
    graph(transport).beta().cross_tenant_access()
}

#[tokio::test(start_paused = true)]
async fn what_was_deleted_is_listed_over_all_pages_and_restored_or_deleted_for_good() {
    let fake = builder().switches(pages_of(2)).build().unwrap();
    let access = in_process::graph(&fake).beta().cross_tenant_access();
    for number in 1..=5 {
        access.create_partner(tenant(number)).await.unwrap();
    }
    let synchronization = access.partner(tenant(1)).identity_synchronization();
    let users = msgraph_identity::SyncUpdate::new().users(msgraph_identity::Access::Allow);
    synchronization.create(users).await.unwrap();
    synchronization.delete().await.unwrap();
    for number in 1..=5 {
        access.partner(tenant(number)).delete().await.unwrap();
    }

    let (partners, policies) = (access.deleted_partners(), access.deleted_synchronizations());
    let ids = async || {
        let deleted = partners.list().await.unwrap();
        let mut ids: Vec<_> = deleted.iter().map(|partner| partner.tenant_id).collect();
        ids.sort_by_key(ToString::to_string);
        ids
    };
    assert_eq!(ids().await, (1..=5).map(tenant).collect::<Vec<_>>());
    let deleted = policies.list().await.unwrap();
    assert_eq!(deleted.len(), 1);
    assert_eq!(deleted[0].tenant_id(), tenant(1));
    assert!(deleted[0].deleted_date_time().is_some());

    // The partner must be there before its policy.
    assert!(
        policies
            .restore(tenant(1))
            .await
            .unwrap_err()
            .is_not_found()
    );
    let restored = partners.restore(tenant(1)).await.unwrap();
    assert_eq!(restored.tenant_id, tenant(1));
    let restored = policies.restore(tenant(1)).await.unwrap();
    assert_eq!(restored.users(), Some(msgraph_identity::Access::Allow));
    assert!(synchronization.get().await.is_ok());

    access.create_partner(tenant(2)).await.unwrap();
    assert!(partners.restore(tenant(2)).await.unwrap_err().is_conflict());

    partners.delete_permanently(tenant(3)).await.unwrap();
    let again = partners.delete_permanently(tenant(3)).await;
    assert!(again.unwrap_err().is_not_found());
    assert_eq!(ids().await, [tenant(2), tenant(4), tenant(5)]);
}

#[tokio::test]
async fn a_deleted_item_has_its_tenant_id_in_either_property() {
    for item in [
        json!({ "tenantId": PARTNER, "deletedDateTime": "2026-01-02T03:04:05Z" }),
        json!({ "id": PARTNER, "deletedDateTime": "2026-01-02T03:04:05Z" }),
        json!({ "id": "other", "tenantId": PARTNER }),
    ] {
        let transport = Double::new([
            json(200, &json!({ "value": [item] })),
            json(200, &json!({ "value": [item] })),
            json(200, &item),
        ]);
        let access = access(&transport);
        let partners = access.deleted_partners().list().await.unwrap();
        assert_eq!(partners[0].tenant_id, partner(), "{item}");
        let policies = access.deleted_synchronizations();
        assert_eq!(policies.list().await.unwrap()[0].tenant_id(), partner());
        assert_eq!(
            policies.restore(partner()).await.unwrap().tenant_id(),
            partner()
        );
    }
    // Neither.
    let nameless = json!({ "value": [{ "displayName": "Fabrikam" }] });
    let access = access(&Double::new([json(200, &nameless)]));
    let error = access.deleted_partners().list().await.unwrap_err();
    assert_says(&error, "at value[0]");
}

#[tokio::test(start_paused = true)]
async fn a_permanent_deletion_whose_response_is_lost_is_a_success() {
    let lost = Step::Fail(TransportErrorKind::Reset);
    let transport = Double::new([lost, status(404)]);
    let deleted = access(&transport).deleted_partners();
    deleted.delete_permanently(partner()).await.unwrap();
    let sent = transport.take_sent();
    let expected = format!("/beta/policies/deletedItems/crossTenantPartners/{PARTNER}");
    assert_eq!(sent.len(), 2);
    assert!(
        sent.iter()
            .all(|sent| sent.request.url().path() == expected)
    );
}

#[tokio::test]
async fn a_national_cloud_keeps_nothing_which_is_said_before_anything_is_sent() {
    let transport = Double::new([status(204)]);
    for cloud in [Cloud::China, Cloud::UsGovernmentL4, Cloud::UsGovernmentDod] {
        let graph = scripted::builder(transport.clone()).cloud(cloud).build();
        let access = graph.unwrap().beta().cross_tenant_access();
        let deleted = access.deleted_partners();
        for error in [
            deleted.list().await.unwrap_err(),
            deleted.restore(partner()).await.unwrap_err(),
            deleted.delete_permanently(partner()).await.unwrap_err(),
            access.deleted_synchronizations().list().await.unwrap_err(),
        ] {
            assert!(error.is_invalid_argument(), "{error}");
            assert_says(&error, "global cloud only");
        }
    }
    assert_eq!(transport.count(), 0);
}
