//! What is missing, on which side, and what mends it.

use std::sync::Arc;

use msgraph_identity::jobs::onboarding::{
    Check, Onboarding, Side, Verification, explain_provisioning_error,
};
use msgraph_identity::{
    B2bSetting, Cloud, CloudEndpoint, DefaultUpdate, Graph, PartnerUpdate, credential,
};
use msgraph_identity_fake::{Fault, Operation};
use uuid::Uuid;

use super::{NO_PARTNER, READY, SOURCE, State, TARGET, Two, source_id, target_id};
use crate::in_process::{passing_faults, send};

fn found(verification: &Verification) -> Vec<(Side, Check)> {
    let findings = verification.findings().iter();
    findings
        .map(|finding| (finding.side(), finding.check()))
        .collect()
}

/// The conditions T1 to T3, S1 and S2 that a state does not meet.
fn missing(state: State) -> Vec<(Side, Check)> {
    let mut missing = Vec::new();
    let mut need = |is_met: bool, side, check| {
        if !is_met {
            missing.push((side, check));
        }
    };
    let (inbound, policy) = match state.target {
        Some((redemption, policy)) => (redemption[0], policy),
        None => (None, None),
    };
    need(state.target.is_some(), Side::Target, Check::Partner);
    let may_synchronize = policy == Some(Some(true));
    need(may_synchronize, Side::Target, Check::UserSynchronization);
    need(
        inbound == Some(true),
        Side::Target,
        Check::RedemptionInbound,
    );
    need(state.source.is_some(), Side::Source, Check::Partner);
    let outbound = state.source.and_then(|redemption| redemption[1]);
    need(
        outbound == Some(true),
        Side::Source,
        Check::RedemptionOutbound,
    );
    missing
}

#[tokio::test(start_paused = true)]
async fn every_state_is_described_and_mended_by_the_findings() {
    for state in State::all() {
        let two = Two::new(state);
        let verification = two.verify().await;
        assert_eq!(two.writes(), 0);
        assert_eq!(found(&verification), missing(state), "{state:?}");
        assert_eq!(verification.is_complete(), missing(state).is_empty());
        for finding in verification.findings() {
            let (tenant, id) = match finding.side() {
                Side::Source => (SOURCE, source_id()),
                Side::Target => (TARGET, target_id()),
            };
            assert_eq!(finding.tenant_id(), id);
            let mend = finding.mend().unwrap();
            let permission = mend.permission();
            assert_eq!(permission.any_of(), ["Policy.ReadWrite.CrossTenantAccess"]);
            let token = two.fake.token_for(Uuid::from_u128(tenant));
            let (method, path) = (
                mend.method().parse().unwrap(),
                format!("v1.0{}", mend.path()),
            );
            let sent = send(&two.fake, token, method, &path, mend.body()).await;
            assert!(sent.status().is_success(), "{state:?}: {finding}: {sent:?}");
        }
        // The members that are left out of a setting are gone in this fake, so the mends must have sent them.
        let verification = two.verify().await;
        assert!(
            verification.findings().is_empty(),
            "{state:?}: {verification}"
        );
        let [_, target] = two.partners().await.map(Option::unwrap);
        let outbound = state.target.and_then(|(redemption, _)| redemption[1]);
        assert_eq!(target.settings.redemption.own().unwrap().outbound, outbound);
    }
}

#[tokio::test(start_paused = true)]
async fn a_verification_is_for_people_and_for_programs() {
    let two = Two::new(NO_PARTNER);
    let verification = two.verify().await;
    let (source, target) = (source_id(), target_id());
    let partners = "/policies/crossTenantAccessPolicy/partners";
    assert_eq!(
        verification.to_string(),
        format!(
            r#"the tenants are not prepared
target {target}: the source {source} is not a partner; mend: POST {partners} {{"tenantId":"{source}"}} (permission Policy.ReadWrite.CrossTenantAccess)
target {target}: the source may not synchronize users; mend: PUT {partners}/{source}/identitySynchronization {{"userSyncInbound":{{"isSyncAllowed":true}}}} (permission Policy.ReadWrite.CrossTenantAccess)
target {target}: invitations are not redeemed automatically; mend: PATCH {partners}/{source} {{"automaticUserConsentSettings":{{"inboundAllowed":true}}}} (permission Policy.ReadWrite.CrossTenantAccess)"#
        )
    );
    let json = serde_json::to_value(&verification).unwrap();
    assert_eq!(json["isComplete"], false);
    let finding = &json["findings"][0];
    assert_eq!(finding["side"], "target");
    assert_eq!(finding["tenantId"], target.to_string());
    assert_eq!(finding["check"], "partner");
    assert_eq!(finding["mend"]["method"], "POST");
    assert_eq!(finding["mend"]["body"]["tenantId"], source.to_string());
    assert_eq!(
        finding["mend"]["permission"]["anyOf"][0],
        "Policy.ReadWrite.CrossTenantAccess"
    );

    let ready = Two::new(READY).onboarding().verify().await.unwrap();
    assert_eq!(ready.to_string(), "both tenants are prepared");
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_cannot_be_read_does_not_hide_the_other_one() {
    for (refused, side) in [(SOURCE, Side::Source), (TARGET, Side::Target)] {
        let two = Two::new(State::default()).with_permissions(refused, &[]);
        let verification = two.verify_after_a_wait().await;
        let mut expected = missing(State::default());
        expected.retain(|(missing, _)| *missing != side);
        let at = match side {
            Side::Target => 0,
            Side::Source => expected.len(),
        };
        expected.insert(at, (side, Check::Readable));
        assert_eq!(found(&verification), expected, "{verification}");
        assert!(!verification.is_complete());
        let mut findings = verification.findings().iter();
        let unreadable = findings.find(|f| f.check() == Check::Readable).unwrap();
        assert!(unreadable.mend().is_none());
        let permission = unreadable.error().unwrap().required_permission().unwrap();
        assert_eq!(permission.any_of()[0], "Policy.Read.All");
    }
}

#[tokio::test(start_paused = true)]
async fn a_404_of_a_proxy_is_not_taken_for_a_missing_partner() {
    let two = Two::new(READY);
    let proxy = Fault::answer(404).body("<html>").on(Operation::GetPartner);
    two.inject(proxy.clone());
    let verification = two.verify().await;
    assert_eq!(found(&verification), [(Side::Target, Check::Readable)]);
    two.inject(proxy);
    let error = two.onboarding().run().await.unwrap_err();
    assert_eq!(error.tenant_id(), Some(target_id()));
    assert_eq!(two.writes(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_partner_that_is_not_shown_yet_is_waited_for() {
    let two = Two::new(State::default());
    two.fake.replication_lag(3);
    two.onboarding().run().await.unwrap();
    let verification = two.verify().await;
    assert!(!verification.is_complete(), "{verification}");
    assert!(two.verify_after_a_wait().await.is_complete());
}

#[tokio::test(start_paused = true)]
async fn passing_faults_leave_no_trace_in_a_verification() {
    for fault in passing_faults() {
        for at in 0..4 {
            let two = Two::new(READY);
            two.inject(fault.clone().after(at));
            let verification = two.verify().await;
            assert!(verification.findings().is_empty(), "{verification}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn blocked_guests_are_a_warning_wherever_they_are_blocked() {
    // The default settings of the target block, and the partner of the source has a block of its own.
    let two = Two::new(READY);
    let target = two.target.cross_tenant_access();
    let block = B2bSetting::block_all();
    let update = DefaultUpdate::new().collaboration_inbound(block.clone());
    target.default_settings().update(update).await.unwrap();
    let partner = two.source.cross_tenant_access().partner(target_id());
    let update = PartnerUpdate::new().collaboration_outbound(block);
    partner.update(update).await.unwrap();

    two.fake.clear_requests();
    let verification = two.verify().await;
    assert_eq!(
        found(&verification),
        [
            (Side::Target, Check::CollaborationInbound),
            (Side::Source, Check::CollaborationOutbound)
        ]
    );
    assert!(verification.is_complete());
    let texts: Vec<_> = verification.findings().iter().map(|f| f.what()).collect();
    assert_eq!(
        texts,
        [
            "the default settings block users of the source as guests",
            "the settings of the partner block users of this tenant as guests",
        ]
    );
    // The partner of the source inherits nothing of it, so the default settings are read in the target alone.
    assert_eq!(two.fake.request_count(), 3, "{:?}", two.sent());

    // What the partner itself allows is not blocked.
    let partner = target.partner(source_id());
    let allow = PartnerUpdate::new().collaboration_inbound(B2bSetting::allow_all());
    partner.update(allow).await.unwrap();
    let verification = two.verify().await;
    assert_eq!(
        found(&verification),
        [(Side::Source, Check::CollaborationOutbound)]
    );
}

#[tokio::test(start_paused = true)]
async fn default_settings_that_cannot_be_read_are_a_warning() {
    let two = Two::new(READY);
    let fault = Fault::error(403, "Authorization_RequestDenied");
    two.inject(fault.on(Operation::GetCrossTenantAccessDefault));
    let verification = two.verify().await;
    assert_eq!(
        found(&verification),
        [(Side::Target, Check::CollaborationInbound)]
    );
    assert!(verification.is_complete());
    assert!(
        verification.findings()[0]
            .error()
            .unwrap()
            .is_permission_denied()
    );
}

#[tokio::test(start_paused = true)]
async fn the_cloud_of_the_other_tenant_must_be_allowed() {
    let two = Two::new(READY);
    let token = two.fake.token_for(Uuid::from_u128(TARGET));
    let graph = Graph::builder(credential::static_token(token))
        .cloud(Cloud::UsGovernmentL4)
        .transport(Arc::new(two.fake.in_process()));
    let target = graph.build().unwrap().v1();
    let onboarding = Onboarding::new(&two.source, &target, source_id(), target_id());
    let verification = onboarding.verify().await.unwrap();
    assert_eq!(
        found(&verification),
        [
            (Side::Target, Check::OtherCloud),
            (Side::Source, Check::OtherCloud)
        ]
    );
    let mends = verification
        .findings()
        .iter()
        .map(|f| f.mend().unwrap().to_string());
    let mend = |cloud: &str| {
        format!(
            r#"PATCH /policies/crossTenantAccessPolicy {{"allowedCloudEndpoints":["{cloud}"]}} (permission Policy.ReadWrite.CrossTenantAccess)"#
        )
    };
    assert_eq!(
        mends.collect::<Vec<_>>(),
        [mend("microsoftonline.com"), mend("microsoftonline.us")]
    );
    let source = two.source.cross_tenant_access();
    source
        .allow_cloud(CloudEndpoint::UsGovernment)
        .await
        .unwrap();
    let access = target.cross_tenant_access();
    access.allow_cloud(CloudEndpoint::Global).await.unwrap();
    assert!(onboarding.verify().await.unwrap().findings().is_empty());
}

#[test]
fn codes_of_the_provisioning_service_lead_to_a_side() {
    let clouds = "[(Target, OtherCloud), (Source, OtherCloud)]";
    let redemption = "[(Target, RedemptionInbound), (Source, RedemptionOutbound)]";
    for (code, conditions) in [
        (
            "AzureActiveDirectoryCrossTenantSyncPolicyCheckFailure",
            "[(Target, UserSynchronization)]",
        ),
        ("AzureDirectoryB2BManagementPolicyCheckFailure", redemption),
        (
            "AzureActiveDirectoryForbidden",
            "[(Target, GuestInvitations)]",
        ),
        ("ExternalTenantNotFound", clouds),
        ("AzureActiveDirectoryTokenExpired", clouds),
    ] {
        let found = explain_provisioning_error(code).unwrap();
        assert_eq!(format!("{found:?}"), conditions, "{code}");
    }
    assert_eq!(
        explain_provisioning_error("InvitationCreationFailure"),
        None
    );
}
