//! Downloads that end too early, too late or never.

use std::io::{Read, Write};
use std::sync::mpsc::channel;
use std::time::Duration;

use xtask::source::{Limits, Request, locate};

use crate::source::server::{Server, answer};
use crate::source::{assert_says, from, located, refusal};

const DOCUMENT: &str = "openapi: 3.0.4\npaths: {}\n";

fn limited(url: String, limits: Limits) -> Request {
    Request {
        limits,
        ..from(&[url])
    }
}

#[test]
fn refuses_what_is_cut_off() {
    let server = Server::saying(format!(
        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{DOCUMENT}"
    ));
    let error = refusal(&from(&[server.url("/x.yaml")]));
    assert_says(
        &error,
        &[
            "closed the connection before the document ended",
            &server.url("/x.yaml"),
            "help:",
        ],
    );

    let endless = Server::saying(format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{DOCUMENT}"
    ));
    assert_says(
        &refusal(&from(&[endless.url("/")])),
        &["does not say where the document ends"],
    );

    let silent = Server::saying("");
    assert_says(
        &refusal(&from(&[silent.url("/")])),
        &["closed the connection"],
    );
    let other = Server::saying("220 smtp.example.com ready\r\n\r\n");
    assert_says(
        &refusal(&from(&[other.url("/?s3cret")])),
        &["not valid HTTP"],
    );
}

#[test]
fn stops_at_the_cap() {
    let limits = |bytes| Limits {
        bytes,
        ..Limits::default()
    };
    let announced = Server::saying("HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n");
    let error = refusal(&limited(announced.url("/"), limits(24)));
    assert_says(&error, &["larger than 24 bytes", &announced.url("/")]);
    let whole = Server::saying(answer("200 OK", DOCUMENT));
    assert_eq!(located(&limited(whole.url("/"), limits(25))).len(), 1);

    // The client closes the connection: writing fails at last, and the server thread ends.
    let (ended, is_ended) = channel();
    let endless = Server::new(move |mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while stream
            .write_all(format!("400\r\n{}\r\n", "x".repeat(0x400)).as_bytes())
            .is_ok()
        {}
        let _ = ended.send(());
    });
    let mut most = 0;
    let request = limited(endless.url("/"), limits(100_000));
    let error = locate(&request, &mut |received| most = received.bytes)
        .unwrap_err()
        .to_string();
    assert_says(&error, &["larger than 100000 bytes"]);
    assert!((1..=100_000).contains(&most), "{most}");
    is_ended.recv_timeout(Duration::from_secs(20)).unwrap();
}

#[test]
fn gives_up_on_silence_and_on_slowness() {
    let short = Duration::from_millis(60);
    let long = Duration::from_secs(20);
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nopenapi: 3";
    for said in ["", head] {
        let stalled = Server::new(move |mut stream| {
            let _ = stream.write_all(said.as_bytes());
            let _ = stream.read(&mut [0]); // until the client closes
        });
        let limits = Limits {
            stall: short,
            total: long,
            ..Limits::default()
        };
        assert_says(
            &refusal(&limited(stalled.url("/"), limits)),
            &["silent for 0.06 seconds"],
        );
    }
    let dripping = Server::new(move |mut stream| {
        let _ = stream.write_all(head.as_bytes());
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    let limits = Limits {
        stall: long,
        total: short,
        ..Limits::default()
    };
    assert_says(
        &refusal(&limited(dripping.url("/"), limits)),
        &["took longer than 0.06 seconds"],
    );
}
