//! Faults on request. Some tests read the socket directly, because clients hide broken answers.

use crate::exchange::{
    CONNECTORS, Exchange, basic, get_by_https, get_with, http, read, request, send_as, start,
};
use msgraph_identity_fake::{CutPoint, DEFAULT_TENANT_ID, FakeServer, Fault, FaultKind, Operation};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

// These answers need not keep the contract.

async fn get(fake: &FakeServer, path: &str, status: u16) -> Exchange {
    send_as(fake, &fake.token(), "GET", path, None, status).await
}

async fn post(fake: &FakeServer, path: &str, body: &Value, status: u16) -> Exchange {
    send_as(fake, &fake.token(), "POST", path, Some(body), status).await
}

async fn patch(fake: &FakeServer, path: &str, body: &Value, status: u16) -> Exchange {
    send_as(fake, &fake.token(), "PATCH", path, Some(body), status).await
}

/// All bytes until the connection ends. The request asks to keep the connection open.
async fn raw(fake: &FakeServer, method: &str, body: &str) -> String {
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

fn cut(at: CutPoint) -> Fault {
    Fault::new(FaultKind::Cut { at, effect: true })
}

#[tokio::test]
async fn another_answer_is_sent_as_given_and_nothing_happens() {
    let fake = start().await;
    let fault = Fault::answer(503)
        .header("Retry-After", "2.128")
        .header("Content-Type", "text/html")
        .body("<html>");
    fake.inject(fault.on(Operation::CreateApiConnector).times(2))
        .unwrap();
    for _ in 0..2 {
        let answer = post(&fake, CONNECTORS, &basic("A"), 503).await;
        assert_eq!(
            (answer.header("retry-after"), answer.header("content-type")),
            ("2.128", "text/html")
        );
        assert_eq!(answer.text, "<html>");
    }
    assert_eq!(get(&fake, CONNECTORS, 200).await.json()["value"], json!([]));
    post(&fake, CONNECTORS, &basic("A"), 201).await;
}

#[tokio::test]
async fn an_invalid_answer_is_refused_when_it_is_injected() {
    let fake = start().await;
    for fault in [
        Fault::answer(100),
        Fault::answer(600),
        Fault::answer(200).header("a b", "c"),
        Fault::answer(200).header("a", "\n"),
    ] {
        assert!(fake.inject(fault).is_err());
    }
    assert_eq!(fake.faults(), []);
}

#[tokio::test]
async fn a_redirect_can_be_injected() {
    let fake = start().await;
    fake.inject(Fault::redirect(307, "https://evil.example/v1.0"))
        .unwrap();
    let answer = get(&fake, CONNECTORS, 307).await;
    assert_eq!(answer.header("location"), "https://evil.example/v1.0");
}

#[tokio::test]
async fn a_lost_answer_has_its_effect() {
    let fake = start().await;
    fake.inject(Fault::lost_answer()).unwrap();
    assert_eq!(raw(&fake, "POST", &basic("A").to_string()).await, "");
    assert_eq!(
        get(&fake, CONNECTORS, 200).await.json()["value"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    fake.inject(Fault::new(FaultKind::Cut {
        at: CutPoint::BeforeHead,
        effect: false,
    }))
    .unwrap();
    assert_eq!(raw(&fake, "POST", &basic("B").to_string()).await, "");
    assert_eq!(
        get(&fake, CONNECTORS, 200).await.json()["value"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn cuts_happen_at_the_given_point() {
    let fake = start().await;
    post(&fake, CONNECTORS, &basic("A"), 201).await;
    fake.inject(cut(CutPoint::InHead)).unwrap();
    assert_eq!(raw(&fake, "GET", "").await, "HTTP/1.1 2");
    fake.inject(cut(CutPoint::AfterHead)).unwrap();
    let head = raw(&fake, "GET", "").await;
    assert!(
        head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    let length: usize = {
        let line = head
            .lines()
            .find(|line| line.starts_with("content-length: "))
            .unwrap();
        line["content-length: ".len()..].parse().unwrap()
    };
    fake.inject(cut(CutPoint::InBody)).unwrap();
    let half = raw(&fake, "GET", "").await;
    assert_eq!(half.split_once("\r\n\r\n").unwrap().1.len(), length / 2);
    fake.inject(cut(CutPoint::AfterBody)).unwrap();
    let whole = raw(&fake, "GET", "").await;
    assert_eq!(whole.split_once("\r\n\r\n").unwrap().1.len(), length);
    assert!(!whole.to_lowercase().contains("connection: close"));
}

#[tokio::test]
async fn a_cut_works_over_https() {
    let fake = start().await;
    fake.inject(cut(CutPoint::InHead)).unwrap();
    let answer = tokio::spawn(async move { get_by_https(&fake, CONNECTORS).await }).await;
    // The client reports the missing end of the TLS connection as an error.
    assert!(answer.is_err());
}

#[tokio::test]
async fn answers_can_be_malformed() {
    let fake = start().await;
    post(&fake, CONNECTORS, &basic("A"), 201).await;
    let whole = get(&fake, CONNECTORS, 200).await.text;
    fake.inject(Fault::new(FaultKind::MalformedJson)).unwrap();
    assert_eq!(
        get(&fake, CONNECTORS, 200).await.text,
        whole[..whole.len() / 2]
    );
    fake.inject(Fault::new(FaultKind::ContentType("text/html".into())))
        .unwrap();
    let answer = get(&fake, CONNECTORS, 200).await;
    assert_eq!(
        (answer.header("content-type"), answer.text.as_str()),
        ("text/html", whole.as_str())
    );
}

#[tokio::test]
async fn an_answer_can_be_compressed() {
    let fake = start().await;
    fake.inject(Fault::new(FaultKind::Gzip)).unwrap();
    let url = format!("{}/{CONNECTORS}", fake.url());
    let answer = http()
        .get(url)
        .bearer_auth(fake.token())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    let bytes = answer.bytes().await.unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut text)
        .unwrap();
    assert!(text.contains("@odata.context"));
}

#[tokio::test]
async fn answers_can_be_delayed_and_slow() {
    let fake = start().await;
    fake.inject(Fault::new(FaultKind::Delay { milliseconds: 50 }))
        .unwrap();
    let started = Instant::now();
    get(&fake, CONNECTORS, 200).await;
    assert!(started.elapsed() >= Duration::from_millis(50));
    fake.inject(Fault::new(FaultKind::Dribble {
        bytes: 100,
        milliseconds: 5,
    }))
    .unwrap();
    let started = Instant::now();
    // Head and body have more than 500 bytes.
    assert!(get(&fake, CONNECTORS, 200).await.text.ends_with('}'));
    assert!(started.elapsed() >= Duration::from_millis(25));
}

#[tokio::test]
async fn a_fault_does_not_affect_the_next_answer_of_the_connection() {
    let fake = start().await;
    // The first piece is the whole answer. A second one would have to wait.
    let slow = FaultKind::Dribble {
        bytes: 100_000,
        milliseconds: u64::MAX,
    };
    fake.inject(Fault::new(slow)).unwrap();
    let client = http();
    for _ in 0..2 {
        let request = client
            .get(format!("{}/{CONNECTORS}", fake.url()))
            .bearer_auth(fake.token());
        let answer = request
            .timeout(Duration::from_secs(5))
            .send()
            .await
            .unwrap();
        assert!(answer.text().await.unwrap().ends_with('}'));
    }
}

#[tokio::test]
async fn reads_can_lag_behind_writes() {
    let fake = start().await;
    fake.replication_lag(2);
    let id = post(&fake, CONNECTORS, &basic("A"), 201).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("{CONNECTORS}/{id}");
    get(&fake, &path, 404).await;
    assert_eq!(get(&fake, CONNECTORS, 200).await.json()["value"], json!([]));
    get(&fake, &path, 200).await;
    patch(&fake, &path, &json!({ "displayName": "B" }), 204).await;
    assert_eq!(get(&fake, &path, 200).await.json()["displayName"], "A");
    assert_eq!(get(&fake, &path, 200).await.json()["displayName"], "A");
    assert_eq!(get(&fake, &path, 200).await.json()["displayName"], "B");
}

#[tokio::test]
async fn the_token_endpoint_can_fail_too() {
    let fake = start().await;
    fake.inject(Fault::answer(500).on(Operation::RequestToken))
        .unwrap();
    get(&fake, CONNECTORS, 200).await;
    let url = format!("{}/x/oauth2/v2.0/token", fake.url());
    let answer = http().post(&url).send().await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_eq!(http().post(&url).send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn an_error_has_the_shape_of_the_service() {
    let fake = start().await;
    for (status, code, expected) in [
        (429, Some("TooManyRequests"), "TooManyRequests"),
        (400, None, "BadRequest"),
        (401, None, "InvalidAuthenticationToken"),
        (403, None, "Authorization_RequestDenied"),
        (404, None, "Request_ResourceNotFound"),
        (
            409,
            Some("Directory_ConcurrencyViolation"),
            "Directory_ConcurrencyViolation",
        ),
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
        let answer = get_with(&fake, CONNECTORS, ("client-request-id", "mine"), status).await;
        assert_eq!(answer.code(), expected);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("retry-after"), "7");
        assert_eq!(answer.header("client-request-id"), "mine");
        assert_eq!(
            answer.headers.contains_key("www-authenticate"),
            status == 401
        );
        let error = &answer.json()["error"];
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty())
        );
        assert_eq!(
            error["innerError"]["request-id"],
            answer.header("request-id")
        );
        assert_eq!(error["innerError"]["client-request-id"], "mine");
        assert!(error["innerError"]["date"].is_string());
        get(&fake, CONNECTORS, 200).await;
    }
    for fault in [
        Fault::error(200, "x"),
        Fault::error(302, "x"),
        Fault::error(600, "x"),
    ] {
        fake.inject(fault).unwrap_err();
    }
}

#[tokio::test]
async fn an_error_in_a_batch_has_that_shape_too() {
    let fake = start().await;
    fake.inject(Fault::throttled("3").on(Operation::ListApiConnectors))
        .unwrap();
    let item = json!({ "id": "1", "method": "GET", "url": "/identity/apiConnectors" });
    let answer = post(&fake, "v1.0/$batch", &json!({ "requests": [item] }), 200).await;
    let response = &answer.json()["responses"][0];
    assert_eq!(
        (&response["status"], &response["headers"]["retry-after"]),
        (&json!(429), &json!("3"))
    );
    assert_eq!(response["body"]["error"]["innerError"]["code"], "429");
}

#[tokio::test]
async fn token_endpoints_have_their_own_shapes_of_errors() {
    let fake = start().await;
    let token = format!("{DEFAULT_TENANT_ID}/oauth2/v2.0/token");
    let inject = |status, code: &str| fake.inject(Fault::error(status, code)).unwrap();
    inject(400, "invalid_client");
    let answer = read(request(&fake, "POST", &token), 400).await.json();
    assert_eq!(
        (&answer["error"], &answer["error_codes"]),
        (&json!("invalid_client"), &json!([]))
    );
    assert!(answer["trace_id"].is_string() && answer["correlation_id"].is_string());
    inject(503, "AADSTS90033");
    let answer = read(request(&fake, "POST", &token), 503).await.json();
    assert_eq!(
        (&answer["error"], &answer["error_codes"]),
        (&json!("temporarily_unavailable"), &json!([90_033]))
    );
    assert!(
        answer["error_description"]
            .as_str()
            .unwrap()
            .starts_with("AADSTS90033: ")
    );
    inject(500, "x");
    let answer = read(request(&fake, "GET", "msi/token"), 500).await.json();
    assert_eq!(answer["statusCode"], 500);
    inject(429, "too_many");
    let answer = read(request(&fake, "GET", "metadata/identity/oauth2/token"), 429)
        .await
        .json();
    assert_eq!(answer["error"], "too_many");
}
