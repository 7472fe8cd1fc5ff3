//! The committed tree is what `cargo xtask regen` makes: from `spec/upstream/`, and from Microsoft's full documents.
//!
//! The tests with full documents are ignored by default. They need the folder `GRAPH_OPENAPI_DIR`, by default
//! `../shared/graph-openapi` beside the checkout, with `v1.0.yaml` and `beta.yaml`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach helper functions"
)]

mod another_path;
mod committed_tree;
mod full_documents;
mod prose;
mod unused_types;
mod variants;
mod yaml_text;
