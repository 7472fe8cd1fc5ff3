//! Faults on request and at random, and throttling. Some tests read the socket directly, because clients hide broken answers.

use std::time::{Duration, Instant};

use msgraph_identity_fake::{Clock, CutPoint, DEFAULT_TENANT_ID, Fault, FaultKind, FaultMix};
use msgraph_identity_fake::{Operation, RetryAfter, Throttle};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::exchange::{CONNECTORS, Exchange, Fake, basic, exchange, http, read};

/// All bytes until the connection ends. The request asks to keep the connection open.
async fn raw(fake: &Fake, method: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(fake.address()).await.unwrap();
    let (host, token, length) = (fake.address(), fake.token(), body.len());
    let request = format!(
        "{method} /{CONNECTORS} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    // The connection may also end with a reset.
    let _ = read.expect("the fake ends the connection");
    String::from_utf8(answer).unwrap()
}

/// The statuses of this many lists.
async fn statuses(fake: &Fake, calls: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        let answer = exchange(fake.authorized("GET", CONNECTORS)).await;
        statuses.push(answer.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn another_answer_is_sent_as_given_and_nothing_happens() {
    let fake = Fake::faulty().await;
    let fault = Fault::answer(503)
        .header("Retry-After", "2.128")
        .header("Content-Type", "text/html")
        .body("<html>");
    let fault = fault.on(Operation::CreateApiConnector).times(2);
    fake.inject(fault).unwrap();
    for _ in 0..2 {
        let answer = fake.post(CONNECTORS, basic("A"), 503).await;
        assert_eq!(answer.header("retry-after"), "2.128");
        assert_eq!(answer.header("content-type"), "text/html");
        assert_eq!(answer.text, "<html>");
    }
    assert_eq!(fake.json(CONNECTORS).await["value"], json!([]));
    fake.create(basic("A")).await;
    let with_length = |length: &str| {
        let fault = Fault::answer(200).header("Content-Length", length);
        fake.inject(fault.body("half")).unwrap();
    };
    with_length("1000");
    let answer = raw(&fake, "GET", "").await;
    assert!(answer.contains("content-length: 1000\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\nhalf"), "{answer}");
    with_length("2");
    assert_eq!(fake.get(CONNECTORS, 200).await.text, "ha");
    let chunked = Fault::answer(200).header("Transfer-Encoding", "chunked");
    fake.inject(chunked.body("whole")).unwrap();
    assert_eq!(fake.get(CONNECTORS, 200).await.text, "whole");
    let elsewhere = "https://evil.example/v1.0";
    fake.inject(Fault::redirect(307, elsewhere)).unwrap();
    let answer = fake.get(CONNECTORS, 307).await;
    assert_eq!(answer.header("location"), elsewhere);
}

#[tokio::test]
async fn an_invalid_fault_is_refused_when_it_is_injected() {
    let fake = Fake::start().await;
    for fault in [
        Fault::answer(100),
        Fault::answer(600),
        Fault::answer(200).header("a b", "c"),
        Fault::answer(200).header("a", "\n"),
        Fault::answer(200).header("Content-Length", "x"),
        Fault::error(200, "x"),
        Fault::error(302, "x"),
        Fault::error(600, "x"),
    ] {
        assert!(fake.inject(fault).is_err());
    }
    let mix = |share| FaultMix::seeded(0).with(share, Fault::answer(503));
    for mix in [
        mix(-0.1),
        mix(1.1),
        mix(f64::NAN),
        mix(0.7).with(0.7, Fault::answer(500)),
        mix(0.1).with(0.5, Fault::answer(42)),
    ] {
        fake.inject_at_random(mix).unwrap_err();
    }
    assert_eq!(fake.faults(), []);
    fake.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn faults_keep_their_order_and_match_their_operation() {
    let fake = Fake::faulty().await;
    let other = Fault::answer(503).on(Operation::ListPartners).always();
    let skipping = Fault::answer(500)
        .on(Operation::ListApiConnectors)
        .after(2)
        .times(2);
    for fault in [other.clone(), skipping, Fault::answer(429)] {
        fake.inject(fault).unwrap();
    }
    assert_eq!(statuses(&fake, 5).await, [429, 200, 500, 500, 200]);
    fake.inject(Fault::answer(500).times(0)).unwrap();
    assert_eq!(fake.faults(), [other]);
    // Faults that wait precede random ones.
    let mix = FaultMix::seeded(0).with(1.0, Fault::answer(503));
    fake.inject_at_random(mix).unwrap();
    fake.inject(Fault::answer(418)).unwrap();
    assert_eq!(statuses(&fake, 3).await, [418, 503, 503]);
    fake.clear_faults();
    assert_eq!(statuses(&fake, 1).await, [200]);
}

#[tokio::test]
async fn random_faults_have_their_share_and_repeat_with_the_seed() {
    let fake = Fake::start().await;
    let mut rounds = Vec::new();
    for seed in [1, 1, 2] {
        let mix = FaultMix::seeded(seed)
            .with(0.2, Fault::throttled("0"))
            .with(0.1, Fault::answer(503))
            .with(0.5, Fault::answer(500).on(Operation::ListPartners));
        fake.inject_at_random(mix).unwrap();
        rounds.push(statuses(&fake, 200).await);
    }
    assert_eq!(rounds[0], rounds[1]);
    assert_ne!(rounds[0], rounds[2]);
    let count = |status| rounds[0].iter().filter(|s| **s == status).count();
    assert!((20..=60).contains(&count(429)), "{}", count(429));
    assert!((8..=35).contains(&count(503)), "{}", count(503));
    assert_eq!(count(200) + count(429) + count(503), 200);
}

#[tokio::test]
async fn a_lost_answer_has_its_effect() {
    let fake = Fake::start().await;
    let body = basic("A").to_string();
    for fault in [Fault::lost_answer(), Fault::lost_request()] {
        fake.inject(fault).unwrap();
        assert_eq!(raw(&fake, "POST", &body).await, "");
        assert_eq!(fake.requests().pop().unwrap().status(), None);
        assert_eq!(fake.names(CONNECTORS).await, ["A"]);
    }
}

#[tokio::test]
async fn cuts_happen_at_the_given_point() {
    let fake = Fake::start().await;
    fake.create(basic("A")).await;
    let length = fake.get(CONNECTORS, 200).await.text.len();
    for (at, body_length) in [
        (CutPoint::InHead, None),
        (CutPoint::AfterHead, Some(0)),
        (CutPoint::InBody, Some(length / 2)),
        (CutPoint::AfterBody, Some(length)),
    ] {
        fake.inject(Fault::cut(at)).unwrap();
        let answer = raw(&fake, "GET", "").await;
        let parts = answer.split_once("\r\n\r\n");
        assert_eq!(parts.map(|(_, body)| body.len()), body_length, "{answer}");
        let (start, _) = answer.split_at(10);
        assert_eq!(start, "HTTP/1.1 2");
        assert!(body_length.is_some() || answer == start);
        assert!(!answer.to_lowercase().contains("connection: close"));
    }
    // An answer to HEAD has no body.
    fake.inject(Fault::cut(CutPoint::AfterBody)).unwrap();
    assert!(raw(&fake, "HEAD", "").await.ends_with("\r\n\r\n"));
    fake.inject(Fault::cut(CutPoint::InHead)).unwrap();
    let answer = tokio::spawn(async move { fake.get_by_https(CONNECTORS).await }).await;
    // The client reports the missing end of the TLS connection as an error.
    assert!(answer.is_err());
}

#[tokio::test]
async fn answers_can_be_malformed() {
    let fake = Fake::faulty().await;
    let path = fake.create(basic("A")).await;
    let whole = fake.get(CONNECTORS, 200).await.text;
    fake.inject(Fault::new(FaultKind::MalformedJson)).unwrap();
    let half = fake.get(CONNECTORS, 200).await.text;
    assert_eq!(half, whole[..whole.len() / 2]);
    let kind = FaultKind::ContentType("text/html".into());
    fake.inject(Fault::new(kind)).unwrap();
    let answer = fake.get(CONNECTORS, 200).await;
    assert_eq!(answer.header("content-type"), "text/html");
    assert_eq!(answer.text, whole);
    fake.inject(Fault::new(FaultKind::Gzip)).unwrap();
    let answer = fake.authorized("GET", CONNECTORS).send().await.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    let bytes = answer.bytes().await.unwrap();
    let mut decoder = flate2::read::GzDecoder::new(&bytes[..]);
    let text = std::io::read_to_string(&mut decoder).unwrap();
    assert_eq!(text, whole);
    // There is nothing to compress.
    fake.inject(Fault::new(FaultKind::Gzip)).unwrap();
    let deleted = fake.delete(path, 204).await;
    assert!(!deleted.headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn answers_can_be_delayed_and_slow() {
    let fake = Fake::start().await;
    let slow = |bytes, milliseconds| {
        Fault::new(FaultKind::Dribble {
            bytes,
            milliseconds,
        })
    };
    for (fault, least) in [
        (Fault::delay(Duration::from_millis(50)), 50),
        // Head and body have more than 500 bytes.
        (slow(100, 5), 25),
    ] {
        fake.inject(fault).unwrap();
        let started = Instant::now();
        assert!(fake.get(CONNECTORS, 200).await.text.ends_with('}'));
        assert!(started.elapsed() >= Duration::from_millis(least));
    }
    // A fault does not affect the next answer of its connection. The first piece is the whole answer, and a second one would
    // have to wait.
    fake.inject(slow(100_000, u64::MAX)).unwrap();
    let client = http();
    for _ in 0..2 {
        let request = client.get(format!("{}/{CONNECTORS}", fake.url()));
        let request = request.bearer_auth(fake.token());
        let answer = read(request.timeout(Duration::from_secs(5)), 200).await;
        assert!(answer.text.ends_with('}'));
    }
}

#[tokio::test]
async fn reads_can_lag_behind_writes() {
    let fake = Fake::faulty().await;
    fake.replication_lag(2);
    let path = fake.create(basic("A")).await;
    fake.get(&path, 404).await;
    assert_eq!(fake.json(CONNECTORS).await["value"], json!([]));
    fake.get(&path, 200).await;
    fake.patch(&path, json!({ "displayName": "B" }), 204).await;
    for name in ["A", "A", "B"] {
        assert_eq!(fake.json(&path).await["displayName"], name);
    }
}

#[tokio::test]
async fn an_error_has_the_shape_of_the_service() {
    let fake = Fake::start().await;
    let violation = "Directory_ConcurrencyViolation";
    for (status, code, expected) in [
        (429, Some("TooManyRequests"), "TooManyRequests"),
        (400, None, "BadRequest"),
        (401, None, "InvalidAuthenticationToken"),
        (403, None, "Authorization_RequestDenied"),
        (404, None, "Request_ResourceNotFound"),
        (409, Some(violation), violation),
        (418, None, "Imateapot"),
        (423, None, "Locked"),
        (500, None, "InternalServerError"),
        (503, None, "ServiceUnavailable"),
        (504, None, "GatewayTimeout"),
        (599, None, "UnknownError"),
    ] {
        let kind = FaultKind::Error {
            status,
            code: code.map(str::to_owned),
            message: None,
            headers: vec![("Retry-After".to_owned(), "7".to_owned())],
        };
        fake.inject(Fault::new(kind)).unwrap();
        let request = fake.authorized("GET", CONNECTORS);
        let answer = read(request.header("client-request-id", "mine"), status).await;
        assert_eq!(answer.code(), expected);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("retry-after"), "7");
        assert_eq!(answer.header("client-request-id"), "mine");
        let challenge = answer.headers.contains_key("www-authenticate");
        assert_eq!(challenge, status == 401);
        let error = &answer.json()["error"];
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty())
        );
        let inner = &error["innerError"];
        assert_eq!(inner["request-id"], answer.header("request-id"));
        assert_eq!(inner["client-request-id"], "mine");
        assert!(inner["date"].is_string());
        fake.get(CONNECTORS, 200).await;
    }
}

#[tokio::test]
async fn token_endpoints_have_their_own_shapes_of_errors() {
    let fake = Fake::start().await;
    let token = format!("{DEFAULT_TENANT_ID}/oauth2/v2.0/token");
    let fail = async |method: &str, path: &str, status: u16, code: &str| {
        fake.inject(Fault::error(status, code)).unwrap();
        read(fake.request(method, path), status).await.json()
    };
    let answer = fail("POST", &token, 400, "invalid_client").await;
    assert_eq!(answer["error"], "invalid_client");
    assert_eq!(answer["error_codes"], json!([]));
    assert!(answer["trace_id"].is_string() && answer["correlation_id"].is_string());
    let answer = fail("POST", &token, 503, "AADSTS90033").await;
    assert_eq!(answer["error"], "temporarily_unavailable");
    assert_eq!(answer["error_codes"], json!([90_033]));
    let description = answer["error_description"].as_str().unwrap();
    assert!(description.starts_with("AADSTS90033: "));
    let answer = fail("GET", "msi/token", 500, "x").await;
    assert_eq!(answer["statusCode"], 500);
    let path = "metadata/identity/oauth2/token";
    let answer = fail("GET", path, 429, "too_many").await;
    assert_eq!(answer["error"], "too_many");

    let fault = Fault::answer(500).on(Operation::RequestToken);
    fake.inject(fault).unwrap();
    fake.get(CONNECTORS, 200).await;
    read(fake.request("POST", &token), 500).await;
    read(fake.request("POST", &token), 400).await;
}

/// Throttles, empties the bucket, and returns the refusal of the next request.
async fn refused(fake: &Fake, requests: u32, seconds: u32, retry_after: RetryAfter) -> Exchange {
    let throttle = Throttle {
        requests,
        seconds,
        retry_after,
    };
    fake.throttle(Some(throttle));
    for _ in 0..requests {
        fake.get(CONNECTORS, 200).await;
    }
    fake.clock().advance(Duration::from_millis(500));
    fake.get(CONNECTORS, 429).await
}

#[tokio::test]
async fn an_empty_bucket_refuses_requests_until_it_fills_up() {
    let fake = Fake::at(&Clock::fixed(1_800_000_000)).await;
    let refused = refused(&fake, 2, 60, RetryAfter::Whole).await;
    assert_eq!(refused.code(), "TooManyRequests");
    assert_eq!(refused.json()["error"]["innerError"]["code"], "429");
    assert_eq!(refused.header("retry-after"), "30");
    let information = refused.header("x-ms-throttle-information");
    assert_eq!(information, "ResourceUnitLimitExceeded");
    let scope = refused.header("x-ms-throttle-scope");
    assert!(scope.starts_with("Tenant_Application/"));
    fake.clock().advance(Duration::from_secs(30));
    fake.get(CONNECTORS, 200).await;
    fake.get(CONNECTORS, 429).await;
    fake.throttle(None);
    fake.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn retry_after_can_have_a_fraction_or_be_missing() {
    let fake = Fake::at(&Clock::fixed(1_800_000_000)).await;
    for (requests, seconds, form, expected) in [
        (3, 10, RetryAfter::Fractional, Some("2.834")),
        (3, 10, RetryAfter::Missing, None),
        // In floating point numbers, 49 times a 49th is less than 1.
        (1, 49, RetryAfter::Fractional, Some("48.500")),
        // A bucket for no requests never fills up.
        (0, 0, RetryAfter::Whole, Some("1")),
    ] {
        let refused = refused(&fake, requests, seconds, form).await;
        let retry_after = refused.headers.get("retry-after");
        assert_eq!(retry_after.map(|value| value.to_str().unwrap()), expected);
        if let Some(wait) = expected.filter(|_| requests > 0) {
            let wait = Duration::from_secs_f64(wait.parse().unwrap());
            fake.clock().advance(wait);
            fake.get(CONNECTORS, 200).await;
        }
    }
}
