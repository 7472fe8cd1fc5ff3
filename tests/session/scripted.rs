//! A session over a scripted transport.

use std::sync::Arc;

use msgraph_identity_core::{Pipeline, PipelineBuilder, Random, ServiceRoot, Session};
use msgraph_identity_tests::double::{Double, Tokens};
use reqwest::{Method, Request, Url};

const ROOT: &str = "https://graph.microsoft.com/v1.0";
const URL: &str = "https://graph.microsoft.com/v1.0/identity/apiConnectors";

/// A pipeline whose waits are as long as possible.
pub(crate) fn pipeline(transport: &Arc<Double>) -> PipelineBuilder {
    Pipeline::builder(transport.clone(), Tokens::new(["s3cret-t0ken"])).random(Random::new(|| 1.0))
}

pub(crate) fn session(pipeline: PipelineBuilder) -> Session {
    Session::new(ServiceRoot::parse(ROOT).unwrap(), pipeline.build())
}

pub(crate) fn request(method: Method) -> Request {
    Request::new(method, Url::parse(URL).unwrap())
}

/// A GET of a URL.
pub(crate) fn get(url: &str) -> Request {
    Request::new(Method::GET, Url::parse(url).unwrap())
}

/// Sends a request, and returns the status of the response.
pub(crate) async fn send(session: &Session, method: Method) -> u16 {
    let response = session.send(request(method)).await;
    response.unwrap().status().as_u16()
}
