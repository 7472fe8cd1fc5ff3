//! How often an endpoint is asked, and with which waits.

use super::*;

#[tokio::test]
async fn what_may_pass_is_repeated_by_the_policy() {
    let busy = || answer(503, &json!({ "error": "temporarily_unavailable" }));
    let outcome = ask(vec![
        busy(),
        Err(TransportErrorKind::Reset),
        busy(),
        token(),
    ])
    .await;
    assert!(outcome.answer.is_ok());
    assert_eq!(outcome.waits, [1000, 2000, 4000]);

    let outcome = ask(vec![busy()]).await;
    assert_eq!(outcome.requests.len(), 4);
    assert_eq!(outcome.error().status().unwrap().as_u16(), 503);
    assert!(outcome.error().is_transient());

    let outcome = ask_with(Kind::Authority, RetryPolicy::none(), vec![busy()]).await;
    assert_eq!((outcome.requests.len(), outcome.waits.len()), (1, 0));
}

#[tokio::test]
async fn which_outcomes_are_repeated() {
    for status in 400..=599 {
        let repeated = [408, 429, 500, 502, 503, 504].contains(&status);
        let is_imds_updating = [404, 410].contains(&status);
        for kind in [Kind::Authority, Kind::ManagedIdentity] {
            let expected = repeated || (is_imds_updating && kind == Kind::ManagedIdentity);
            let steps = vec![answer(status, &json!({ "error": "e" })), token()];
            let outcome = ask_with(kind, RetryPolicy::default(), steps).await;
            assert_eq!(outcome.answer.is_ok(), expected, "{kind:?} {status}");
        }
    }
    use TransportErrorKind::{
        BodyCut, BodyTooLarge, Certificate, Connect, Request, Reset, TimedOut, Tls,
    };
    for failure in [
        BodyCut,
        Connect,
        Reset,
        TimedOut,
        Tls,
        BodyTooLarge,
        Certificate,
        Request,
    ] {
        let expected = ![BodyTooLarge, Certificate, Request].contains(&failure);
        let outcome = ask(vec![Err(failure), token()]).await;
        assert_eq!(outcome.answer.is_ok(), expected, "{failure:?}");
    }
}

#[tokio::test]
async fn no_connection_names_the_host_and_keeps_its_cause() {
    let outcome = ask(vec![Err(TransportErrorKind::Connect)]).await;
    let error = outcome.error();
    assert_eq!(
        error.to_string(),
        "login.microsoftonline.com: no connection to the server"
    );
    assert!(error.is_transient());
    assert!(error.source().unwrap().is::<TransportError>());
}

/// Its endpoint is on the machine, or not there at all.
#[tokio::test]
async fn no_connection_to_a_managed_identity_is_final() {
    let steps = vec![Err(TransportErrorKind::Connect)];
    let outcome = ask_with(Kind::ManagedIdentity, RetryPolicy::default(), steps).await;
    assert_eq!((outcome.requests.len(), outcome.waits.len()), (1, 0));
    let text = outcome.error().to_string();
    assert!(
        text.starts_with("no managed identity at login.microsoftonline.com"),
        "{text}"
    );
    assert!(!outcome.error().is_transient());
}

#[tokio::test]
async fn the_endpoint_says_how_long_to_wait_within_limits() {
    const TWO: &[(&str, &str)] = &[("retry-after", "2")];
    const MINUTE: &[(&str, &str)] = &[("retry-after", "60")];
    let throttled = |headers| Ok((429, headers, r#"{"error":"e"}"#.to_owned()));
    let outcome = ask(vec![throttled(TWO), token()]).await;
    assert!(outcome.answer.is_ok());
    assert_eq!(outcome.waits, [2000]);

    // Longer than the callers of a request shall wait: the error says how long.
    let outcome = ask(vec![throttled(MINUTE), token()]).await;
    assert_eq!(outcome.waits, []);
    assert_eq!(outcome.error().retry_after(), Some(Duration::from_secs(60)));
    assert_eq!(outcome.error().status().unwrap().as_u16(), 429);
}

#[tokio::test]
async fn no_attempt_begins_after_half_a_minute() {
    const TWELVE: &[(&str, &str)] = &[("retry-after", "12")];
    let patient = RetryPolicy::default().max_attempts(100);
    let steps = vec![Ok((429, TWELVE, String::new()))];
    let outcome = ask_with(Kind::Authority, patient, steps).await;
    assert_eq!(outcome.waits, [12_000, 12_000]);
}

#[test]
fn requests_that_no_credential_makes_are_refused() {
    let mut other = request();
    other.set_method(Method::Delete);
    assert!(convert(&other).is_none());
}
