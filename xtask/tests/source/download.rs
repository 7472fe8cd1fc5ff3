//! URLs as `--from`: loopback servers that behave well or badly, and addresses that are never asked.

use std::io::Read;
use std::process::Command;

use xtask::GraphVersion::Beta;
use xtask::source::{Request, locate};

use crate::checkout::assert_says;
use crate::source::server::{DOCUMENT, Server, answer};
use crate::source::{COMMIT, assert_refused, from, located};

#[test]
fn downloads_a_document_and_tells_how_far_it_is() {
    let server = Server::saying(answer("200 OK\r\nContent-Type: application/yaml", DOCUMENT));
    let request = from(&[server.url("/openapi/beta/openapi.yaml?token=s3cret#s3cret")]);
    let mut progress = Vec::new();
    let mut track =
        |received: xtask::source::Received<'_>| progress.push((received.bytes, received.total));
    let document = locate(&request, &mut track).unwrap().remove(0);

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
        "GET /openapi/beta/openapi.yaml?token=s3cret HTTP/1.1",
    );
    assert_says(
        &requests[0].to_ascii_lowercase(),
        "accept-encoding: identity",
    );
}

#[test]
fn takes_a_chunked_document() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    let whole = Server::saying(format!("{head}7\r\npaths: \r\n3\r\n{{}}\n\r\n0\r\n\r\n"));
    let document = located(&from(&[whole.url("/")])).remove(0);
    assert_eq!(document.open().unwrap().finish().unwrap().bytes, 10);
}

#[test]
fn the_version_is_given_and_the_commit_is_read_from_the_path() {
    let server = Server::saying(answer("200 OK", DOCUMENT));
    let url = server.url(&format!(
        "/msgraph-metadata/{COMMIT}/openapi/beta/openapi.yaml"
    ));
    let with_commit = |commit: String| Request {
        commit: commit.parse().ok(),
        ..from(&[&url])
    };
    let document = located(&Request {
        version: Some(Beta),
        ..from(&[&url])
    })
    .remove(0);
    assert_eq!(document.version, Some(Beta));
    assert_eq!(document.commit.unwrap().to_string(), COMMIT);

    let agreeing = with_commit(COMMIT.to_uppercase());
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
    let says = "contradicts the commit in the URL … leave `--commit` out";
    assert_refused(&with_commit(COMMIT.replace('f', "0")), says);
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
        let says = format!("{said} … at: {} … help:", server.url("/x.yaml"));
        assert_refused(&from(&[server.url("/x.yaml?token=s3cret")]), &says);
    }
    let identity = Server::saying(answer("200 OK\r\nContent-Encoding: Identity", DOCUMENT));
    assert_eq!(located(&from(&[identity.url("/")])).len(), 1);
}

#[test]
fn follows_no_redirect_on_this_machine() {
    let target = Server::saying(answer("200 OK", DOCUMENT));
    let location = target.url("/other?token=s3cret");
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let server = Server::saying(answer(&format!("{status}\r\nLocation: {location}"), ""));
        let url = server.url("/x.yaml");
        assert_refused(
            &from(&[&url]),
            &format!("redirects ({}) … {url} … help:", &status[..3]),
        );
    }
    assert_eq!(target.requests(), [""; 0]);
}

#[test]
fn names_a_server_that_is_not_there() {
    let says = "the connection failed … at: http://127.0.0.1:1/x.yaml … help:";
    assert_refused(&from(&["http://127.0.0.1:1/x.yaml?s3cret"]), says);
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
        assert_refused(&from(&[&server.url("/"), wrong]), "");
    }
    let twice = Request {
        version: Some(Beta),
        ..from(&[server.url("/a"), server.url("/b?s3cret")])
    };
    let [a, b] = [server.url("/a"), server.url("/b")];
    assert_refused(&twice, &format!("two documents for beta … {a} … {b}"));
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
    again
        .args([NAME, "--exact"])
        .env_remove("NO_PROXY")
        .env_remove("no_proxy");
    let output = again.output().unwrap();
    assert_says(&String::from_utf8_lossy(&output.stdout), "1 passed");
}

#[cfg(not(feature = "https"))]
#[test]
fn https_without_tls_names_the_command_that_has_it() {
    let says = "at: https://example.com/x.yaml … cargo xtask-https regen --from <URL>";
    assert_refused(&from(&["https://example.com/x.yaml?token=s3cret"]), says);
}

#[cfg(feature = "https")]
#[test]
fn https_speaks_tls_and_never_falls_back() {
    let server = Server::saying(answer("200 OK", DOCUMENT));
    let url = server
        .url("/x.yaml?token=s3cret")
        .replace("http:", "https:");
    assert_refused(&from(&[url]), "no TLS connection … at: https://127.0.0.1");
}
