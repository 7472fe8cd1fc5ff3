//! Requests to the paths of Microsoft Graph that this crate has no method for.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::invalid_argument;
use crate::invoke::invoke_raw;
use crate::operation_table::RAW_REQUEST;
use crate::version::Version;
use crate::{Error, Request, VersionedClient};

/// The body of a raw request. By default, there is none.
#[derive(Default)]
pub struct RawBody {
    /// The JSON, or the error that it cannot be written.
    json: Option<Result<Vec<u8>, Error>>,
}

impl<V: Version> VersionedClient<V> {
    /// A request to a path of Microsoft Graph that this crate has no method for.
    ///
    /// The path begins with `/` and is relative to [`service_root`](Self::service_root). It may have a query. What a URL cannot
    /// contain is encoded; encode ids of others yourself if they may contain `/`, `?`, `#` or `%`. The response is read as a `T`:
    ///
    /// - [`serde_json::Value`] or a type of yours for JSON,
    /// - `Option<T>` for JSON or a response without content,
    /// - `()` for a response without content, such as 204.
    ///
    /// Credential, retries, throttling, timeouts, limits and errors are those of all requests. A POST or PATCH is repeated only if
    /// the service certainly did not act on it. [`Request::header`] and [`Request::query`] add what is missing.
    ///
    /// ```
    /// # use msgraph_identity::{Error, Graph, Method};
    /// use serde_json::{Value, json};
    ///
    /// # async fn example(graph: Graph) -> Result<(), Error> {
    /// // The enterprise application that runs cross-tenant synchronization, from Microsoft's template.
    /// let path = "/applicationTemplates/518e5f48-1fc8-4c48-9387-9fdf28b0dfe7/instantiate";
    /// let created: Value = graph
    ///     .v1()
    ///     .request(Method::POST, path)
    ///     .json(&json!({ "displayName": "Synchronization with Beta Works" }))
    ///     .await?;
    /// println!("{}", created["servicePrincipal"]["id"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`Error::is_invalid_argument`] if the path does not begin with one `/`, has an empty, `.` or `..` segment, a fragment, or a
    ///   character that a URL parser drops or rewrites, or if the body cannot be written as JSON.
    /// - [`Error::is_unexpected_content`] if the response of a success is not a `T`.
    /// - [`Error::required_permission`] is `None`: Microsoft's page of the operation names the permission.
    ///
    /// See [Use the Microsoft Graph API](https://learn.microsoft.com/graph/use-the-api).
    pub fn request<T: DeserializeOwned + Send + 'static>(
        &self,
        method: Method,
        path: &str,
    ) -> Request<T, RawBody> {
        let (client, path) = (self.clone(), path.to_owned());
        Request::new(RawBody::default(), async move |body, context| {
            let url = url_of(client.service_root(), &path)?;
            let mut request = reqwest::Request::new(method, url);
            if let Some(body) = body.json {
                *request.body_mut() = Some(body?.into());
                let json = HeaderValue::from_static("application/json");
                request.headers_mut().insert(CONTENT_TYPE, json);
            }
            invoke_raw(&client, &RAW_REQUEST, context, request, Ok).await
        })
    }
}

impl<T> Request<T, RawBody> {
    /// Sends this as the JSON body.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        let json = serde_json::to_vec(body);
        // The text of the reason may repeat a value.
        let json = json.map_err(|_| invalid_argument("the body cannot be written as JSON"));
        self.parameters.json = Some(json);
        self
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may have secrets.
        f.debug_struct("RawBody").finish_non_exhaustive()
    }
}

/// Returns the URL of a path below the service root, if a URL parser leaves the path as it is.
fn url_of(service_root: &str, path: &str) -> Result<Url, Error> {
    let refuse = |reason: &str| {
        Err(invalid_argument(format!(
            "the path of the request {reason}"
        )))
    };
    if !path.starts_with('/') {
        return refuse("does not begin with `/`: pass it without the service root");
    }
    if path.contains(|c: char| c.is_control() || matches!(c, '\\' | '#')) || path.ends_with(' ') {
        return refuse("has a `\\`, a `#`, a control character, or a space at its end");
    }
    let before_query = path.split('?').next().unwrap_or_default();
    if before_query.ends_with('/') || before_query.contains("//") {
        return refuse("has an empty segment: is an id empty?");
    }
    let Ok(url) = Url::parse(&format!("{service_root}{path}")) else {
        return refuse("is not the path of a URL");
    };
    // A parser resolves the segments `.` and `..`, also those that are encoded.
    let segments = |text: &str| text.matches('/').count();
    let root = Url::parse(service_root).map_or(0, |root| segments(root.path()));
    let kept = segments(url.path()) == root + segments(before_query) && !url.path().ends_with('/');
    if !kept {
        return refuse("has a segment `.` or `..`");
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "https://graph.microsoft.com/v1.0";

    #[test]
    fn paths_below_the_service_root_are_encoded() {
        for (path, url) in [
            ("/me", "/v1.0/me"),
            ("/users/a b", "/v1.0/users/a%20b"),
            (
                "/users/é?$select=id,displayName",
                "/v1.0/users/%C3%A9?$select=id,displayName",
            ),
            (
                "/groups/x/members/$ref?@id='y'",
                "/v1.0/groups/x/members/$ref?@id=%27y%27",
            ),
            (
                "/drives/x/root:/a..b/.c:/content",
                "/v1.0/drives/x/root:/a..b/.c:/content",
            ),
            ("/users/a%2Fb", "/v1.0/users/a%2Fb"),
            ("/search?q=../..", "/v1.0/search?q=../.."),
        ] {
            let read = url_of(ROOT, path).unwrap();
            assert_eq!(read.as_str(), format!("https://graph.microsoft.com{url}"));
        }
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in [
            "",
            "me",
            "https://example.com/me",
            "//example.com/me",
            "@example.com/me",
            ".example.com/me",
            "/",
            "/users//x",
            "/users/",
            "/users/?$top=1",
            "/../beta/me",
            "/users/../groups",
            "/users/.",
            "/users/%2e%2E/groups",
            "/users/.%2e/groups",
            "/users\\x",
            "/users/\tx",
            "/users/x\n",
            "/users#x",
        ] {
            let error = url_of(ROOT, path).unwrap_err();
            assert!(error.is_invalid_argument(), "{path:?}: {error}");
        }
    }
}
