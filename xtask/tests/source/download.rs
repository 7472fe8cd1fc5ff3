//! URLs as `--from`: loopback servers that behave well or badly, and addresses that are never asked.

use std::io::Read;
use std::process::Command;

use xtask::GraphVersion::Beta;
use xtask::source::{Request, locate};

use crate::source::server::{Server, answer};
use crate::source::{assert_says, from, located, refusal};

const DOCUMENT: &str = "openapi: 3.0.4\npaths: {}\n";
const COMMIT: &str = "f54f11b60956ea7b185ca0447b2b80805836ec7b";

#[test]
fn downloads_a_document_and_tells_how_far_it_is() {
    let server = Server::saying(answer("200 OK\r\nContent-Type: application/yaml", DOCUMENT));
    let request = from(&[server.url("/openapi/beta/openapi.yaml?token=s3cret#s3cret")]);
    let mut progress = Vec::new();
    let documents = locate(&request, &mut |received| {
        progress.push((received.bytes, received.total))
    })
    .unwrap();
    let document = &documents[0];

    let mut text = String::new();
    document.open().unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, DOCUMENT);
    assert_eq!(document.open().unwrap().finish().unwrap().bytes, 25);
    assert_eq!((document.version, &document.commit), (None, &None));
    assert_eq!(progress.last(), Some(&(25, Some(25))));

    assert_eq!(
        document.source.to_string(),
        server.url("/openapi/beta/openapi.yaml")
    );
    assert!(!format!("{document:?} {}", document.place()).contains("s3cret"));
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_says(
        &requests[0],
        &["GET /openapi/beta/openapi.yaml?token=s3cret HTTP/1.1"],
    );
    assert_says(
        &requests[0].to_ascii_lowercase(),
        &["accept-encoding: identity"],
    );
}

#[test]
fn takes_a_chunked_document() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    let whole = Server::saying(format!("{head}7\r\npaths: \r\n3\r\n{{}}\n\r\n0\r\n\r\n"));
    let document = located(&from(&[whole.url("/")])).remove(0);
    assert_eq!(document.open().unwrap().finish().unwrap().bytes, 10);

    let cut = Server::saying(format!("{head}7\r\npaths: \r\n"));
    assert_says(
        &refusal(&from(&[cut.url("/")])),
        &["closed the connection before the document ended"],
    );
}

#[test]
fn the_version_is_given_and_the_commit_is_read_from_the_path() {
    let server = Server::saying(answer("200 OK", DOCUMENT));
    let url = server.url(&format!(
        "/msgraph-metadata/{COMMIT}/openapi/beta/openapi.yaml"
    ));
    let document = located(&Request {
        version: Some(Beta),
        ..from(&[&url])
    })
    .remove(0);
    assert_eq!(document.version, Some(Beta));
    assert_eq!(document.commit.unwrap().to_string(), COMMIT);

    let agreeing = Request {
        commit: COMMIT.to_uppercase().parse().ok(),
        ..from(&[&url])
    };
    assert_eq!(located(&agreeing)[0].commit, agreeing.commit);
    for (path, named) in [
        (format!("/{COMMIT}/{COMMIT}/x"), true),
        (format!("/x{COMMIT}/openapi.yaml"), false),
        (format!("/{COMMIT}/{}", COMMIT.replace('f', "0")), false),
    ] {
        let document = located(&from(&[server.url(&path)])).remove(0);
        assert_eq!(document.commit.is_some(), named, "{path}");
    }
    server.requests();
    let contradicting = Request {
        commit: COMMIT.replace('f', "0").parse().ok(),
        ..from(&[&url])
    };
    assert_says(
        &refusal(&contradicting),
        &["contradicts the commit in the URL", "leave `--commit` out"],
    );
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn refuses_answers_that_are_no_document() {
    for (head, said) in [
        ("404 Not Found", "answered 404 Not Found instead of 200"),
        ("500 Internal Server Error", "answered 500"),
        ("206 Partial Content", "answered 206"),
        (
            "200 OK\r\nContent-Type: text/html; charset=utf-8",
            "HTML page",
        ),
        ("200 OK\r\nContent-Type: TEXT/HTML", "HTML page"),
        ("200 OK\r\nContent-Encoding: gzip", "encoded (gzip)"),
        ("200 OK\r\nContent-Encoding: identity, br", "encoded (br)"),
    ] {
        let server = Server::saying(answer(head, DOCUMENT));
        let error = refusal(&from(&[server.url("/x.yaml?token=s3cret")]));
        assert_says(
            &error,
            &[said, &format!("at: {}", server.url("/x.yaml")), "help:"],
        );
        assert!(!error.contains("s3cret"), "{error}");
    }
    let identity = Server::saying(answer("200 OK\r\nContent-Encoding: Identity", DOCUMENT));
    assert_eq!(located(&from(&[identity.url("/")])).len(), 1);
}

#[test]
fn follows_no_redirect_on_this_machine() {
    let target = Server::saying(answer("200 OK", DOCUMENT));
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let head = format!(
            "{status}\r\nLocation: {}?token=s3cret",
            target.url("/other")
        );
        let server = Server::saying(answer(&head, ""));
        let error = refusal(&from(&[server.url("/x.yaml")]));
        assert_says(
            &error,
            &[
                &format!("redirects ({})", &status[..3]),
                &server.url("/x.yaml"),
                "help:",
            ],
        );
        assert!(!error.contains("s3cret"), "{error}");
    }
    assert_eq!(target.requests(), [""; 0]);
}

#[test]
fn names_a_server_that_is_not_there() {
    let error = refusal(&from(&["http://127.0.0.1:1/x.yaml?s3cret"]));
    assert_says(
        &error,
        &[
            "the connection failed",
            "at: http://127.0.0.1:1/x.yaml",
            "help:",
        ],
    );
    assert!(!error.contains("s3cret"), "{error}");
}

#[test]
fn downloads_nothing_while_another_argument_is_wrong() {
    let server = Server::saying(answer("200 OK", DOCUMENT));
    for wrong in [
        "/nowhere/none.yaml",
        "http://example.com/x",
        "https://someone:s3cret@example.com/x",
        "ftp://s3cret",
    ] {
        let error = refusal(&from(&[&server.url("/"), wrong]));
        assert!(!error.contains("s3cret"), "{error}");
    }
    let twice = Request {
        version: Some(Beta),
        ..from(&[server.url("/a"), server.url("/b?s3cret")])
    };
    let error = refusal(&twice);
    assert_says(
        &error,
        &[
            "two documents for beta",
            &server.url("/a"),
            &server.url("/b"),
        ],
    );
    assert!(!error.contains("s3cret"), "{error}");
    assert_eq!(server.requests(), [""; 0]);
}

/// Run again with proxies in the environment that would fail: nobody listens on port 1.
#[test]
fn this_machine_is_reached_without_a_proxy() {
    const NAME: &str = "source::download::downloads_a_document_and_tells_how_far_it_is";
    let mut again = Command::new(std::env::current_exe().unwrap());
    for proxy in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "http_proxy"] {
        again.env(proxy, "http://127.0.0.1:1");
    }
    let output = again
        .args([NAME, "--exact"])
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("1 passed"), "{stdout}");
}

#[cfg(not(feature = "https"))]
#[test]
fn https_without_tls_names_the_command_that_has_it() {
    let error = refusal(&from(&["https://example.com/x.yaml?token=s3cret"]));
    assert_says(
        &error,
        &[
            "cargo xtask-https regen --from <URL>",
            "at: https://example.com/x.yaml",
        ],
    );
    assert!(!error.contains("s3cret"), "{error}");
}

#[cfg(feature = "https")]
#[test]
fn https_speaks_tls_and_never_falls_back() {
    let server = Server::saying(answer("200 OK", DOCUMENT));
    let error = refusal(&from(&[server
        .url("/x.yaml?token=s3cret")
        .replace("http:", "https:")]));
    assert_says(&error, &["no TLS connection", "at: https://127.0.0.1"]);
    assert!(!error.contains("s3cret"), "{error}");
}
