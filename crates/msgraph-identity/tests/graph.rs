//! From a credential and a cloud to a request.

#![allow(
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

use std::error::Error as StdError;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use msgraph_identity::credential::Credential;
use msgraph_identity::{
    ApiConnector, ApiConnectorHandle, ApiConnectors, Beta, BetaSyncPolicy, Cloud,
    CrossTenantAccess, CustomCloud, Error, Graph, GraphBuilder, IdentitySynchronization, Items,
    ListApiConnectors, Pages, Partner, Request, RequestFuture, SyncPolicy, V1, VersionedClient,
    credential,
};

const TOKEN: &str = "s3cret.t0ken-_~+/==";

fn service_roots(cloud: impl Into<Cloud>) -> Result<[String; 2], Error> {
    let builder = Graph::builder(credential::static_token(TOKEN));
    let graph = builder.cloud(cloud).build()?;
    let (v1, beta) = (graph.v1(), graph.beta());
    Ok([v1.service_root().to_owned(), beta.service_root().to_owned()])
}

#[test]
fn every_cloud_has_its_service_roots() -> Result<(), Error> {
    for (cloud, root) in [
        (Cloud::default(), "https://graph.microsoft.com"),
        (Cloud::UsGovernmentL4, "https://graph.microsoft.us"),
        (Cloud::UsGovernmentDod, "https://dod-graph.microsoft.us"),
        (Cloud::China, "https://microsoftgraph.chinacloudapi.cn"),
    ] {
        let expected = [format!("{root}/v1.0"), format!("{root}/beta")];
        assert_eq!(service_roots(cloud)?, expected);
    }
    let custom = CustomCloud::parse("HTTPS://X.example:8443/graph/")?;
    let root = "https://x.example:8443/graph";
    let expected = [format!("{root}/v1.0"), format!("{root}/beta")];
    assert_eq!(service_roots(custom)?, expected);
    Ok(())
}

#[test]
fn an_unsafe_root_is_refused_without_showing_its_secrets() {
    for (root, reason) in [
        ("", "not an absolute URL"),
        ("graph.microsoft.com", "not an absolute URL"),
        ("http://graph.microsoft.com", "unencrypted"),
        ("http://127.0.0.1:8080", "unencrypted"),
        ("https://u:s3cret@x.example", "user info"),
        ("https://x.example?s3cret", "query"),
        ("https://graph.microsoft.com/v1.0", "names a version"),
        ("https://x.example/graph/beta/", "names a version"),
    ] {
        let error = CustomCloud::parse(root).unwrap_err();
        assert!(error.is_configuration() && !error.is_tls_setup(), "{root}");
        assert!(error.to_string().contains(reason), "{root}: {error}");
        assert!(
            !format!("{error} {error:?}").contains("s3cret"),
            "{error:?}"
        );
    }
    for root in ["http://graph.microsoft.com", "http://10.0.0.1"] {
        assert!(CustomCloud::parse_allowing_insecure_loopback(root).is_err());
    }
}

#[test]
fn an_application_that_cannot_be_in_a_header_is_refused() {
    let build = |application: &str| {
        let builder = Graph::builder(credential::static_token(TOKEN));
        builder.application(application).build()
    };
    assert!(build("contoso-onboarding/2.1 (Zürich)").is_ok());
    for application in [
        "",
        " ",
        "contoso\r\nauthorization: x",
        "contoso\0",
        "a\u{7f}",
    ] {
        let error = build(application).unwrap_err();
        assert!(error.is_configuration(), "{application:?}: {error:?}");
        let text = error.to_string();
        assert!(text.contains("User-Agent"), "{application:?}: {text}");
        assert!(!text.contains("contoso\r"), "{text:?}");
    }
}

#[test]
fn text_that_is_not_a_token_is_refused_and_not_shown() {
    for token in [
        "",
        "==",
        "Bearer s3cret",
        "s3cret\n",
        "\"s3cret\"",
        "s3crét",
        "s3=cret",
    ] {
        let refused = Graph::builder(credential::static_token(token)).build();
        let error = refused.unwrap_err();
        assert!(error.is_configuration(), "{token:?}");
        assert!(!format!("{error} {error:?}").contains("s3"), "{error:?}");
    }
}

#[tokio::test]
async fn the_token_goes_to_the_service_root_and_is_not_in_debug() -> Result<(), Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let root = format!("http://{}", listener.local_addr()?);
    let server = thread::spawn(move || [answer(&listener), answer(&listener)]);
    let builder = Graph::builder(credential::static_token(TOKEN))
        .cloud(CustomCloud::parse_allowing_insecure_loopback(&root)?);
    let mut shown = format!("{builder:?}");
    let graph = builder.build()?;
    let (v1, beta) = (graph.v1().client(), graph.beta().client());
    shown += &format!("{graph:?} {:?} {v1:?} {beta:?}", graph.v1());

    let connectors = v1
        .list_api_connectors(None, None, None, None, None, None, None, None)
        .await?;
    assert_eq!(connectors.value.len(), 0);
    beta.list_api_connectors(None, None, None, None, None, None, None, None)
        .await?;

    for (head, version) in server.join().unwrap().iter().zip(["v1.0", "beta"]) {
        let line = format!("GET /{version}/identity/apiConnectors HTTP/1.1\r\n");
        assert!(head.starts_with(&line), "{head}");
        let authorization = format!("authorization: Bearer {TOKEN}\r\n");
        assert!(head.contains(&authorization), "{head}");
    }
    assert!(
        shown.contains(&root) && !shown.contains("s3cret"),
        "{shown}"
    );
    Ok(())
}

/// Answers one request with an empty page. Returns the head of the request.
fn answer(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let page = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 12\r\n\r\n{\"value\":[]}";
    stream.write_all(page.as_bytes()).unwrap();
    String::from_utf8(head).unwrap()
}

#[test]
fn everything_can_be_sent_to_other_threads() {
    fn is_shareable<T: Clone + Send + Sync + 'static>() {}
    fn goes_elsewhere<T: Send + 'static>() {}
    is_shareable::<(Graph, VersionedClient<V1>, VersionedClient<Beta>)>();
    is_shareable::<(ApiConnectors, ApiConnectorHandle, ListApiConnectors)>();
    is_shareable::<(CrossTenantAccess, Partner, IdentitySynchronization<Beta>)>();
    is_shareable::<(ApiConnector, SyncPolicy, BetaSyncPolicy, Credential)>();
    goes_elsewhere::<(GraphBuilder, Request<ApiConnector>)>();
    goes_elsewhere::<(Items<ApiConnector>, Pages<ApiConnector>)>();
    goes_elsewhere::<RequestFuture<ApiConnector>>();
}
