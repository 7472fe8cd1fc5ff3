//! Whether the authority in the environment is that of the cloud.

use reqwest::Url;

use crate::Error;
use crate::credential::azure::application::unusable;
use crate::credential::azure::environment::{AZURE_AUTHORITY_HOST, MSGRAPH_CLOUD};
use crate::credential::foreign::{Unshown, is_host};

/// Names of the same authority:
/// <https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.microsoftonline.com/common/oauth2/v2.0/authorize>.
const SAME: [&[&str]; 3] = [
    &[
        "login.microsoftonline.com",
        "login.windows.net",
        "login.microsoft.com",
        "sts.windows.net",
    ],
    &["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
    &["login.microsoftonline.us", "login.usgovcloudapi.net"],
];

/// Refuses an authority that is not the one in use, which the cloud determines.
pub(super) fn check(said: &str, used: &str) -> Result<(), Error> {
    // The Azure SDKs for Go and Python take a host without a scheme.
    let with_scheme = if said.contains("://") {
        said.to_owned()
    } else {
        format!("https://{said}")
    };
    let (Some(said_origin), Some(used_origin)) = (origin(&with_scheme), origin(used)) else {
        return Err(unusable(format!(
            "{AZURE_AUTHORITY_HOST} has {}, not the host or the https URL of an authority; write it like https://login.microsoftonline.com",
            Unshown(said.as_bytes())
        )));
    };
    let is_same = |hosts: &&[&str]| {
        hosts.contains(&said_origin.0.as_str()) && hosts.contains(&used_origin.0.as_str())
    };
    let is_default_port = said_origin.1 == 443 && used_origin.1 == 443;
    if said_origin == used_origin || (is_default_port && SAME.iter().any(is_same)) {
        return Ok(());
    }
    let (host, port) = said_origin;
    // The URL has it in lower case, in which less looks like a secret.
    let shown = if is_host(&host) && said.contains(&host) {
        format!("https://{host}:{port}")
    } else {
        format!("another authority ({})", Unshown(said.as_bytes()))
    };
    Err(unusable(format!(
        "{AZURE_AUTHORITY_HOST} is {shown}, but access tokens of this cloud come from {used}; set {MSGRAPH_CLOUD} or GraphBuilder::cloud to the cloud of the tenant, or unset {AZURE_AUTHORITY_HOST}"
    )))
}

/// Host and port of a URL that has nothing else.
fn origin(text: &str) -> Option<(String, u16)> {
    let url = Url::parse(text).ok()?;
    let has_more = url.path() != "/"
        || url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    if url.scheme() != "https" || has_more {
        return None;
    }
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?))
}
