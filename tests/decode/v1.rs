//! The answers of v1.0.

use msgraph_identity_v1 as graph;

#[path = "annotations.rs"]
mod annotations;
#[path = "answered.rs"]
mod answered;
#[path = "authentication.rs"]
mod authentication;
#[path = "connectors.rs"]
mod connectors;
#[path = "debug.rs"]
mod debug;
#[path = "errors.rs"]
mod errors;
#[path = "lists.rs"]
mod lists;
#[path = "no_content.rs"]
mod no_content;
#[path = "synchronization.rs"]
mod synchronization;

const VERSION: &str = "v1.0";
