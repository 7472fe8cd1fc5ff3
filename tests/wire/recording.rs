//! Sends a request and keeps what went over the wire.

use msgraph_identity_tests::generated_client::{http_client, session};
use msgraph_identity_tests::loopback::Loopback;

use super::graph::{Client, Error};
use super::{Exchange, VERSION};

/// A client of this version that talks to that server.
pub(super) fn client(server: &Loopback) -> Client {
    let session = session(server, VERSION);
    let root = session.service_root().clone();
    Client::new_with_client(root.as_str(), http_client(), session)
}

/// What a call sends, where it is answered like this. The case may be empty.
pub(super) async fn record<T>(
    operation: &'static str,
    case: &'static str,
    answer: impl Into<String>,
    call: impl AsyncFnOnce(Client) -> Result<T, Error<()>>,
) -> Exchange {
    let server = Loopback::answering(answer);
    if let Err(error) = call(client(&server)).await {
        panic!("{operation}, {case}: {error}");
    }
    Exchange {
        operation,
        case,
        request: server.request(),
    }
}
