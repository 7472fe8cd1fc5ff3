//! The timeout of a request that consists of several.

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity::{Access, ApiConnectorUpdate, Error, PartnerUpdate, SyncUpdate};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;
use tokio::time::Instant;

use crate::faults::rotation::pfx;
use crate::faults::scripted::{
    ID, PARTNER, connector, connectors, error, graph, id, page, partner, synchronization,
};

const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a request may wait for a state. The timeout ends it earlier.
const LONG: Duration = Duration::from_secs(60);

/// A response that takes 6 seconds.
fn slow(step: Step) -> Step {
    Step::After(Duration::from_secs(6), Box::new(step))
}

async fn assert_times_out<T>(request: impl IntoFuture<Output = Result<T, Error>>) -> Error {
    let start = Instant::now();
    let error = request.into_future().await.err().unwrap();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(start.elapsed(), TIMEOUT);
    error
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_for_all_requests_of_an_upsert_together() {
    let transport = Double::new([
        slow(error(404, "Directory_ObjectNotFound")),
        slow(status(204)),
    ]);
    let wanted = SyncUpdate::new().users(Access::Allow);
    let upsert = synchronization(&transport).upsert(wanted).timeout(TIMEOUT);
    let error = assert_times_out(upsert).await;
    assert_eq!(error.method(), Some("PUT"));
    assert_says(&error, "PUT … the call took longer than 10.0 s");
    assert_eq!(transport.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_for_an_update_and_the_reading_after_it_together() {
    let transport = Double::new([slow(status(204)), slow(json(200, &connector("Vet")))]);
    let update = ApiConnectorUpdate::new().display_name("Vet");
    let updated = connectors(&transport)
        .connector(&id())
        .update_and_get(update)
        .timeout(TIMEOUT);
    assert_eq!(assert_times_out(updated).await.method(), Some("GET"));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_the_wait_for_a_connector() {
    let transport = Double::new([error(404, "Request_ResourceNotFound")]);
    let connector = connectors(&transport).connector(&id());
    let wait = connector
        .wait_until_visible(Duration::from_secs(60))
        .timeout(TIMEOUT);
    assert_times_out(wait).await;
    let last = transport.take_sent().pop().unwrap();
    assert!(
        last.at < TIMEOUT,
        "nothing is sent after the time is up: {:?}",
        last.at
    );
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_the_wait_for_a_partner() {
    let present = || json(200, &json!({ "tenantId": PARTNER }));
    let partner = |transport: &Arc<Double>| {
        let access = graph(transport).v1().cross_tenant_access();
        access.partner(partner())
    };
    let gone = Double::new([present()]);
    let wait = partner(&gone).wait_until_gone(LONG).timeout(TIMEOUT);
    assert_times_out(wait).await;

    let stale = Double::new([present(), status(204), present()]);
    let wanted = PartnerUpdate::new().redemption_inbound(true);
    let ensure = partner(&stale).ensure(wanted).wait(LONG).timeout(TIMEOUT);
    let error = assert_times_out(ensure).await;
    assert!(error.may_have_taken_effect(), "{error}");
    for transport in [gone, stale] {
        let last = transport.take_sent().pop().unwrap().at;
        assert!(last < 2 * TIMEOUT, "sent after the time is up: {last:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_the_wait_for_a_step_of_a_user_flow() {
    let attached = json(200, &json!({ "postFederationSignup": { "id": ID } }));
    let transport = Double::new([
        attached,
        slow(status(204)),
        json(200, &json!({ "postFederationSignup": { "id": ID } })),
    ]);
    let flow = graph(&transport).v1().user_flows();
    let flow = flow.flow(&"B2X_1_Vet".parse().unwrap());
    let detach = flow.detach(msgraph_identity::Step::PostFederationSignup);
    assert_times_out(detach.timeout(TIMEOUT)).await;
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_the_wait_for_a_certificate() {
    let certificate = pfx("first", "first-password");
    let transport = Double::new([json(200, &connector("Vet"))]);
    let certificates = connectors(&transport).connector(&id()).certificates();
    let rotate = certificates.rotate(&certificate, LONG);
    let error = assert_times_out(rotate.timeout(TIMEOUT)).await;
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_for_all_pages_of_a_list() {
    let next = "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=2";
    let pages = || [slow(page(&["Vet"], Some(next))), slow(page(&["Pet"], None))];
    let transport = Double::new(pages());
    assert_times_out(connectors(&transport).list().timeout(TIMEOUT)).await;

    // The caller sets the pace of the items, so the time is for each page.
    let mut items = connectors(&Double::new(pages()))
        .list()
        .timeout(TIMEOUT)
        .items();
    let mut names = Vec::new();
    while let Some(connector) = items.next().await.transpose().unwrap() {
        names.push(connector.display_name().unwrap_or_default().to_owned());
    }
    assert_eq!(names, ["Vet", "Pet"]);
}

#[tokio::test(start_paused = true)]
async fn a_clone_of_a_list_has_the_whole_time() {
    let list = connectors(&Double::new([slow(page(&["Vet"], None))]))
        .list()
        .timeout(TIMEOUT);
    assert_eq!(list.clone().await.unwrap().len(), 1);
    assert_eq!(list.await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_time_nothing_is_sent() {
    let transport = Double::new([json(200, &json!({ "tenantId": PARTNER }))]);
    let partner = graph(&transport)
        .v1()
        .cross_tenant_access()
        .partner(partner());
    let get = partner.get().timeout(Duration::ZERO).await;
    assert!(get.unwrap_err().is_timeout());
    let gone = partner.wait_until_gone(LONG).timeout(Duration::ZERO).await;
    assert!(gone.unwrap_err().is_timeout());
    assert_eq!(transport.count(), 0);
}
