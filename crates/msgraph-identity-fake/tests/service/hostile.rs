//! Random input: every request gets an answer, and none is a server error.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Method, Request, Uri};
use msgraph_identity_fake::{FakeGraph, Switches};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::exchange::{CONNECTORS, Fake};

/// One fake for all cases, because earlier requests must do no harm either.
static GRAPH: LazyLock<FakeGraph> = LazyLock::new(|| {
    let switches = Switches {
        require_authentication: false,
        ..Switches::default()
    };
    FakeGraph::builder().switches(switches).build().unwrap()
});

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

const SEGMENTS: &str = "v1.0 beta identity apiConnectors policies crossTenantAccessPolicy partners \
    3d0f5dec-5d3d-455c-8016-e2af1ae4d31a identitySynchronization deletedItems $count $batch ..";

const PATHS: &str = "v1.0/identity/apiConnectors beta/identity/apiConnectors/x/uploadClientCertificate \
    v1.0/policies/crossTenantAccessPolicy/partners \
    beta/policies/crossTenantAccessPolicy/partners/3d0f5dec-5d3d-455c-8016-e2af1ae4d31a \
    beta/policies/deletedItems/crossTenantPartners v1.0/$batch common/oauth2/v2.0/token msi/token __fake/faults";

fn one_of(words: &'static str) -> impl Strategy<Value = String> {
    select(words.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned)
}

/// A path that is often almost valid.
fn path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        13 => one_of(SEGMENTS),
        1 => "[ -~]{0,8}".prop_map(|text| encode(text.as_bytes())),
        1 => vec(any::<u8>(), 0..6).prop_map(|bytes| encode(&bytes)),
    ];
    let free = vec(segment, 0..7).prop_map(|segments| segments.join("/"));
    prop_oneof![free, one_of(PATHS)]
}

fn encode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

fn query() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[ -~]{0,20}",
        "(displayName|id|tenantId|not|and|or|eq|'a'|\\(|\\)|startswith|,| ){0,12}",
        vec(any::<u8>(), 0..6).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ];
    let option = (one_of("$filter $select $orderby $top $skiptoken x"), value);
    let option = option.prop_map(|(name, value)| format!("{name}={}", encode(value.as_bytes())));
    vec(option, 0..3).prop_map(|options| options.join("&"))
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..64),
        "\\{\"(displayName|tenantId|requests|authenticationConfiguration|x)\":(1|null|\"a\"|\\[\\]|\\{\\})\\}"
            .prop_map(String::into_bytes),
        Just(br#"{"requests":[{"id":"1","method":"GET","url":"/identity/apiConnectors"}]}"#.to_vec()),
        Just(br#"{"authenticationConfiguration":{"@odata.type":"microsoft.graph.pkcs12Certificate","pkcs12Value":"MIIC"}}"#.to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_requests_never_get_a_server_error(
        method in one_of("GET POST PATCH PUT DELETE BREW"),
        path in path(),
        query in query(),
        json in any::<bool>(),
        body in body(),
    ) {
        let Ok(uri) = format!("http://fake.test/{path}?{query}").parse::<Uri>() else { return Ok(()) };
        let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(uri);
        if json {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(Body::from(body)).unwrap();
        let status = RUNTIME.block_on(GRAPH.router().oneshot(request)).unwrap().status();
        prop_assert!(status.as_u16() < 500, "{status}");
    }
}

/// The connection ends, and the fake still works.
#[tokio::test]
async fn bytes_that_are_not_http_do_no_harm() {
    let fake = Fake::start().await;
    for noise in [
        b"\x16\x03\x01\x00\x05hello" as &[u8],
        b"\x00\x00\x00\x00",
        b"GET\r\n\r\n",
        b"POST /v1.0/identity/apiConnectors HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"",
    ] {
        let mut stream = tokio::net::TcpStream::connect(fake.address()).await.unwrap();
        stream.write_all(noise).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        // The connection may also end with a reset.
        let _ = stream.read_to_end(&mut answer).await;
        let is_error = answer.starts_with(b"HTTP/1.1 5");
        assert!(!is_error, "{}", String::from_utf8_lossy(&answer));
    }
    fake.get(CONNECTORS, 200).await;
}
