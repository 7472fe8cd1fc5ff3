//! Calls that are dropped while they wait, at any point. No other call is harmed.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use msgraph_identity::credential::Credential;
use msgraph_identity::generated::core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, TokenRequest, TransportErrorKind,
};
use msgraph_identity::{Access, Error, Graph, SyncUpdate};
use msgraph_identity_tests::double::{Double, Step, json, status};
use tokio::runtime::Handle;

use crate::faults::scripted::{builder_with, connector, error, id, page, partner};

/// Returns a new token each time, after a while. Each is valid for a minute.
struct Slow;

impl AccessTokenProvider for Slow {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async {
            tokio::task::yield_now().await;
            tokio::time::sleep(Duration::from_secs(1)).await;
            let token = format!("t0k3n-{}", fastrand::u64(..));
            Ok(AccessToken::new(token).expires_on(SystemTime::now() + Duration::from_secs(60)))
        })
    }
}

fn later(step: Step) -> Step {
    Step::After(Duration::from_secs(2), Box::new(step))
}

/// What a dropped call may be in the middle of: a token, a response, waits, a rejected token, pages, several requests.
fn script() -> Vec<Step> {
    let next = "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=1";
    vec![
        later(status(503)),
        later(status(401)),
        later(page(&["a"], Some(next))),
        later(Step::Fail(TransportErrorKind::Reset)),
        later(page(&["b"], None)),
        later(error(404, "Directory_ObjectNotFound")),
        later(error(409, "Request_MultipleObjectsWithSameKeyValue")),
        later(status(204)),
        json(200, &connector("Vet")),
    ]
}

async fn work(graph: &Graph) -> Result<(), Error> {
    let mut items = graph.v1().api_connectors().list().items();
    while let Some(item) = items.next().await {
        item?;
    }
    let synchronization = graph
        .v1()
        .cross_tenant_access()
        .partner(partner())
        .identity_synchronization();
    synchronization
        .upsert(SyncUpdate::new().users(Access::Allow))
        .await?;
    Ok(())
}

/// Polls a future at most this many times and drops it then. Returns its output if it was ready.
async fn poll_at_most<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            // Dropped at the poll after the last one, however long that takes to come.
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn a_call_can_be_dropped_at_every_point() {
    let tasks = Handle::current().metrics().num_alive_tasks();
    let mut dropped = 0;
    for polls in 0.. {
        let transport = Double::new(script());
        let credential = Credential::from_provider(Arc::new(Slow));
        let graph = builder_with(credential, transport.clone()).build().unwrap();
        let outcome = poll_at_most(polls, work(&graph)).await;

        transport.replace([json(200, &connector("Vet"))]);
        let handle = graph.v1().api_connectors().connector(&id());
        let next = tokio::time::timeout(Duration::from_secs(60), handle.get().into_future()).await;
        assert!(next.is_ok_and(|got| got.is_ok()), "after {polls} polls");
        assert_eq!(
            Handle::current().metrics().num_alive_tasks(),
            tasks,
            "after {polls} polls"
        );
        if let Some(outcome) = outcome {
            outcome.unwrap();
            break;
        }
        dropped += 1;
    }
    assert!(dropped >= 15, "{dropped}");
}
