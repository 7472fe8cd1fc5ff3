//! Which requests are sent again: each cell of the table in the documentation of `RetryPolicy`.

use std::sync::Arc;

use msgraph_identity_core::{Call, CallOptions, RetryPolicy, TransportErrorKind};
use msgraph_identity_tests::checkout::root;
use msgraph_identity_tests::double::{Double, Step, json, retry_after, status};
use reqwest::Method;

use crate::session::scripted::{pipeline, request, send, session};

const METHODS: [Method; 5] = [
    Method::GET,
    Method::PUT,
    Method::DELETE,
    Method::PATCH,
    Method::POST,
];

fn step(outcome: &str) -> Step {
    match outcome {
        "no connection" => Step::Fail(TransportErrorKind::Connect),
        "no TLS" => Step::Fail(TransportErrorKind::Tls),
        "reset before the head" => Step::Fail(TransportErrorKind::Reset),
        "body cut" => Step::Fail(TransportErrorKind::BodyCut),
        "timeout" => Step::Fail(TransportErrorKind::TimedOut),
        "4xx `Directory_ConcurrencyViolation`" => concurrency_violation(),
        "503 with `Retry-After`" => retry_after(503, "0"),
        "503 without" => status(503),
        number => status(number.parse().expect(number)),
    }
}

/// Two writes at the same time, as Graph says it.
fn concurrency_violation() -> Step {
    let error = serde_json::json!({"error": {"code": "Directory_ConcurrencyViolation", "message": "Wait briefly and retry."}});
    json(409, &error)
}

/// The rows of the table in a page, or in doc comments.
fn rows(page: &str) -> Vec<(String, Vec<bool>)> {
    let page = std::fs::read_to_string(root().join(page)).unwrap();
    let lines = page.lines().map(|line| line.trim_start_matches("/// "));
    let table = lines.skip_while(|line| !line.starts_with("| outcome |"));
    let mut rows = table
        .map_while(|line| {
            line.strip_prefix("| ")
                .or(line.strip_prefix("|---").map(|_| ""))
        })
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut cells = line.trim_end_matches(" |").split(" | ").map(str::to_owned);
            (cells.next().unwrap(), cells.collect::<Vec<_>>())
        });
    let (_, methods) = rows.next().unwrap();
    assert_eq!(methods, METHODS.map(|method| method.to_string()));
    let is_again = |cell: &String| match cell.as_str() {
        "again" => true,
        "no" => false,
        other => panic!("{other}"),
    };
    rows.map(|(outcome, cells)| (outcome, cells.iter().map(is_again).collect()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn each_cell_of_the_table_holds() {
    let rows = rows("crates/msgraph-identity-core/src/retry.rs");
    assert_eq!(rows.len(), 13);
    assert_eq!(rows, self::rows("crates/msgraph-identity/README.md"));
    for (outcome, cells) in rows {
        assert_eq!(cells.len(), METHODS.len());
        for (method, is_repeated) in METHODS.into_iter().zip(cells) {
            let transport = Double::new([step(&outcome), status(200)]);
            let answer = session(pipeline(&transport))
                .send(request(method.clone()))
                .await;
            let attempts = if is_repeated { 2 } else { 1 };
            assert_eq!(transport.count(), attempts, "{method}, {outcome}");
            let is_success = answer.is_ok_and(|answer| answer.status() == 200);
            assert_eq!(is_success, is_repeated, "{method}, {outcome}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn everything_else_is_final() {
    let statuses = [
        200, 201, 204, 302, 400, 403, 404, 405, 409, 412, 415, 501, 505,
    ];
    let failures = [
        TransportErrorKind::Certificate,
        TransportErrorKind::BodyTooLarge,
        TransportErrorKind::ProxyAuthentication,
        TransportErrorKind::Request,
        TransportErrorKind::UnreadableHead,
    ];
    let steps = statuses
        .map(status)
        .into_iter()
        .chain(failures.map(Step::Fail));
    for step in steps {
        let transport = Double::new([step.clone(), status(200)]);
        let _ = session(pipeline(&transport))
            .send(request(Method::GET))
            .await;
        assert_eq!(transport.count(), 1, "{step:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_the_last_attempt_its_response_is_returned() {
    let transport = Double::new([status(500), status(502), status(504), status(503)]);
    assert_eq!(send(&session(pipeline(&transport)), Method::GET).await, 503);
    assert_eq!(transport.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn all_attempts_are_the_same_request() {
    let transport = Double::new([
        Step::Fail(TransportErrorKind::Reset),
        retry_after(429, "1"),
        status(204),
    ]);
    let session = session(pipeline(&transport));
    let mut request = request(Method::PATCH);
    *request.body_mut() = Some(r#"{"displayName":"é"}"#.into());
    let headers = request.headers_mut();
    headers.insert("content-type", "application/json".parse().unwrap());
    session.prepare(&mut request).unwrap();
    session.send(request).await.unwrap();

    let sent = transport.take_sent();
    assert_eq!(sent.len(), 3);
    let first = &sent[0];
    assert!(first.header("client-request-id").is_some());
    for sent in &sent {
        let body = sent.request.body().unwrap().as_bytes().unwrap();
        assert_eq!(body, r#"{"displayName":"é"}"#.as_bytes());
        assert_eq!(sent.request.method(), Method::PATCH);
        assert_eq!(sent.header("content-type"), Some("application/json"));
        assert_eq!(sent.request.headers(), first.request.headers());
    }
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_switched_off() {
    let transport = Double::new([status(503)]);
    let session = session(pipeline(&transport).retry(RetryPolicy::none()));
    assert_eq!(send(&session, Method::GET).await, 503);
    assert_eq!(transport.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_records_whether_an_attempt_may_have_been_executed() {
    for (first, expected) in [
        (Step::Fail(TransportErrorKind::Connect), false),
        (retry_after(429, "0"), false),
        (retry_after(503, "0"), false),
        (concurrency_violation(), false),
        (status(503), true),
        (retry_after(503, "soon"), true),
        (status(500), true),
        (retry_after(500, "1"), true),
        (Step::Fail(TransportErrorKind::Reset), true),
        (Step::Fail(TransportErrorKind::BodyCut), true),
    ] {
        let transport = Double::new([first.clone(), status(409)]);
        let call = Arc::new(Call::new(CallOptions::default()));
        let session = session(pipeline(&transport)).with_call(call.clone());
        session.send(request(Method::PUT)).await.unwrap();
        let record = call.take_record();
        assert_eq!(
            (record.attempts, record.may_have_been_executed),
            (2, expected),
            "{first:?}"
        );
    }
}
