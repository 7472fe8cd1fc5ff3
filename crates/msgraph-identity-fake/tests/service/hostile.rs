//! Random input: every request gets an answer, and none is a server error.

use crate::exchange::{CONNECTORS, get};
use msgraph_identity_fake::{FakeGraph, Switches};
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Method, Request, Uri};
use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// One fake for all cases, because earlier requests must do no harm either.
static GRAPH: LazyLock<FakeGraph> = LazyLock::new(|| {
    let switches = Switches {
        require_authentication: false,
        ..Switches::default()
    };
    FakeGraph::builder().switches(switches).build().unwrap()
});

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A path that is often almost valid.
fn path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        Just("v1.0".to_owned()),
        Just("beta".to_owned()),
        Just("identity".to_owned()),
        Just("apiConnectors".to_owned()),
        Just("policies".to_owned()),
        Just("crossTenantAccessPolicy".to_owned()),
        Just("partners".to_owned()),
        Just("3d0f5dec-5d3d-455c-8016-e2af1ae4d31a".to_owned()),
        Just("identitySynchronization".to_owned()),
        Just("deletedItems".to_owned()),
        Just("$count".to_owned()),
        Just("$batch".to_owned()),
        Just("..".to_owned()),
        "[ -~]{0,8}".prop_map(|text| encode(text.as_bytes())),
        proptest::collection::vec(any::<u8>(), 0..6).prop_map(|bytes| encode(&bytes)),
    ];
    let free = proptest::collection::vec(segment, 0..7).prop_map(|segments| segments.join("/"));
    let known = prop_oneof![
        Just(CONNECTORS),
        Just("beta/identity/apiConnectors/x/uploadClientCertificate"),
        Just("v1.0/policies/crossTenantAccessPolicy/partners"),
        Just("beta/policies/crossTenantAccessPolicy/partners/3d0f5dec-5d3d-455c-8016-e2af1ae4d31a"),
        Just("beta/policies/deletedItems/crossTenantPartners"),
        Just("v1.0/$batch"),
        Just("common/oauth2/v2.0/token"),
        Just("msi/token"),
        Just("__fake/faults"),
    ];
    prop_oneof![free, known.prop_map(str::to_owned)]
}

fn encode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

fn query() -> impl Strategy<Value = String> {
    let option = (
        prop_oneof![
            Just("$filter"),
            Just("$select"),
            Just("$orderby"),
            Just("$top"),
            Just("$skiptoken"),
            Just("x")
        ],
        prop_oneof![
            "[ -~]{0,20}",
            "(displayName|id|tenantId|not|and|or|eq|'a'|\\(|\\)|startswith|,| ){0,12}",
            proptest::collection::vec(any::<u8>(), 0..6)
                .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        ],
    );
    let option = option.prop_map(|(name, value)| format!("{name}={}", encode(value.as_bytes())));
    proptest::collection::vec(option, 0..3).prop_map(|options| options.join("&"))
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..64),
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
        method in prop_oneof![Just("GET"), Just("POST"), Just("PATCH"), Just("PUT"), Just("DELETE"), Just("BREW")],
        path in path(),
        query in query(),
        json in any::<bool>(),
        body in body(),
    ) {
        let Ok(uri) = format!("http://fake.test/{path}?{query}").parse::<Uri>() else { return Ok(()) };
        let status = RUNTIME.block_on(async {
            let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(uri);
            if json {
                request = request.header("content-type", "application/json");
            }
            let response = GRAPH.router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
            response.status()
        });
        prop_assert!(status.as_u16() < 500, "{status}");
    }
}

/// The connection ends, and the fake still works.
#[tokio::test]
async fn bytes_that_are_not_http_do_no_harm() {
    let fake = FakeGraph::start().await.unwrap();
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
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&answer));
    }
    get(&fake, CONNECTORS, 200).await;
}
