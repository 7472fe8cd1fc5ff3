//! A partner that cannot be read does not hide the others.

use std::sync::Arc;

use msgraph_identity::jobs::audit::{Audit, AuditReport, AuditWarning};
use msgraph_identity::{Error, TenantId};
use msgraph_identity_tests::double::{Double, Step, json, retry_after};
use msgraph_identity_tests::text::assert_says;
use serde_json::{Value, json};

use crate::faults::scripted::{ID, PARTNER, answer, error, graph, partner};

fn other() -> TenantId {
    ID.parse().unwrap()
}

fn readable() -> Value {
    json!({
        "tenantId": PARTNER,
        "automaticUserConsentSettings": { "inboundAllowed": true },
        "identitySynchronization": {
            "tenantId": PARTNER,
            "userSyncInbound": { "isSyncAllowed": true },
        },
    })
}

/// The partner of a service that has changed its contract.
fn invalid(tenant: &str) -> Value {
    json!({ "tenantId": tenant, "inboundTrust": "everything" })
}

fn list(partners: &[Value]) -> Step {
    json(200, &json!({ "value": partners }))
}

fn ids() -> Step {
    list(&[PARTNER, ID].map(|id| json!({ "tenantId": id })))
}

/// Default settings, a list with an invalid partner, and this.
fn script<const N: usize>(steps: [Step; N]) -> Arc<Double> {
    let page = list(&[readable(), invalid(ID)]);
    let begin = [json(200, &json!({})), page];
    Double::new(begin.into_iter().chain(steps))
}

async fn audit(transport: &Arc<Double>) -> Result<AuditReport, Error> {
    let audit = Audit::new(&graph(transport).v1());
    audit.expect([partner(), other()]).run().await
}

#[tokio::test]
async fn a_partner_with_an_invalid_setting_does_not_hide_the_others() {
    let transport = script([ids(), json(200, &readable()), json(200, &invalid(ID))]);
    let report = audit(&transport).await.unwrap();
    assert_eq!(transport.count(), 5);
    let readable: Vec<_> = report.may_synchronize().map(|one| one.tenant()).collect();
    assert_eq!(readable, [partner()]);
    assert_eq!(report.unreadable().len(), 1);
    let unreadable = &report.unreadable()[0];
    assert_eq!(unreadable.tenant(), other());
    assert_says(unreadable.error(), "inboundTrust");
    // Whether it may synchronize is not known, so it is not said that it may not.
    let warnings = [AuditWarning::Unreadable(unreadable.clone())];
    assert_eq!(report.warnings(), warnings);
    let text = report.to_string();
    let line = format!("warning: {ID}: cannot be read: ");
    assert_says(&text, &line);
}

#[tokio::test]
async fn a_refusal_of_one_partner_does_not_hide_the_others() {
    let refused = error(403, "Authorization_RequestDenied");
    let transport = script([ids(), json(200, &readable()), refused]);
    let report = audit(&transport).await.unwrap();
    assert_eq!(report.partners().len(), 1);
    assert_eq!(report.unreadable()[0].tenant(), other());
}

#[tokio::test]
async fn a_partner_that_is_deleted_meanwhile_is_not_in_the_report() {
    let gone = error(404, "Request_ResourceNotFound");
    let transport = script([ids(), json(200, &readable()), gone]);
    let report = audit(&transport).await.unwrap();
    assert_eq!(report.partners().len(), 1);
    assert!(report.unreadable().is_empty());
    assert_eq!(report.warnings(), [AuditWarning::ExpectedMayNot(other())]);
}

#[tokio::test]
async fn partners_that_all_have_invalid_settings_are_reported() {
    let [first, second] = [PARTNER, ID].map(|id| json(200, &invalid(id)));
    let report = audit(&script([ids(), first, second])).await.unwrap();
    assert!(report.partners().is_empty());
    let unreadable: Vec<_> = report.unreadable().iter().map(|one| one.tenant()).collect();
    assert_eq!(unreadable, [partner(), other()]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_of_all_partners_is_an_error() {
    let refused = error(403, "Authorization_RequestDenied");
    let failure = audit(&script([ids(), refused])).await.unwrap_err();
    assert!(failure.is_permission_denied(), "{failure}");
    assert_eq!(failure.operation(), Some("get_partner"));

    let failure = audit(&script([ids(), retry_after(503, "1")])).await;
    let failure = failure.unwrap_err();
    assert!(failure.is_server_error(), "{failure}");

    let page = answer(
        200,
        &[("content-type", "text/html")],
        "<html>Sign in</html>",
    );
    let failure = audit(&script([ids(), page])).await.unwrap_err();
    assert!(failure.is_unexpected_content(), "{failure}");
}

#[tokio::test]
async fn the_page_of_a_proxy_is_an_error() {
    for (content_type, page) in [
        ("text/html", "<html>Sign in</html>"),
        ("application/json", "<html>Sign in</html>"),
        ("application/json", " \r\n<!doctype html>"),
        ("application/json", "[]"),
        ("application/json", ""),
    ] {
        let page = answer(200, &[("content-type", content_type)], page);
        let transport = Double::new([json(200, &json!({})), page]);
        let failure = audit(&transport).await.unwrap_err();
        assert!(failure.is_unexpected_content(), "{failure}");
        assert_eq!(failure.operation(), Some("list_partners"));
        assert_eq!(transport.count(), 2, "{content_type}");
    }
}
