//! How a response is read.

use super::*;

#[tokio::test]
async fn the_request_is_sent_as_it_is() {
    let outcome = ask(vec![token()]).await;
    let [sent] = outcome.requests.as_slice() else {
        panic!("one request")
    };
    assert_eq!(sent.method(), "POST");
    assert_eq!(sent.url().path(), "/contoso.com/oauth2/v2.0/token");
    assert_eq!(
        sent.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        sent.body().unwrap().as_bytes().unwrap(),
        b"client_secret=s3cret"
    );
    let shown = format!("{sent:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn a_token_is_read_in_all_its_forms() {
    let longest = 366 * 24 * 3600;
    let both = json!({ "access_token": "t", "expires_in": "", "expires_on": "1800003599" });
    let mut bodies = vec![(both, 3599)];
    for (property, value, life) in [
        ("expires_in", json!(3599), 3599),
        ("expires_in", json!("3599"), 3599),
        ("expires_in", json!(3599.9), 3599),
        // Managed identities say the end, as a text or as a number.
        ("expires_on", json!("1800003599"), 3599),
        ("expires_on", json!(1_800_003_599_i64), 3599),
        ("expires_on", json!("1799999999"), 0),
        ("expires_on", json!("1/15/2027 8:59:59 AM +00:00"), 3599),
        ("expires_on", json!("2027-01-15T08:59:59Z"), 3599),
        ("other", json!(1), 0),
        ("expires_on", json!("soon"), 0),
        ("expires_in", json!(-5), 0),
        ("expires_in", json!("soon"), 0),
        ("expires_in", json!(i64::MAX), longest),
        ("expires_in", json!(1e300), longest),
        ("expires_on", json!(u64::MAX), longest),
    ] {
        let mut body = json!({ "access_token": "t" });
        body[property] = value;
        bodies.push((body, life));
    }
    for (body, life) in bodies {
        let outcome = ask(vec![answer(200, &body)]).await;
        let read = outcome.answer.unwrap();
        assert_eq!(read["access_token"], "t", "{body}");
        assert_eq!(read["expires_in"], life, "{body}");
    }
}

#[tokio::test]
async fn a_success_without_a_token_is_an_error_and_not_repeated() {
    for body in [
        "{}",
        "",
        "[]",
        "null",
        r#"{"access_token":""}"#,
        r#"{"access_token":7}"#,
        "<html>",
    ] {
        let outcome = ask(vec![Ok((200, JSON, body.to_owned()))]).await;
        let error = outcome.error();
        assert_eq!(
            error.to_string(),
            "login.microsoftonline.com answered 200 OK without a token"
        );
        assert_eq!(
            (error.status().unwrap().as_u16(), error.code()),
            (200, None)
        );
        assert_eq!(outcome.requests.len(), 1);
    }
}

#[tokio::test]
async fn an_error_with_the_status_of_a_success_is_an_error() {
    let body = json!({ "error": "access_denied", "error_description": "Not here." });
    let outcome = ask(vec![answer(200, &body)]).await;
    assert_eq!(
        outcome.error().to_string(),
        "login.microsoftonline.com answered 200 OK, access_denied: Not here."
    );
    assert_eq!(outcome.error().code(), Some("access_denied"));
}

#[tokio::test]
async fn a_byte_order_mark_is_ignored() {
    let with_mark = |status, body: Value| Ok((status, JSON, format!("\u{feff}{body}")));
    let outcome = ask(vec![with_mark(200, json!({ "access_token": "t" }))]).await;
    assert_eq!(outcome.answer.unwrap()["access_token"], "t");
    let outcome = ask(vec![with_mark(400, json!({ "error": "invalid_scope" }))]).await;
    assert_eq!(outcome.error().code(), Some("invalid_scope"));
}

#[tokio::test]
async fn an_error_of_entra_is_read_with_its_quotes_as_one_line() {
    let description = "AADSTS7000215: Invalid client secret provided for app \"tool\".\r\nTrace ID: 1\r\nCorrelation ID: 2";
    let body = json!({
        "error": "invalid_client",
        "error_description": description,
        "error_codes": [7_000_215],
    });
    let outcome = ask(vec![answer(401, &body)]).await;
    let error = outcome.error();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(error.code(), Some("AADSTS7000215"));
    assert_eq!(
        error.message(),
        format!(
            "{} (401 Unauthorized, invalid_client)",
            description.replace("\r\n", " ")
        )
    );
    assert!(!error.is_transient());
    assert_eq!(outcome.requests.len(), 1, "a refusal is not repeated");
}

#[tokio::test]
async fn other_errors_say_what_came() {
    const HTML: &[(&str, &str)] = &[("content-type", "text/html")];
    const NOTHING: &[(&str, &str)] = &[];
    let described =
        |description| json!({ "error": "invalid_request", "error_description": description });
    let message = json!({ "statusCode": 400, "message": "No managed identity." });
    let proxy = Ok((407, HTML, "<html>proxy</html>".to_owned()));
    for (step, text, code) in [
        (
            answer(400, &described("Identity not found")),
            "400 Bad Request, invalid_request: Identity not found",
            Some("invalid_request"),
        ),
        (
            answer(400, &message),
            "400 Bad Request: No managed identity.",
            None,
        ),
        (
            answer(403, &json!({ "error": "access_denied" })),
            "403 Forbidden, access_denied",
            Some("access_denied"),
        ),
        (
            answer(403, &json!({ "error": { "code": "other" } })),
            "403 Forbidden",
            None,
        ),
        (
            proxy,
            "407 Proxy Authentication Required with text/html in place of an error in JSON",
            None,
        ),
        (
            Ok((302, HTML, String::new())),
            "302 Found with text/html in place of an error in JSON",
            None,
        ),
        (
            Ok((404, NOTHING, String::new())),
            "404 Not Found without an error in JSON",
            None,
        ),
    ] {
        let outcome = ask(vec![step]).await;
        assert_eq!(
            outcome.error().to_string(),
            format!("login.microsoftonline.com answered {text}")
        );
        assert_eq!(outcome.error().code(), code, "{text}");
        assert_eq!(outcome.requests.len(), 1, "{text}");
    }
    let outcome = ask(vec![answer(400, &described("AADSTS90002: No."))]).await;
    assert_eq!(
        outcome.error().to_string(),
        "AADSTS90002: No. (400 Bad Request, invalid_request)"
    );
    assert_eq!(outcome.error().code(), Some("AADSTS90002"));
}

/// The request has `s3cret` in its body and in a header.
#[tokio::test]
async fn an_endpoint_that_sends_secrets_back_does_not_bring_them_into_the_error() {
    const JWT: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln";
    for body in [
        json!({ "error": "e", "error_description": format!("AADSTS1: client_secret=s3cret {JWT}") }),
        json!({ "error": "e", "message": "x-identity-header: h3ader s3cret" }),
        json!({ "error": JWT, "message": format!("s3cret, {JWT}") }),
        json!({ "error": "abc8Q~xyz-123_456.789", "error_description": JWT }),
    ] {
        let outcome = ask(vec![answer(400, &body)]).await;
        let shown = format!("{0} {0:?}", outcome.error());
        assert!(!shown.contains("s3cret") && !shown.contains(JWT), "{shown}");
        assert!(!shown.contains("h3ader"), "{shown}");
        assert!(!shown.contains("abc8Q~xyz-123_456.789"), "{shown}");
    }
    const SECRET: &[(&str, &str)] =
        &[("content-type", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln")];
    let outcome = ask(vec![Ok((500, SECRET, "s3cret".to_owned()))]).await;
    let shown = format!("{0} {0:?}", outcome.error());
    assert!(!shown.contains("s3cret") && !shown.contains(JWT), "{shown}");
}

#[tokio::test]
async fn a_description_without_end_is_cut() {
    let body = json!({ "error": "e", "error_description": "ä".repeat(100_000) });
    let outcome = ask(vec![answer(400, &body)]).await;
    let length = outcome.error().message().chars().count();
    assert!((1000..1100).contains(&length), "{length}");
}
