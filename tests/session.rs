//! What a session does: which requests it sends, how often and with which headers, and what it returns.

mod connection_failures;
mod counting_service;
mod deadline;
mod destination;
mod effects;
mod headers;
mod http_transport;
mod rejected_token;
mod retries;
mod scripted;
mod storm;
mod throttling;
mod waits;
