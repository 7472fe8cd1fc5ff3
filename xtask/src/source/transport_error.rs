//! Transport errors in our own words: those of ureq can repeat a URL with its secrets.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::Timeout;

use super::Limits;
use crate::error::Error;

/// Says what went wrong, and quotes neither the server nor the command line.
pub(super) fn explain(error: ureq::Error, limits: &Limits) -> Error {
    match error {
        ureq::Error::Timeout(timeout) => timed_out(timeout, limits),
        ureq::Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
            Error::new("the server closed the connection before the document ended")
        }
        #[cfg(feature = "https")]
        ureq::Error::Io(error) if is_tls(&error) => Error::new("no TLS connection").because(error),
        ureq::Error::Io(error) => Error::new("the connection failed").because(error),
        ureq::Error::HostNotFound => Error::new("the host is not known"),
        ureq::Error::RequireHttpsOnly(_) => {
            Error::new("the server redirects from https to an address without TLS")
        }
        ureq::Error::TooManyRedirects => Error::new("the server redirects too many times"),
        ureq::Error::RedirectFailed => {
            Error::new("the server redirects in a way that cannot be followed")
        }
        ureq::Error::InvalidProxyUrl | ureq::Error::ConnectProxyFailed(_) => {
            Error::new("the proxy of the environment (HTTPS_PROXY, ALL_PROXY) cannot be used")
        }
        #[cfg(feature = "https")]
        ureq::Error::Rustls(error) => Error::new("no TLS connection").because(error),
        ureq::Error::Tls(reason) => Error::new(format!("no TLS connection: {reason}")),
        ureq::Error::LargeResponseHeader(..) => {
            Error::new("the header of the response is too large")
        }
        ureq::Error::Protocol(_) | ureq::Error::Http(_) => {
            Error::new("the response is not valid HTTP")
        }
        _ => Error::new("the document cannot be downloaded"),
    }
}

/// A failed handshake arrives as an I/O error.
#[cfg(feature = "https")]
fn is_tls(error: &std::io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|error| error.is::<rustls::Error>())
}

fn timed_out(timeout: Timeout, limits: &Limits) -> Error {
    match timeout {
        Timeout::Resolve | Timeout::Connect => {
            Error::new(format!("no connection within {}", seconds(limits.connect)))
        }
        Timeout::PerRead | Timeout::PerWrite => Error::new(format!(
            "the server was silent for {}",
            seconds(limits.stall)
        )),
        _ => Error::new(format!(
            "the download took longer than {}",
            seconds(limits.total)
        )),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{} seconds", duration.as_secs_f32())
}
