//! The generated clients hold no type that nothing uses.

use std::collections::BTreeSet;

use msgraph_identity_tests::checkout;
use xtask::GraphVersion;
use xtask::client_surface::Surface;

#[test]
fn every_type_is_used_by_a_method() {
    for version in GraphVersion::ALL {
        let unused = checkout::surface(version).unused_types();
        assert!(
            unused.is_empty(),
            "{version}: nothing uses {unused:?}; a lowering pass must drop them"
        );
    }
}

#[test]
fn a_type_that_only_an_unused_type_names_is_unused() {
    let surface = Surface::parse(
        "pub mod types {
            pub struct Used { of: Option<Inner> }
            pub struct Inner;
            pub struct Loose { of: Vec<LooseInner>, own: Box<Loose> }
            pub struct LooseInner { used: Used }
            impl From<&str> for Inner { fn from(value: &str) -> Self { error::Named } }
            pub mod error { pub struct Named; }
        }
        impl Client { pub async fn send(&self, body: &types::Used) {} }",
    );
    assert_eq!(
        surface.unwrap().unused_types(),
        BTreeSet::from(["Loose".to_owned(), "LooseInner".to_owned()])
    );
}
