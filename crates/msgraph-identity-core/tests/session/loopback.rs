//! A server on loopback for one request, and the client to ask it with.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

/// A client that trusts nobody and uses no proxy. Its TLS is set up here: another crate of the workspace turns on reqwest's TLS
/// without a provider, and then a client cannot be built without one.
pub(crate) fn http_client() -> reqwest::Client {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    builder.no_proxy().build().unwrap()
}

/// The URL of a server that reads something, answers with these bytes and closes the connection.
pub(crate) fn answer_with(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1.0/x", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // All of it, or closing would reset the connection.
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(bytes);
    });
    url
}
