//! How often a request is sent, and with which waits.

use super::*;

#[tokio::test]
async fn transient_errors_are_repeated_by_the_policy() {
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
async fn only_transient_outcomes_are_repeated() {
    for status in 400..=599 {
        let repeated = [408, 429, 500, 502, 503, 504].contains(&status);
        let is_updating = [404, 410].contains(&status);
        for kind in [
            Kind::Authority,
            Kind::VirtualMachine,
            Kind::Service,
            Kind::GitHub,
        ] {
            let expected = repeated || (is_updating && kind.is_managed_identity());
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

#[tokio::test]
async fn no_connection_on_a_machine_without_a_managed_identity_is_final() {
    let steps = vec![Err(TransportErrorKind::Connect)];
    let outcome = ask_with(Kind::VirtualMachine, RetryPolicy::default(), steps).await;
    assert_eq!((outcome.requests.len(), outcome.waits.len()), (1, 0));
    let text = outcome.error().to_string();
    assert!(
        text.starts_with("no managed identity at login.microsoftonline.com"),
        "{text}"
    );
    assert!(!outcome.error().is_transient());
}

#[tokio::test]
async fn no_connection_to_a_service_that_is_starting_is_repeated() {
    let refused = || Err(TransportErrorKind::Connect);
    let steps = vec![refused(), refused(), token()];
    let outcome = ask_with(Kind::Service, RetryPolicy::default(), steps).await;
    assert!(outcome.answer.is_ok());
    assert_eq!(outcome.waits, [1000, 2000]);

    let outcome = ask_with(Kind::Service, RetryPolicy::default(), vec![refused()]).await;
    assert_eq!(outcome.requests.len(), 4);
    assert!(outcome.error().is_transient());
    let text = outcome.error().to_string();
    assert!(text.contains("may still be starting"), "{text}");
}

#[tokio::test]
async fn an_identity_that_was_just_assigned_is_looked_for_again() {
    for text in [
        "Identity not found",
        "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    ] {
        for property in ["error_description", "message"] {
            let refusal = answer(400, &json!({ "error": "invalid_request", property: text }));
            for kind in [Kind::VirtualMachine, Kind::Service] {
                let steps = vec![refusal.clone(), token()];
                let outcome = ask_with(kind, RetryPolicy::default(), steps).await;
                assert!(outcome.answer.is_ok(), "{text}");
                let steps = vec![refusal.clone()];
                let outcome = ask_with(kind, RetryPolicy::default(), steps).await;
                assert!(outcome.error().is_transient() && outcome.requests.len() == 4);
            }
            let outcome = ask(vec![refusal, token()]).await;
            assert!(
                !outcome.error().is_transient(),
                "no identity is assigned there"
            );
        }
    }
    let other = answer(400, &json!({ "error_description": "invalid resource" }));
    let outcome = ask_with(Kind::Service, RetryPolicy::default(), vec![other, token()]).await;
    assert!(!outcome.error().is_transient());
}

/// Microsoft's guidance: 410 lasts up to 70 seconds.
#[tokio::test]
async fn an_endpoint_that_is_updated_is_asked_for_70_seconds() {
    let gone = || answer(410, &json!({ "error": "gone" }));
    for kind in [Kind::VirtualMachine, Kind::Service] {
        let outcome = ask_with(kind, RetryPolicy::default(), vec![gone()]).await;
        assert_eq!(outcome.waits.iter().sum::<u128>(), 70_000);
        assert_eq!(outcome.requests.len(), outcome.waits.len() + 1);
        assert!(outcome.requests.len() < 25, "{}", outcome.requests.len());
        assert!(outcome.error().is_transient());

        let steps = vec![gone(), gone(), gone(), gone(), gone(), gone(), token()];
        let outcome = ask_with(kind, RetryPolicy::default(), steps).await;
        assert!(outcome.answer.is_ok());
        let outcome = ask_with(kind, RetryPolicy::none(), vec![gone()]).await;
        assert_eq!(outcome.requests.len(), 1, "the policy forbids it");
    }
}

#[tokio::test]
async fn waits_of_no_length_do_not_become_a_loop_without_end() {
    let gone = answer(410, &json!({ "error": "gone" }));
    let policy = RetryPolicy::default().initial_backoff(Duration::ZERO);
    let outcome = ask_with(Kind::Service, policy, vec![gone]).await;
    assert_eq!(outcome.requests.len(), 100);
}

#[tokio::test]
async fn the_endpoint_says_how_long_to_wait_within_limits() {
    const TWO: &[(&str, &str)] = &[("retry-after", "2")];
    const MINUTE: &[(&str, &str)] = &[("retry-after", "60")];
    let throttled = |headers| Ok((429, headers, r#"{"error":"e"}"#.to_owned()));
    let outcome = ask(vec![throttled(TWO), token()]).await;
    assert!(outcome.answer.is_ok());
    assert_eq!(outcome.waits, [2500]);

    // Longer than a caller waits for a token: the error says how long.
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
    assert_eq!(outcome.waits, [12_500, 12_500]);
}

#[test]
fn requests_that_no_credential_makes_are_refused() {
    let mut other = request();
    other.set_method(Method::Delete);
    assert!(convert(&other).is_none());
}
