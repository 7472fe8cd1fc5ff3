//! What a session makes of requests and answers: which are sent, how often, with which headers, and what comes back.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing helper is a failing test"
)]

mod deadline;
mod destination;
mod headers;
mod http_transport;
mod next_page;
mod no_content;
mod rejected_token;
mod retries;
mod scripted;
mod storm;
mod waits;
