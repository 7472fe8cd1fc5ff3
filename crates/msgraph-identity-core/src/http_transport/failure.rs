//! Describes the errors of the HTTP client: how far the request came, and the cause in words.
//!
//! Types decide. Texts are read only if there is no public type: of tunnels through a proxy, and of a head that is too large.

use std::error::Error;
use std::io;

use reqwest::Url;

use crate::transport::{TransportError, TransportErrorKind};

/// Begins the text of an error of a tunnel: `TunnelError` of hyper-util.
const TUNNEL: &str = "tunnel error: ";
/// The text of an error of hyper. Its predicate exists only for servers.
const TOO_LARGE: &str = "message head is too large";
/// Precedes the URL of a proxy for `https`.
const HTTPS_PROXY: &str = "https: Intercept { uri: ";

/// Describes an error that came in place of a response head. The URL is removed, because its query may hold a secret.
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
    let error: Option<&hyper::Error> = cause.downcast_ref();
    error.filter(|error| error.is_parse())
}

fn unreadable_head(error: &hyper::Error) -> TransportError {
    let reason = match error.to_string() {
        text if text == TOO_LARGE => "it has more than 100 headers, or is too long".to_owned(),
        text => text,
    };
    let message = format!("the head of the response could not be read: {reason}");
    TransportError::new(TransportErrorKind::UnreadableHead).with_message(message)
}

fn connect_error(error: &reqwest::Error, client: &reqwest::Client) -> TransportError {
    let texts = causes(error).map(ToString::to_string);
    if let Some(text) = texts.into_iter().find(|text| text.starts_with(TUNNEL)) {
        let proxy = match proxy_of(client) {
            Some(proxy) => format!("the proxy {proxy}"),
            None => "the proxy".to_owned(),
        };
        return tunnel_error(&text[TUNNEL.len()..], &proxy, error);
    }
    match proxy_of(client) {
        // The error does not tell whether the proxy or the server took too long.
        Some(proxy) if error.is_timeout() => TransportError::new(TransportErrorKind::Connect)
            .with_message(format!(
                "no connection to the server: connecting took too long; the proxy is {proxy}"
            )),
        _ => peer_error("the server", error),
    }
}

fn tunnel_error(text: &str, proxy: &str, error: &reqwest::Error) -> TransportError {
    let reason = match text {
        "failed to create underlying connection" => return peer_error(proxy, error),
        "proxy authorization required" => {
            return TransportError::new(TransportErrorKind::ProxyAuthentication).with_message(
                format!(
                    "{proxy} requires authentication (407): put a valid user name and password into its URL, such as HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT"
                ),
            );
        }
        "unsuccessful" => "refused to connect to it, or could not",
        "proxy response headers too long" => "sent a response head that is too long",
        _ => "ended the connection without a response",
    };
    TransportError::new(TransportErrorKind::Connect)
        .with_message(format!("no connection to the server: {proxy} {reason}"))
}

/// Describes a failed connection to this peer: the server or the proxy.
fn peer_error(peer: &str, error: &reqwest::Error) -> TransportError {
    let tls = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>());
    let (kind, message) = match tls {
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
    use io::ErrorKind::{
        ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable, NetworkDown,
        NetworkUnreachable,
    };
    if error.is_dns() {
        return "the DNS lookup of its name failed".to_owned();
    }
    if error.is_timeout() {
        return "connecting took too long".to_owned();
    }
    let named = causes(error).filter_map(io_kind).find(|kind| {
        matches!(
            kind,
            ConnectionAborted
                | ConnectionRefused
                | ConnectionReset
                | HostUnreachable
                | NetworkDown
                | NetworkUnreachable
        )
    });
    match named {
        // Such as `connection refused`, without the number of the operating system.
        Some(kind) => kind.to_string(),
        None => causes(error)
            .last()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

/// Returns an error and its causes. The error inside an I/O error is one of them, although `source` skips it.
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

/// Of all steps of connecting, only the TLS handshake fails with it.
fn is_end_of_file(kind: io::ErrorKind) -> bool {
    kind == io::ErrorKind::UnexpectedEof
}

/// Returns host and port of the proxy for `https`, if the client has exactly one.
///
/// reqwest shows the proxies of a client, those of the environment included, in its `Debug` only. If that changes, errors say
/// "the proxy" without its name.
fn proxy_of(client: &reqwest::Client) -> Option<String> {
    let shown = format!("{client:?}");
    let mut proxies = shown.split(HTTPS_PROXY).skip(1).map(|rest| {
        let end = rest.find([' ', ',', '}']).unwrap_or(rest.len());
        host_and_port(&rest[..end])
    });
    let first = proxies.next()??;
    proxies
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

fn host_and_port(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let (host, port) = (url.host_str()?, url.port_or_known_default()?);
    Some(format!("{host}:{port}"))
}
