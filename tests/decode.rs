//! How the generated clients read the responses of Microsoft Graph. Expected values are from Microsoft's documentation and from the
//! live service, never from the generated code.

mod connectors;
mod debug;
mod responses;
mod user_flows;

const ID: &str = "22222222-2222-4222-8222-222222222222";
const TENANT: &str = "11111111-1111-4111-8111-111111111111";

/// Calls the clients of both versions, which get this answer.
macro_rules! each {
    ($answer:expr, $operation:ident $arguments:tt) => {{
        use msgraph_identity_tests::{double::Double, generated_client::for_client};
        let transport = Double::new([$answer]);
        let (root, http, session) =
            for_client("https://graph.microsoft.com/v1.0", transport.clone());
        let v1 = msgraph_identity_v1::Client::new_with_client(&root, http, session);
        let (root, http, session) = for_client("https://graph.microsoft.com/beta", transport);
        let beta = msgraph_identity_beta::Client::new_with_client(&root, http, session);
        (v1.$operation $arguments.await, beta.$operation $arguments.await)
    }};
}

/// The same, for results of the same type.
macro_rules! both {
    ($($call:tt)*) => {
        <[_; 2]>::from($crate::decode::each!($($call)*))
    };
}

use {both, each};
