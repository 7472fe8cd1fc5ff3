//! Where requests go and do not go. A child process tests what the environment decides.

use std::env;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{self, Command};
use std::thread::{self, JoinHandle};

use rustls::crypto::CryptoProvider;

use super::*;

/// Names the URL that a process started by [`get_in_environment`] asks for.
const URL: &str = "MSGRAPH_IDENTITY_TEST_URL";
pub(super) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

/// The outcome of a GET in a process with these variables. The process runs the calling test again, which ends here.
pub(super) fn get_in_environment(test: &str, url: &str, variables: &[(&str, &str)]) -> String {
    if let Ok(url) = env::var(URL) {
        println!("outcome: {}", get(&url));
        process::exit(0);
    }
    let mut command = Command::new(env::current_exe().unwrap());
    for name in [
        "NO_PROXY",
        "no_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "SSL_CERT_DIR",
    ] {
        command.env_remove(name);
    }
    let test = format!("http_client::{test}");
    command
        .args([&test, "--exact", "--nocapture"])
        .env(URL, url)
        .envs(variables.iter().copied());
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let (_, outcome) = text.split_once("outcome: ").expect(&text);
    outcome.lines().next().unwrap().to_owned()
}

#[tokio::main(flavor = "current_thread")]
async fn get(url: &str) -> String {
    let root = ServiceRoot::parse_allowing_insecure_loopback(url).unwrap();
    let client = match HttpClientSettings::default().build(&root) {
        Ok(client) => client,
        Err(error) => return format!("no client, is_tls_setup={}: {error}", error.is_tls_setup()),
    };
    match client.get(url).send().await {
        Ok(response) => response.status().to_string(),
        Err(error) => format!("{error:?}"),
    }
}

/// Answers one connection with this response. Returns the head of the request, which is empty if the handshake failed.
pub(super) fn answer(mut stream: impl Read + Write, response: &str) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    let _ = stream.write_all(response.as_bytes());
    String::from_utf8(head).unwrap()
}

pub(super) fn serve(
    answer: impl FnOnce(TcpStream) -> String + Send + 'static,
) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("localhost:{}", listener.local_addr().unwrap().port());
    (
        address,
        thread::spawn(move || answer(listener.accept().unwrap().0)),
    )
}

/// A server that must not get a request.
fn forbidden() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    (listener, url)
}

#[tokio::test]
async fn plain_http_is_not_sent_if_the_cloud_has_https() {
    let (listener, url) = forbidden();
    let root = ServiceRoot::parse("https://graph.microsoft.com/v1.0").unwrap();
    let request = HttpClientSettings::default()
        .build(&root)
        .unwrap()
        .get(url)
        .timeout(Duration::from_secs(1));
    assert!(request.send().await.unwrap_err().is_builder());
    assert!(listener.accept().is_err(), "something was sent");
}

#[test]
fn plain_http_does_not_use_the_proxy() {
    let (address, server) = serve(|stream| answer(stream, OK));
    let (proxy, url) = forbidden();
    let variables = ["http_proxy", "HTTP_PROXY", "ALL_PROXY"].map(|name| (name, &*url));
    let test = "tests::plain_http_does_not_use_the_proxy";
    assert_eq!(
        get_in_environment(test, &format!("http://{address}/"), &variables),
        "200 OK"
    );
    assert!(proxy.accept().is_err(), "the proxy was asked");
    assert!(server.join().unwrap().starts_with("GET / HTTP/1.1\r\n"));
}

#[test]
fn no_default_of_the_process_is_installed() {
    tls::config(&[], None).unwrap();
    assert!(CryptoProvider::get_default().is_none());
}
