//! What the generated clients make of Microsoft Graph's answers. Expected values are from Microsoft's documentation and
//! from what is known of the live service, never from the generated code.

#![allow(
    clippy::duplicate_mod,
    reason = "both versions are tested by the same source text"
)]

mod beta;
mod v1;
