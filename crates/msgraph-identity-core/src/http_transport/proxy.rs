//! The proxy of an HTTP client.

use reqwest::Url;

/// Precedes the URL of a proxy for `https`.
const HTTPS_PROXY: &str = "https: Intercept { uri: ";

/// Returns host and port of the proxy for `https`, if the client has exactly one.
///
/// reqwest shows the proxies of a client, those of the environment included, in its `Debug` only. If that changes, errors say
/// "the proxy" without its name.
pub(super) fn proxy_of(client: &reqwest::Client) -> Option<String> {
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
