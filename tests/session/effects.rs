//! What a failure proves: no POST takes effect twice, no error denies an effect, and no success lacks one.

use std::pin::Pin;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use http::Method;
use msgraph_identity::{Access, ApiConnectorUpdate, Pkcs12, RetryPolicy, SyncUpdate};
use msgraph_identity_core::TransportErrorKind::{
    BodyCut, BodyTooLarge, Certificate, Connect, Request, Reset, TimedOut, Tls,
};
use msgraph_identity_core::{Call, CallOptions, Pipeline, SendError, Session};
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::double::Tokens;

use crate::faults::scripted::{builder, id, new_connector, partner};
use crate::session::counting_service::{Cut, NOW, SILENT, Service, TELLING, Wire};
use crate::session::scripted::{request, session};

/// The edges of the classes of statuses, and those with a meaning of their own.
const STATUSES: [u16; 26] = [
    100, 199, 200, 202, 204, 299, 300, 304, 399, 400, 401, 403, 404, 408, 409, 412, 429, 499, 500,
    502, 503, 504, 505, 599, 600, 999,
];

/// Fails with whether the error allows for an effect.
type Outcome = Pin<Box<dyn Future<Output = Result<(), bool>>>>;

fn facade<T: Send + 'static>(request: msgraph_identity::Request<T, impl Sized>) -> Outcome {
    let call = request.into_future();
    Box::pin(async {
        call.await
            .map(drop)
            .map_err(|error| error.may_have_taken_effect())
    })
}

fn raw(session: &Session, method: &Method) -> Outcome {
    let (call, method) = (Arc::new(Call::new(CallOptions::default())), method.clone());
    let session = session.with_call(call.clone());
    Box::pin(async move {
        let answer = session.send(request(method)).await;
        let record = call.take_record();
        let is_open = match answer {
            Ok(answer) if answer.status().is_success() => return Ok(()),
            Ok(_) => record.response.unwrap().may_have_taken_effect(),
            Err(SendError::Transport(error)) => !Cut::Lost(error.kind()).is_proof(),
            Err(_) => false,
        };
        Err(is_open || record.may_have_been_executed || record.is_in_flight)
    })
}

/// The `Retry-After` that are tried with a status: all of them if it may matter, else one that tells the wait and none.
fn some_forms(status: u16) -> Vec<&'static str> {
    match status {
        429 | 503 => all_forms(status),
        _ => vec!["1", "absent"],
    }
}

fn all_forms(_: u16) -> Vec<&'static str> {
    [&TELLING[..], &SILENT].concat()
}

/// Each way to lose something, and each status with these forms of `Retry-After`. The body matters to no other status than 409.
fn cuts(
    statuses: impl IntoIterator<Item = u16>,
    forms: fn(u16) -> Vec<&'static str>,
) -> impl Iterator<Item = Cut> {
    let lost = [Connect, Tls, Certificate, Request, Reset, TimedOut].map(Cut::Lost);
    let lost_responses = [Reset, TimedOut, BodyCut, BodyTooLarge].map(Cut::LostResponse);
    let answers = statuses.into_iter().flat_map(move |status| {
        let forms = forms(status).into_iter();
        forms.map(move |form| Cut::Answer(status, form))
    });
    let half = [200, 201, 204, 400, 409, 429, 500, 503].map(Cut::HalfBody);
    let lost = lost.into_iter().chain(lost_responses).chain([Cut::Silence]);
    lost.chain(half).chain(answers)
}

impl Wire {
    async fn check(
        &self,
        method: &Method,
        exists: bool,
        cut: (Cut, bool),
        run: impl Fn() -> Outcome,
    ) {
        *self.0.lock().unwrap() = Service {
            cut: Some(cut.0),
            refuses_others: cut.1,
            exists,
            ..Service::default()
        };
        let outcome = run().await;
        let Service {
            writes, effects, ..
        } = *self.0.lock().unwrap();
        let case = || format!("{method}, {cut:?}: {outcome:?}, {writes} writes, {effects} effects");
        match outcome {
            Ok(()) => assert!(effects > 0, "{}", case()),
            Err(may_have_taken_effect) => {
                assert!(may_have_taken_effect || effects == 0, "{}", case());
            }
        }
        if method == Method::POST {
            assert!(effects <= 1, "{}", case());
            assert_eq!(writes, 1 + usize::from(cut.0.is_repeated()), "{}", case());
            // What is proved is said, too.
            assert!(outcome != Err(cut.0.is_proof()), "{}", case());
        }
    }
}

fn clock_and_retry() -> (Arc<At>, RetryPolicy) {
    let clock = Arc::new(At(UNIX_EPOCH + NOW));
    (clock, RetryPolicy::default().budget(u32::MAX))
}

#[tokio::test(start_paused = true)]
async fn a_session_goes_by_what_each_status_and_retry_after_proves() {
    let (wire, (clock, retry)) = (Arc::new(Wire::default()), clock_and_retry());
    let pipeline = Pipeline::builder(wire.clone(), Tokens::new(["t0k3n"]));
    let session = session(pipeline.clock(clock).retry(retry));
    for (method, exists) in [
        (Method::POST, false),
        (Method::PUT, false),
        (Method::PATCH, true),
        (Method::DELETE, true),
    ] {
        // The method is not asked about what an answer proves, so one of them shows all statuses.
        let statuses: Vec<u16> = match method {
            Method::POST => (100..1000).collect(),
            _ => vec![],
        };
        for cut in cuts(STATUSES, all_forms).chain(cuts(statuses, some_forms)) {
            wire.check(&method, exists, (cut, false), || raw(&session, &method))
                .await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_operation_doubles_or_denies_or_invents_an_effect() {
    let (wire, (clock, retry)) = (Arc::new(Wire::default()), clock_and_retry());
    let graph = builder(wire.clone()).clock(clock).retry(retry);
    let graph = graph.build().unwrap();
    let connectors = graph.v1().api_connectors();
    let connector = connectors.connector(&id());
    let access = graph.v1().cross_tenant_access();
    let policy = access.partner(partner()).identity_synchronization();

    let new = new_connector();
    let pfx = include_bytes!("../certificates/application.pfx").as_slice();
    let pfx = Pkcs12::from_der(pfx, "application-password").unwrap();
    let update = ApiConnectorUpdate::new().display_name("Vet");
    let allow = || SyncUpdate::new().users(Access::Allow);
    let operations: [(Method, bool, &dyn Fn() -> Outcome); 11] = [
        (Method::POST, false, &|| facade(connectors.create(&new))),
        (Method::POST, false, &|| {
            facade(connectors.create_if_absent(&new))
        }),
        (Method::POST, true, &|| {
            facade(connector.certificates().upload(&pfx))
        }),
        (Method::PATCH, true, &|| facade(connector.update(&update))),
        (Method::PATCH, true, &|| {
            facade(connector.update_and_get(&update))
        }),
        (Method::DELETE, true, &|| facade(connector.delete())),
        (Method::PUT, false, &|| facade(policy.create(allow()))),
        (Method::PATCH, true, &|| {
            facade(policy.update_and_get(allow()))
        }),
        (Method::PUT, false, &|| facade(policy.upsert(allow()))),
        (Method::PATCH, true, &|| facade(policy.upsert(allow()))),
        (Method::DELETE, true, &|| facade(policy.delete())),
    ];
    for (method, exists, run) in operations {
        for cut in cuts(STATUSES, some_forms) {
            for refuses_others in [false, true] {
                wire.check(&method, exists, (cut, refuses_others), run)
                    .await;
            }
        }
    }
}
