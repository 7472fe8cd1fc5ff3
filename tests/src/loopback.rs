//! A server on loopback that answers one request with given bytes, and keeps the request byte for byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

/// A server for one request.
#[derive(Debug)]
pub struct Loopback {
    origin: String,
    server: JoinHandle<Request>,
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
    /// Starts a server that answers with these bytes.
    pub fn answering(response: impl Into<String>) -> Self {
        let response = response.into();
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let server = thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a client connects");
            let request = Request::read(&stream);
            (&stream)
                .write_all(response.as_bytes())
                .expect("the client listens");
            request
        });
        Self {
            origin: format!("http://{address}"),
            server,
        }
    }

    /// Scheme, host and port of the server.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the request. Waits until it comes, without end if it was not sent.
    pub fn request(self) -> Request {
        self.server.join().expect("the server got a request")
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
                line.split_once(':')
                    .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            })
            .map(|header| header.expect("NAME: VALUE"))
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

/// Starts a server that reads a part of one request, answers with these bytes, which need not be a response, and closes the connection.
/// Returns its URL.
pub fn answer_raw(bytes: impl Into<Vec<u8>>) -> String {
    let bytes = bytes.into();
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client connects");
        // If a part were left unread, the connection would end with a reset.
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(&bytes);
    });
    format!("http://{address}/v1.0/x")
}

/// A response of this status with a JSON body.
pub fn json(status: &str, body: &str) -> String {
    response(
        status,
        "content-type: application/json;odata.metadata=minimal\r\n",
        body,
    )
}

/// A response of this status, with these header lines and this body.
pub fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}
