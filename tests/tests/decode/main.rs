//! What the generated clients make of Microsoft Graph's answers. Expected values are from Microsoft's documentation and
//! from what is known of the live service, never from the generated code.

#![allow(
    clippy::duplicate_mod,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "both versions are tested by the same source text; clippy's exemption for tests does not reach helper functions"
)]

mod beta;
mod v1;
