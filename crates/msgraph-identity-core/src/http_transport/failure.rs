//! The errors of the HTTP client, by how far the request came, with their cause in words.
//!
//! Types decide. Texts are read only if there is no public type: of tunnels through a proxy, and of a head that is too large.

use std::error::Error;
use std::io;

use super::proxy::proxy_of;
use crate::transport::{TransportError, TransportErrorKind};

/// Begins the text of an error of a tunnel. See `TunnelError` in hyper-util.
const TUNNEL: &str = "tunnel error: ";
/// The text of an error of hyper. Its predicate needs hyper's server.
const TOO_LARGE: &str = "message head is too large";

/// Describes an error that came in place of a response head. Its URL is removed: the query may hold a secret.
pub(super) fn before_head(error: reqwest::Error, client: &reqwest::Client) -> TransportError {
    let error = error.without_url();
    let described = if error.is_connect() {
        connect_error(&error, client)
    } else if error.is_timeout() {
        TransportError::new(TransportErrorKind::TimedOut)
    } else if error.is_builder() {
        TransportError::new(TransportErrorKind::Request)
    } else if let Some(error) = causes(&error).find_map(parse_error) {
        unreadable_head(error)
    } else {
        TransportError::new(TransportErrorKind::Reset)
    };
    described.with_source(error)
}

/// Describes an error that came in place of a part of the body.
pub(super) fn in_body(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::TimedOut
    } else {
        TransportErrorKind::BodyCut
    };
    TransportError::new(kind).with_source(error.without_url())
}

fn parse_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a hyper::Error> {
    cause
        .downcast_ref()
        .filter(|error: &&hyper::Error| error.is_parse())
}

fn unreadable_head(error: &hyper::Error) -> TransportError {
    let reason = match error.to_string() {
        text if text == TOO_LARGE => "it has more than 100 headers, or is too long".to_owned(),
        text => text,
    };
    let kind = TransportErrorKind::UnreadableHead;
    TransportError::new(kind).with_message(format!(
        "the head of the response could not be read: {reason}"
    ))
}

fn connect_error(error: &reqwest::Error, client: &reqwest::Client) -> TransportError {
    let texts = causes(error).map(ToString::to_string);
    let tunnel = texts
        .into_iter()
        .find_map(|text| Some(text.strip_prefix(TUNNEL)?.to_owned()));
    let Some(tunnel) = tunnel else {
        let proxy = proxy_of(client).filter(|_| error.is_timeout());
        let described = connect_error_of("the server", error);
        return match proxy {
            // The client's error does not tell which of the two was slow.
            Some(proxy) => described.with_message(format!(
                "no connection to the server: connecting took too long; the proxy is {proxy}"
            )),
            None => described,
        };
    };
    let proxy = match proxy_of(client) {
        Some(proxy) => format!("the proxy {proxy}"),
        None => "the proxy".to_owned(),
    };
    let connect = |reason: &str| {
        TransportError::new(TransportErrorKind::Connect)
            .with_message(format!("no connection to the server: {proxy} {reason}"))
    };
    match &*tunnel {
        "failed to create underlying connection" => connect_error_of(&proxy, error),
        "proxy authorization required" => {
            TransportError::new(TransportErrorKind::ProxyAuthentication).with_message(format!(
                "{proxy} requires authentication (407): put a valid user name and password into its URL, such as HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT"
            ))
        }
        "unsuccessful" => connect("refused to connect to it, or could not"),
        "proxy response headers too long" => connect("sent a response head that is too long"),
        _ => connect("ended the connection without a response"),
    }
}

/// Describes a connection to this peer that failed.
fn connect_error_of(peer: &str, error: &reqwest::Error) -> TransportError {
    let (kind, message) = match causes(error).find_map(|cause| cause.downcast_ref()) {
        Some(tls @ rustls::Error::InvalidCertificate(_)) => (
            TransportErrorKind::Certificate,
            format!("the certificate of {peer} is not trusted: {tls}"),
        ),
        Some(tls) => (
            TransportErrorKind::Tls,
            format!("no TLS connection to {peer}: {tls}"),
        ),
        None if causes(error).filter_map(io_kind).any(is_end_of_file) => (
            TransportErrorKind::Tls,
            format!("no TLS connection to {peer}: it ended the connection during the handshake"),
        ),
        None => (
            TransportErrorKind::Connect,
            format!("no connection to {peer}: {}", connect_reason(error)),
        ),
    };
    TransportError::new(kind).with_message(message)
}

fn connect_reason(error: &reqwest::Error) -> String {
    if error.is_dns() {
        return "the DNS lookup of its name failed".to_owned();
    }
    if error.is_timeout() {
        return "connecting took too long".to_owned();
    }
    match causes(error).filter_map(io_kind).last() {
        None | Some(io::ErrorKind::Other) => causes(error).map(ToString::to_string).last(),
        // Such as `connection refused` or `network unreachable`.
        Some(kind) => Some(kind.to_string()),
    }
    .unwrap_or_default()
}

/// An error and its causes. The error inside an I/O error is one of them, although `source` skips it.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| {
        let inside = error.downcast_ref().and_then(io::Error::get_ref);
        match inside {
            Some(inside) => Some(inside),
            None => (*error).source(),
        }
    })
}

fn io_kind(cause: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    cause.downcast_ref().map(io::Error::kind)
}

/// Of all that makes a connection, only the handshake of TLS ends with it.
fn is_end_of_file(kind: io::ErrorKind) -> bool {
    kind == io::ErrorKind::UnexpectedEof
}
