//! The requests that the fake received.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue};

use crate::graph_operation::Operation;
use crate::graph_request::Received;
use crate::lock::lock;

/// A request that the fake received. `Debug` shows neither headers nor body, which may hold secrets.
pub struct RecordedRequest {
    number: u64,
    received: Received,
    operation: Option<Operation>,
    in_batch: bool,
    status: OnceLock<u16>,
}

impl RecordedRequest {
    /// The position among all requests, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// `GET`, `POST` …
    pub fn method(&self) -> &str {
        self.received.method.as_str()
    }

    /// The path as it was sent, not decoded.
    pub fn path(&self) -> &str {
        &self.received.path
    }

    /// The query as it was sent, not decoded, without the question mark.
    pub fn query(&self) -> &str {
        &self.received.query
    }

    /// The first value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.received.header(name)
    }

    /// All headers that are text. They include the token of the client.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        let headers = self.received.headers.iter();
        headers
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
            .collect()
    }

    /// The body, which may contain secrets.
    pub fn body(&self) -> &[u8] {
        &self.received.body
    }

    /// The operation, if path and method belong to one.
    pub fn operation(&self) -> Option<Operation> {
        self.operation
    }

    /// Whether the request was an item of a batch.
    pub fn is_in_batch(&self) -> bool {
        self.in_batch
    }

    /// The status of the response, or `None` if there was none yet or if a fault cut the connection.
    pub fn status(&self) -> Option<u16> {
        self.status.get().copied()
    }

    /// The length in bytes, except for that of some punctuation.
    fn length(&self) -> usize {
        let Received {
            path,
            query,
            headers,
            body,
            ..
        } = &self.received;
        let headers = headers.iter();
        let headers = headers.map(|(name, value)| name.as_str().len() + value.len());
        path.len() + query.len() + headers.sum::<usize>() + body.len()
    }

    pub(crate) fn answered(&self, status: u16) {
        // A request is answered once.
        let _ = self.status.set(status);
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("number", &self.number)
            .field("method", &self.received.method)
            .field("path", &self.received.path)
            .field("operation", &self.operation)
            .field("in_batch", &self.in_batch)
            .field("status", &self.status.get())
            .finish_non_exhaustive()
    }
}

/// Keeps the last requests. Older ones are only counted.
#[derive(Debug)]
pub(crate) struct Recorder {
    capacity: usize,
    recorded: Mutex<Recorded>,
}

#[derive(Debug, Default)]
struct Recorded {
    count: u64,
    by_operation: HashMap<Operation, u64>,
    requests: VecDeque<Arc<RecordedRequest>>,
    /// Their total length.
    bytes: usize,
}

/// The limit for the total length of the requests: 10,000 of 4 MB would be too much.
const MAX_BYTES: usize = 64 * 1024 * 1024;

impl Recorder {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            recorded: Mutex::default(),
        }
    }

    pub(crate) fn record(
        &self,
        received: &Received,
        operation: Option<Operation>,
        in_batch: bool,
    ) -> Arc<RecordedRequest> {
        let mut recorded = lock(&self.recorded);
        recorded.count += 1;
        if let Some(operation) = operation {
            *recorded.by_operation.entry(operation).or_default() += 1;
        }
        let request = Arc::new(RecordedRequest {
            number: recorded.count,
            received: Received {
                headers: own(&received.headers),
                body: Bytes::copy_from_slice(&received.body),
                ..received.clone()
            },
            operation,
            in_batch,
            status: OnceLock::new(),
        });
        recorded.bytes += request.length();
        recorded.requests.push_back(Arc::clone(&request));
        while recorded.requests.len() > self.capacity || recorded.bytes > MAX_BYTES {
            let Some(oldest) = recorded.requests.pop_front() else {
                break;
            };
            recorded.bytes -= oldest.length();
        }
        request
    }

    pub(crate) fn requests(&self) -> Vec<Arc<RecordedRequest>> {
        lock(&self.recorded)
            .requests
            .iter()
            .map(Arc::clone)
            .collect()
    }

    pub(crate) fn count(&self) -> u64 {
        lock(&self.recorded).count
    }

    pub(crate) fn count_for(&self, operation: Operation) -> u64 {
        let recorded = lock(&self.recorded);
        recorded
            .by_operation
            .get(&operation)
            .copied()
            .unwrap_or_default()
    }

    pub(crate) fn clear(&self) {
        *lock(&self.recorded) = Recorded::default();
    }
}

/// Headers as they come share the buffer that the whole request was read into, and would keep it.
fn own(headers: &HeaderMap) -> HeaderMap {
    let copy =
        |value: &HeaderValue| HeaderValue::from_bytes(value.as_bytes()).unwrap_or(value.clone());
    headers
        .iter()
        .map(|(name, value)| (name.clone(), copy(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::*;

    #[test]
    fn long_requests_do_not_fill_the_memory() {
        let recorder = Recorder::new(1_000);
        let mut received = Received {
            method: Method::POST,
            path: String::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::from(vec![0; 4 * 1024 * 1024]),
            origin: String::new(),
        };
        for _ in 0..10 {
            recorder.record(&received, None, false);
        }
        // An item of a batch may have a URL as long as a body.
        received.body.clear();
        received.path = "x".repeat(4 * 1024 * 1024);
        for _ in 0..10 {
            recorder.record(&received, None, false);
        }
        let requests = recorder.requests();
        let numbers: Vec<u64> = requests.iter().map(|request| request.number()).collect();
        assert_eq!(numbers, (5..=20).collect::<Vec<u64>>());
        assert_eq!(recorder.count(), 20);
    }
}
