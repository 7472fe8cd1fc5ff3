//! Each operation as it goes over the wire, sent by the generated client to a server on loopback.

mod beta;
mod v1;

use std::collections::BTreeSet;

use msgraph_identity_tests::checkout;
use msgraph_identity_tests::loopback::Request;
use reqwest::Url;
use serde_json::Value;
use xtask::GraphVersion;

use crate::surface::secrets::redact;
use crate::surface::snapshot::{Snapshot, check_all};

/// A request that a client sent.
pub(crate) struct Exchange {
    /// The operation that sent it.
    operation: &'static str,
    /// What is special about it; may be empty.
    case: &'static str,
    request: Request,
}

#[test]
fn requests_on_the_wire() {
    check_all(&snapshots());
}

#[test]
fn every_operation_is_on_the_wire() {
    for version in GraphVersion::ALL {
        let sent: BTreeSet<_> = exchanges(version)
            .iter()
            .map(|exchange| exchange.operation.to_owned())
            .collect();
        let missing: Vec<_> = checkout::surface(version)
            .operations()
            .difference(&sent)
            .cloned()
            .collect();
        assert!(
            missing.is_empty(),
            "{version}: no request shows these operations; add one to tests/surface/wire: {}",
            missing.join(", ")
        );
    }
}

#[test]
fn what_only_the_generator_knows_is_not_sent() {
    for exchange in GraphVersion::ALL.into_iter().flat_map(exchanges) {
        assert_eq!(
            exchange.request.header("api-version"),
            None,
            "{}",
            exchange.operation
        );
    }
}

pub(crate) fn snapshots() -> Vec<Snapshot> {
    let of_version = |version| {
        exchanges(version).into_iter().map(move |exchange| {
            let name = format!("{}-{}", exchange.operation, exchange.case);
            Snapshot::of_wire(version, name.trim_end_matches('-'), text(&exchange.request))
        })
    };
    GraphVersion::ALL.into_iter().flat_map(of_version).collect()
}

fn exchanges(version: GraphVersion) -> Vec<Exchange> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        match version {
            GraphVersion::V1_0 => v1::exchanges().await,
            GraphVersion::Beta => beta::exchanges().await,
        }
    })
}

/// A request as a snapshot shows it: query options a second time as they were meant, JSON in lines.
fn text(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method, request.target);
    let url = Url::parse("http://localhost")
        .unwrap()
        .join(&request.target)
        .unwrap();
    for (name, value) in url.query_pairs() {
        text += &format!("    {name} = {value}\n");
    }
    let mut headers = request.headers.clone();
    // They follow from the server's address and from the body.
    headers.retain(|(name, _)| !matches!(name.as_str(), "host" | "content-length"));
    headers.sort();
    for (name, value) in headers {
        let is_request_id = name == "client-request-id" && is_guid(&value);
        let value = if is_request_id { "(a GUID)" } else { &value };
        text += &format!("{name}: {value}\n");
    }
    redact(&format!("{text}\n{}", body(&request.body)))
}

fn body(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "(no body)\n".to_owned();
    }
    let mut value: Value = serde_json::from_slice(bytes).expect("a body is JSON");
    redact_strings(&mut value);
    format!("{value:#}\n")
}

/// Before JSON escapes them.
fn redact_strings(value: &mut Value) {
    match value {
        Value::String(text) => *text = redact(text),
        Value::Array(items) => items.iter_mut().for_each(redact_strings),
        Value::Object(members) => members.values_mut().for_each(redact_strings),
        _ => {}
    }
}

fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}
