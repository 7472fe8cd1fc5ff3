//! Refusals that concern partners, and what their text says.

use msgraph_identity::jobs::desired_state::{DesiredPartner, DesiredState};
use msgraph_identity::jobs::offboarding::Offboarding;
use msgraph_identity::{
    Access, AccessRule, AppServiceConnect, B2bSetting, Cloud, CloudEndpoint, InboundTrust,
    NewPartner, PartnerUpdate, SyncUpdate, Target, Upserted,
};
use msgraph_identity_tests::double::{Double, json, status};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use super::ensure::handle;
use crate::faults::scripted::{PARTNER, answer, builder, error, graph, partner};

#[tokio::test(start_paused = true)]
async fn a_refusal_says_what_to_do() {
    let transport = Double::new([error(409, "Request_MultipleObjectsWithSameKeyValue")]);
    let access = graph(&transport).v1().cross_tenant_access();
    let exists = access
        .create_partner(NewPartner::new(partner()))
        .await
        .unwrap_err();
    assert!(exists.is_conflict(), "{exists}");
    assert_says(&exists, "`ensure`");

    let transport = Double::new([error(404, "Request_ResourceNotFound")]);
    let missing = handle(&transport).get().await.unwrap_err();
    assert!(missing.is_partner_missing() && missing.is_not_found());
    assert_says(&missing, "`create_partner`");

    let transport = Double::new([error(400, "Request_BadRequest")]);
    let in_use = handle(&transport).delete().await.unwrap_err();
    assert_says(&in_use, "synchronization policy, delete that first");

    for code in [400, 403] {
        let body = json!({ "error": { "code": "x", "message": "Link a Microsoft Entra ID P1 subscription." } });
        let transport = Double::new([json(code, &body)]);
        let license = access_update(&transport).await;
        assert!(license.is_license_missing(), "{license}");
        assert_says(&license, "assign one");
    }
    let denied = access_update(&Double::new([error(403, "Authorization_RequestDenied")])).await;
    assert!(!denied.is_license_missing());
}

async fn access_update(transport: &std::sync::Arc<Double>) -> msgraph_identity::Error {
    let update = PartnerUpdate::new().inbound_trust(InboundTrust::new().mfa(true));
    let new = NewPartner::new(partner()).settings(update);
    let access = graph(transport).v1().cross_tenant_access();
    access.create_partner(new).await.unwrap_err()
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_before_it_is_sent() {
    let transport = Double::new([status(204)]);
    let collaboration = |setting| PartnerUpdate::new().collaboration_inbound(setting);
    let id = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01";
    for (update, expected) in [
        (PartnerUpdate::new(), "sets nothing"),
        (
            collaboration(B2bSetting::new().users_and_groups(AccessRule::allow_only([]))),
            "names no target",
        ),
        (
            collaboration(
                B2bSetting::new()
                    .users_and_groups(AccessRule::allow_only([Target::user("ada@contoso.com")])),
            ),
            "neither a GUID nor a keyword",
        ),
        (
            collaboration(
                B2bSetting::new()
                    .users_and_groups(AccessRule::allow_only([Target::application(id)])),
            ),
            "`b2bCollaborationInbound`, `usersAndGroups`: an application",
        ),
    ] {
        let refused = handle(&transport).update(&update).await.unwrap_err();
        assert!(refused.is_invalid_argument(), "{refused}");
        assert_says(&refused, expected);
    }
    let china = builder(transport.clone()).cloud(Cloud::China);
    let china = china.build().unwrap();
    let update = PartnerUpdate::new()
        .app_service_connect_inbound(AppServiceConnect::new(AccessRule::block_all_applications()));
    let partner = china.v1().cross_tenant_access().partner(partner());
    let refused = partner.update(update).await.unwrap_err();
    assert_says(&refused, "`appServiceConnectInbound`");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn the_whole_list_of_clouds_is_sent() {
    let policy = json!({ "allowedCloudEndpoints": ["microsoftonline.us", "cloud.example"] });
    let transport = Double::new([json(200, &policy), status(204), json(200, &policy)]);
    let access = graph(&transport).beta().cross_tenant_access();
    assert_eq!(
        access.allow_cloud(CloudEndpoint::China).await.unwrap(),
        Upserted::Updated
    );
    let sent = transport.take_sent().pop().unwrap().json();
    assert_eq!(
        sent,
        json!({ "allowedCloudEndpoints": ["microsoftonline.us", "cloud.example", "partner.microsoftonline.cn"] })
    );
    let again = access
        .allow_cloud(CloudEndpoint::UsGovernment)
        .await
        .unwrap();
    assert_eq!(again, Upserted::Unchanged);
}

#[tokio::test]
async fn a_backup_of_a_partner_can_be_sent_in_a_national_cloud() {
    let shown = json!({ "tenantId": PARTNER, "inboundTrust": { "isMfaAccepted": true } });
    let shown = json(200, &shown);
    let transport = Double::new([shown.clone(), shown, status(204)]);
    let china = builder(transport.clone()).cloud(Cloud::China);
    let partner = china.build().unwrap().v1().cross_tenant_access();
    let partner = partner.partner(crate::faults::scripted::partner());
    let backup = PartnerUpdate::from(&partner.get().await.unwrap());
    partner.update(&backup).await.unwrap();
    let sent = transport.take_sent().pop().unwrap().json();
    assert_eq!(sent["inboundTrust"], json!({ "isMfaAccepted": true }));
    assert_eq!(sent["b2bCollaborationInbound"], json!(null));
    assert_eq!(sent.get("tenantRestrictions"), None);
}

#[tokio::test(start_paused = true)]
async fn a_404_of_a_proxy_does_not_say_that_anything_is_absent() {
    let page = || {
        answer(
            404,
            &[("content-type", "text/html")],
            "<h1>No such host</h1>",
        )
    };
    let wait = std::time::Duration::from_secs(10);
    let partner = handle(&Double::new([page()]));
    let policy = partner.identity_synchronization();
    let client = graph(&Double::new([page()])).v1();
    let wanted = PartnerUpdate::new().redemption_inbound(true);
    let allowed = SyncUpdate::new().users(Access::Allow);
    let absent = DesiredState::new().partner(partner.tenant_id(), DesiredPartner::absent());
    let shown = json(200, &json!({ "tenantId": PARTNER }));
    let offboarding = graph(&Double::new([shown, page()])).v1();
    let offboarding = Offboarding::read(&offboarding, partner.tenant_id()).await;
    for error in [
        partner.get().await.unwrap_err(),
        partner.update(&wanted).await.unwrap_err(),
        partner.ensure(&wanted).wait(wait).await.unwrap_err(),
        partner.wait_until_gone(wait).await.unwrap_err(),
        policy.upsert(&allowed).await.unwrap_err(),
        policy.plan_upsert(&allowed).await.unwrap_err(),
        policy.create(&allowed).await.unwrap_err(),
        absent.plan(&client).await.unwrap_err(),
        offboarding.unwrap().run().await.unwrap_err(),
    ] {
        assert!(error.is_not_found(), "{error}");
        assert!(!error.is_partner_missing(), "{error}");
        assert_says(&error, "may come from a proxy");
    }
}
