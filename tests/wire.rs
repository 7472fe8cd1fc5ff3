//! Each operation as it goes over the wire, sent by the generated client to a server on loopback. A snapshot for each request
//! shows it in a pull request; `INSTA_UPDATE=always cargo test -p msgraph-identity-tests --test clients wire` takes changes over.

#![allow(
    clippy::needless_update,
    reason = "both versions are tested by the same text, and a type of beta has more properties"
)]

mod cross_tenant_access;
mod requests;
mod secrets;
mod user_flows;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use insta::{Settings, assert_snapshot};
use msgraph_identity_tests::checkout::{files_below, root};
use msgraph_identity_tests::loopback::Request;
use reqwest::Url;
use serde_json::Value;

use crate::wire::secrets::redact;

const TENANT: &str = "11111111-1111-4111-8111-111111111111";
const VERSIONS: [&str; 2] = ["v1.0", "beta"];

/// Sends a request of both versions for each line: the operation, its arguments, and what is special about it. The response is an
/// empty page, which every operation accepts as a success. `types` are those of the version.
macro_rules! record {
    ($($requests:tt)+) => {{
        let mut exchanges = Vec::new();
        $crate::wire::record_version!(exchanges, msgraph_identity_v1, "v1.0"; $($requests)+);
        $crate::wire::record_version!(exchanges, msgraph_identity_beta, "beta"; $($requests)+);
        exchanges
    }};
}

/// The same for one version.
macro_rules! record_version {
    ($exchanges:ident, $graph:ident, $version:literal; $($operation:ident $arguments:tt $($case:literal)?;)+) => {{
        use $graph::types;
        use msgraph_identity_core::HttpTransport;
        use msgraph_identity_tests::{generated_client, loopback};
        let answer = loopback::response("200 OK", "content-type: application/json\r\n", r#"{"value":[]}"#);
        let server = loopback::Loopback::answering(answer);
        let transport = HttpTransport::new(generated_client::http_client());
        let root = format!("{}/{}", server.origin(), $version);
        let (root, http, session) = generated_client::for_client(&root, std::sync::Arc::new(transport));
        let client = $graph::Client::new_with_client(&root, http, session);
        $({
            let (operation, case) = (stringify!($operation), concat!($($case)?));
            let sent = client.$operation $arguments.await;
            assert!(sent.is_ok(), "{operation}, {case}: {:?}", sent.err());
            let request = server.request();
            $exchanges.push($crate::wire::Exchange { version: $version, operation, case, request });
        })+
    }};
}

use {record, record_version};

/// A request that a client sent.
struct Exchange {
    version: &'static str,
    /// The operation that sent it.
    operation: &'static str,
    /// What is special about it; may be empty.
    case: &'static str,
    request: Request,
}

impl Exchange {
    /// The name of its snapshot.
    fn name(&self) -> String {
        let name = format!("{}-{}", self.operation, self.case);
        name.trim_end_matches('-').to_owned()
    }
}

/// All requests of both versions.
static EXCHANGES: LazyLock<Vec<Exchange>> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let mut exchanges = requests::exchanges().await;
        exchanges.extend(cross_tenant_access::exchanges().await);
        exchanges.extend(user_flows::exchanges().await);
        exchanges
    })
});

/// The folder of all snapshots, those of generated code included.
fn snapshots() -> PathBuf {
    root().join("spec/snapshots")
}

fn folder(version: &str) -> PathBuf {
    snapshots().join(version).join("wire")
}

#[test]
fn requests_are_sent_as_the_snapshots_show() {
    for exchange in &*EXCHANGES {
        let mut settings = Settings::new();
        settings.set_snapshot_path(folder(exchange.version));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!(exchange.name(), text(&exchange.request)));
    }
}

/// With `INSTA_UPDATE=always`, which writes what is new, it deletes what is old.
#[test]
fn every_snapshot_shows_a_request() {
    let sent = EXCHANGES
        .iter()
        .map(|exchange| folder(exchange.version).join(format!("{}.snap", exchange.name())));
    let sent: BTreeSet<PathBuf> = sent.collect();
    let files = VERSIONS
        .into_iter()
        .flat_map(|version| files_below(&folder(version)));
    let old: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|end| end == "snap") && !sent.contains(file))
        .collect();
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        old.iter().for_each(|file| fs::remove_file(file).unwrap());
    } else {
        assert!(
            old.is_empty(),
            "no request is sent for these: delete {old:?}"
        );
    }
}

#[test]
fn every_operation_is_on_the_wire() {
    for version in VERSIONS {
        let contract = fs::read_to_string(root().join(format!("spec/{version}.yaml"))).unwrap();
        let of_version = EXCHANGES
            .iter()
            .filter(|exchange| exchange.version == version);
        let sent: BTreeSet<&str> = of_version.map(|exchange| exchange.operation).collect();
        let kept = contract
            .lines()
            .filter_map(|line| line.trim().strip_prefix("operationId: "));
        let (kept, missing): (Vec<&str>, Vec<&str>) =
            kept.partition(|operation| sent.contains(operation));
        assert_eq!(kept.len(), sent.len(), "{version}: {kept:?}, {sent:?}");
        assert!(
            missing.is_empty(),
            "{version}: no request shows {missing:?}: add one to tests/wire"
        );
    }
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
