//! How the generated clients read the responses of Microsoft Graph. Expected values are from Microsoft's documentation and from the
//! live service, never from the generated code.

mod connectors;
mod cross_tenant_access;
mod debug;
mod responses;
mod user_flows;

use msgraph_identity_tests::loopback::json;
use serde_json::Value;

const ID: &str = "22222222-2222-4222-8222-222222222222";
const TENANT: &str = "11111111-1111-4111-8111-111111111111";

/// Calls a client of a version, which is answered with these bytes.
macro_rules! answered {
    ($graph:ident, $version:literal, $answer:expr, $operation:ident $arguments:tt) => {{
        let server = msgraph_identity_tests::loopback::Loopback::answering($answer);
        let (root, http, session) =
            msgraph_identity_tests::generated_client::for_client(&server, $version);
        let client = $graph::Client::new_with_client(&root, http, session);
        client.$operation $arguments.await
    }};
}

/// Calls the clients of both versions, which are answered with these bytes.
macro_rules! each {
    ($answer:expr, $operation:ident $arguments:tt) => {{
        use $crate::decode::answered;
        let answer: String = $answer;
        (
            answered!(msgraph_identity_v1, "v1.0", answer.clone(), $operation $arguments),
            answered!(msgraph_identity_beta, "beta", answer, $operation $arguments),
        )
    }};
}

/// The same, for results of the same type.
macro_rules! both {
    ($($call:tt)*) => {
        <[_; 2]>::from($crate::decode::each!($($call)*))
    };
}

use {answered, both, each};

/// A success with this body.
fn ok(body: &Value) -> String {
    json("200 OK", &body.to_string())
}
