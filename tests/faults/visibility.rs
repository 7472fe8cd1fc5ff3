//! Waiting until a new connector is visible.

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity::{ApiConnector, Error};
use msgraph_identity_tests::double::{Double, json, status};
use msgraph_identity_tests::text::assert_says;
use reqwest::Method;
use tokio::time::Instant;

use crate::faults::scripted::{connector, connectors, error, id};

async fn wait(transport: &Arc<Double>, at_most: u64) -> Result<ApiConnector, Error> {
    let handle = connectors(transport).connector(&id());
    handle
        .wait_until_visible(Duration::from_secs(at_most))
        .await
}

#[tokio::test(start_paused = true)]
async fn a_new_connector_is_read_until_it_is_visible() {
    let mut script = vec![error(404, "Request_ResourceNotFound"); 5];
    script.push(json(200, &connector("Vet")));
    let transport = Double::new(script);
    let found = wait(&transport, 60).await.unwrap();
    assert_eq!(found.display_name(), Some("Vet"));
    assert_eq!(transport.times(), [0, 250, 750, 1_750, 3_750, 7_750]);
    let mut sent = transport.take_sent().into_iter();
    assert!(sent.all(|sent| sent.request.method() == Method::GET));
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_connector_ends_after_the_given_time() {
    let started = Instant::now();
    let transport = Double::new([error(404, "Request_ResourceNotFound")]);
    let error = wait(&transport, 10).await.unwrap_err();
    assert_eq!(started.elapsed(), Duration::from_secs(10));
    assert!(error.is_not_found());
    assert_says(&error, "not visible after 10 s");
    let handle = connectors(&transport).connector(&id());
    let error = handle.wait_until_visible(Duration::from_millis(500)).await;
    assert_says(error.unwrap_err(), "not visible after 0.5 s");
}

#[tokio::test(start_paused = true)]
async fn another_error_ends_the_wait() {
    let transport = Double::new([status(404), status(403)]);
    let error = wait(&transport, 10).await.unwrap_err();
    assert!(error.is_permission_denied());
    assert_eq!(transport.count(), 2);
}
