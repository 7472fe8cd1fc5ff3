//! Drops the generated constructor that makes an HTTP client of its own: it follows redirects, and panics where no TLS
//! provider is installed. `new_with_client` takes one that is set up with care.

use syn::{ImplItem, Item};

/// Removes `Client::new`; returns whether it was there.
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
