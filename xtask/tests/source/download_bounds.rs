//! Downloads that end too early, too late or never.

use std::io::{Read, Write};
use std::sync::mpsc::channel;
use std::time::Duration;

use xtask::source::{Limits, Request, locate};

use crate::checkout::assert_says;
use crate::source::server::{DOCUMENT, Server, answer};
use crate::source::{assert_refused, from, located};

fn limited(url: String, limits: Limits) -> Request {
    Request {
        limits,
        ..from(&[url])
    }
}

#[test]
fn refuses_what_is_cut_off() {
    let ok = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}");
    let too_early = "closed the connection before the document ended";
    let chunk = "Transfer-Encoding: chunked\r\n\r\n7\r\npaths: \r\n";
    for (said, says) in [
        (ok("Content-Length: 1000\r\n\r\nopenapi: 3"), too_early),
        (ok(chunk), too_early),
        (
            ok("Connection: close\r\n\r\nopenapi: 3"),
            "does not say where the document ends",
        ),
        (String::new(), "closed the connection"),
        ("220 smtp.example.com\r\n\r\n".to_owned(), "not valid HTTP"),
    ] {
        let server = Server::saying(said);
        let place = server.url("/x.yaml");
        assert_refused(
            &from(&[server.url("/x.yaml?s3cret")]),
            &format!("{says} … {place} … help:"),
        );
    }
}

#[test]
fn stops_at_the_cap() {
    let limits = |bytes| Limits {
        bytes,
        ..Limits::default()
    };
    let announced = Server::saying("HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n");
    let says = format!("larger than 24 bytes … {}", announced.url("/"));
    assert_refused(&limited(announced.url("/"), limits(24)), &says);
    let whole = Server::saying(answer("200 OK", DOCUMENT));
    assert_eq!(located(&limited(whole.url("/"), limits(25))).len(), 1);

    // The client closes the connection: writing fails at last, and the server thread ends.
    let (ended, is_ended) = channel();
    let endless = Server::new(move |mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = format!("400\r\n{}\r\n", "x".repeat(0x400));
        while stream.write_all(chunk.as_bytes()).is_ok() {}
        let _ = ended.send(());
    });
    let mut most = 0;
    let request = limited(endless.url("/"), limits(100_000));
    let error = locate(&request, &mut |received| most = received.bytes).unwrap_err();
    assert_says(&error.to_string(), "larger than 100000 bytes");
    assert!((1..=100_000).contains(&most), "{most}");
    is_ended.recv_timeout(Duration::from_secs(20)).unwrap();
}

#[test]
fn gives_up_on_silence_and_on_slowness() {
    let (short, long) = (Duration::from_millis(60), Duration::from_secs(20));
    let limits = |stall, total| Limits {
        stall,
        total,
        ..Limits::default()
    };
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nopenapi: 3";
    for said in ["", head] {
        let stalled = Server::new(move |mut stream| {
            let _ = stream.write_all(said.as_bytes());
            let _ = stream.read(&mut [0]); // until the client closes
        });
        let request = limited(stalled.url("/"), limits(short, long));
        assert_refused(&request, "silent for 0.06 seconds");
    }
    let dripping = Server::new(move |mut stream| {
        let _ = stream.write_all(head.as_bytes());
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    let request = limited(dripping.url("/"), limits(long, short));
    assert_refused(&request, "took longer than 0.06 seconds");
}
