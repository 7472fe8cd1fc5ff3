//! The download of one document, into memory: bounded, and whole or an error.

use std::io::Read;

use ureq::http::{HeaderMap, HeaderName, Response, StatusCode, header};
use ureq::{Agent, Body};

use super::transport_error::explain;
use super::url::SourceUrl;
use super::{Limits, Received, SourceName};
use crate::error::{Error, Result};

const AS_A_FILE: &str =
    "check the address, or download the document with another program and pass the file";

pub(super) fn download(
    url: &SourceUrl,
    source: &SourceName,
    limits: &Limits,
    progress: &mut dyn FnMut(Received<'_>),
) -> Result<Vec<u8>> {
    let response = agent(url, limits)
        .get(url.full())
        .call()
        .map_err(|error| explain(error, limits));
    response
        .and_then(|response| check_head(response, limits))
        .and_then(|body| receive(body, source, limits, progress))
        .map_err(|error| error.help(AS_A_FILE).at(source))
}

fn agent(url: &SourceUrl, limits: &Limits) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .accept_encoding("identity")
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_per_read(Some(limits.stall))
        .timeout_per_write(Some(limits.stall))
        .timeout_global(Some(limits.total));
    let config = if url.is_loopback() {
        config.proxy(None)
    } else {
        config
    };
    let config = if url.is_https() {
        config.https_only(true).max_redirects(5)
    } else {
        // A request to this machine must not leave it, unencrypted, through a proxy.
        config.max_redirects(0).max_redirects_will_error(false)
    };
    #[cfg(feature = "https")]
    let config = config.tls_config(tls());
    config.build().new_agent()
}

/// The system's certificates, so that a company's proxy works as in other programs. And ring, because aws-lc takes longer to
/// build than all of xtask.
#[cfg(feature = "https")]
fn tls() -> ureq::tls::TlsConfig {
    ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(std::sync::Arc::new(
            rustls::crypto::ring::default_provider(),
        ))
        .build()
}

fn check_head(response: Response<Body>, limits: &Limits) -> Result<Body> {
    let (head, body) = response.into_parts();
    if head.status.is_redirection() {
        return Err(Error::new(format!("the server redirects ({})", head.status.as_u16()))
            .help("pass the address that it redirects to; redirects are followed from https to https only"));
    }
    if head.status != StatusCode::OK {
        let message = format!("the server answered {} instead of 200", head.status);
        return Err(Error::new(message));
    }
    if body.mime_type().is_some_and(is_html) {
        return Err(Error::new("the server sent an HTML page, not a document")
            .help("pass the address of the raw file; on GitHub it begins with `https://raw.githubusercontent.com/`"));
    }
    let mut encodings = listed(&head.headers, header::CONTENT_ENCODING);
    if let Some(encoding) = encodings.find(|value| !value.eq_ignore_ascii_case("identity")) {
        return Err(Error::new(format!(
            "the server sent the document encoded ({encoding}) although it was asked not to"
        ))
        .help("download and decode the document, and pass the file"));
    }
    // A YAML document that is cut off at the end of a line is still well-formed, so only a stated length shows that it is whole.
    let mut transfers = listed(&head.headers, header::TRANSFER_ENCODING);
    let is_chunked = transfers.any(|value| value.eq_ignore_ascii_case("chunked"));
    if body.content_length().is_none() && !is_chunked {
        return Err(Error::new(
            "the server does not say where the document ends",
        ));
    }
    match body.content_length() {
        Some(length) if length > limits.bytes => Err(too_large(limits)),
        _ => Ok(body),
    }
}

fn is_html(mime_type: &str) -> bool {
    ["text/html", "application/xhtml+xml"]
        .iter()
        .any(|html| mime_type.eq_ignore_ascii_case(html))
}

/// The values that a header lists.
fn listed(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    let values = values.map(|value| value.to_str().unwrap_or("unreadable"));
    let values = values.flat_map(|value| value.split(',')).map(str::trim);
    values.filter(|value| !value.is_empty())
}

fn receive(
    body: Body,
    source: &SourceName,
    limits: &Limits,
    progress: &mut dyn FnMut(Received<'_>),
) -> Result<Vec<u8>> {
    let total = body.content_length();
    let mut reader = body.into_reader();
    let mut buffer = vec![0; 64 << 10];
    let mut document = Vec::new();
    loop {
        let read = reader
            .read(&mut buffer)
            .map_err(|error| explain(error.into(), limits))?;
        if read == 0 {
            return Ok(document);
        }
        document.extend_from_slice(&buffer[..read]);
        let bytes = document.len() as u64;
        if bytes > limits.bytes {
            return Err(too_large(limits));
        }
        progress(Received {
            source,
            bytes,
            total,
        });
    }
}

fn too_large(limits: &Limits) -> Error {
    let bytes = limits.bytes;
    Error::new(format!("the document is larger than {bytes} bytes"))
}
