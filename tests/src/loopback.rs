//! Servers on loopback, for tests with real sockets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Starts a server that passes each connection to this function, with its number. Returns its address, and the count of connections.
pub fn serve(
    mut answer: impl FnMut(usize, TcpStream) + Send + 'static,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has one");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let number = counted.fetch_add(1, Ordering::SeqCst);
            answer(number, stream.expect("a client connects"));
        }
    });
    (address.to_string(), count)
}

/// The address of a server that reads a part of the first request, answers with these bytes, which need not be a response, and closes
/// the connection. It closes every other connection at once.
pub fn answer_raw(bytes: impl Into<Vec<u8>>) -> String {
    let bytes = bytes.into();
    let (address, _) = serve(move |number, mut stream| {
        if number == 0 {
            // If a part were left unread, the connection would end with a reset.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&bytes);
        }
    });
    address
}

/// The address of a port on which nobody listens.
pub fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has one");
    address.to_string()
}

/// A server that gives each request the same answer, and keeps the requests byte for byte.
#[derive(Debug)]
pub struct Loopback {
    origin: String,
    requests: Receiver<Request>,
}

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// Path and query, with their escapes.
    pub target: String,
    /// The headers in the order of the wire, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Loopback {
    /// Starts a server that answers with these bytes and closes the connection.
    pub fn answering(response: impl Into<String>) -> Self {
        let response = response.into();
        let (sender, requests) = mpsc::channel();
        let (address, _) = serve(move |_, mut stream| {
            // A test that has ended waits for nothing.
            let _ = sender.send(Request::read(&stream));
            let _ = stream.write_all(response.as_bytes());
        });
        let origin = format!("http://{address}");
        Self { origin, requests }
    }

    /// Scheme, host and port of the server.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the next request. Waits until it comes.
    pub fn request(&self) -> Request {
        self.requests.recv().expect("the server got a request")
    }
}

impl Request {
    fn read(stream: &TcpStream) -> Self {
        let mut reader = BufReader::new(stream);
        let mut lines = std::iter::from_fn(|| {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a request has a head");
            let line = line.trim_end().to_owned();
            (!line.is_empty()).then_some(line)
        });
        let start = lines.next().expect("a request has a first line");
        let mut parts = start.split(' ').map(str::to_owned);
        let mut part = || parts.next().expect("METHOD TARGET VERSION");
        let (method, target) = (part(), part());
        let headers = lines
            .map(|line| {
                let (name, value) = line.split_once(':').expect("NAME: VALUE");
                (name.to_lowercase(), value.trim().to_owned())
            })
            .collect();
        let mut request = Self {
            method,
            target,
            headers,
            body: Vec::new(),
        };
        let length = request
            .header("content-length")
            .map_or(0, |length| length.parse().expect("a length"));
        request.body.resize(length, 0);
        reader
            .read_exact(&mut request.body)
            .expect("a body of the announced length");
        request
    }

    /// The value of a header; its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A response of this status, with these header lines and this body.
pub fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}
