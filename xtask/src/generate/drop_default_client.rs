//! Removes the generated constructor that builds its own HTTP client, which follows redirects and panics if no TLS provider
//! is installed. `new_with_client` takes a configured one.

use syn::{ImplItem, Item};

/// Removes `Client::new`, and returns whether it existed.
pub(super) fn drop_default_client(file: &mut syn::File) -> bool {
    let mut dropped = false;
    for item in &mut file.items {
        let Item::Impl(item) = item else { continue };
        if item.trait_.is_none() {
            item.items.retain(|item| {
                let is_constructor =
                    matches!(item, ImplItem::Fn(method) if method.sig.ident == "new");
                dropped |= is_constructor;
                !is_constructor
            });
        }
    }
    dropped
}
