//! Rust on one line, spaced as rustfmt spaces it.

use quote::ToTokens;
use syn::{File, Signature, Type, parse_quote};

/// A type.
pub(super) fn of_type(of: &Type) -> String {
    let line = print(parse_quote!(type T = #of;));
    let text = line.trim_start_matches("type T =").trim_end_matches(';');
    text.trim().to_owned()
}

/// A signature, without the semicolon.
pub(super) fn of_signature(signature: &Signature) -> String {
    let line = print(parse_quote!(trait T { #signature; }));
    let text = line.trim_start_matches("trait T {").trim_end_matches('}');
    text.trim().trim_end_matches(';').to_owned()
}

/// An item that ends in braces or in a semicolon, without either.
pub(super) fn of_item(item: impl ToTokens) -> String {
    let line = print(parse_quote!(#item));
    let text = line.trim_end_matches(';');
    text.strip_suffix("{}")
        .unwrap_or(text)
        .trim_end()
        .to_owned()
}

fn print(file: File) -> String {
    let mut line = String::new();
    for part in prettyplease::unparse(&file).lines().map(str::trim) {
        if part.starts_with([')', ']', '>', ';', '{']) && line.ends_with(',') {
            line.pop();
        }
        let follows = line.is_empty()
            || line.ends_with(['(', '[', '<'])
            || part.starts_with([')', ']', '>', ';', '.']);
        if !follows {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustfmt_would_break_stays_on_one_line() {
        let signature: Signature = parse_quote! {
            fn send<'a, T: Into<VeryLongNameOfAType<'a>>, S: AsRef<[u8]> + Send + Sync + 'static>(&'a self, first: Option<T>, second: impl Fn(&str, u8) -> Result<(), Error> + Send) -> Result<impl Stream<Item = Result<T, Error>> + use<'a, T>, Error> where T: Iterator<Item = (u8, [u16; 3])>
        };
        assert_eq!(
            of_signature(&signature),
            "fn send<'a, T: Into<VeryLongNameOfAType<'a>>, S: AsRef<[u8]> + Send + Sync + 'static>(&'a self, first: Option<T>, second: impl Fn(&str, u8) -> Result<(), Error> + Send) -> Result<impl Stream<Item = Result<T, Error>> + use<'a, T>, Error> where T: Iterator<Item = (u8, [u16; 3])>"
        );
        let of: Type = parse_quote!(
            Box<
                dyn Fn(
                        &mut dyn FnMut(u8),
                    )
                        -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + 'static>>
                    + Send
                    + Sync,
            >
        );
        assert_eq!(
            of_type(&of),
            "Box<dyn Fn(&mut dyn FnMut(u8)) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + 'static>> + Send + Sync>"
        );
        let item: syn::Item = parse_quote!(
            pub trait T<A, const N: usize>: B + C
            where
                A: D,
            {
            }
        );
        assert_eq!(
            of_item(item),
            "pub trait T<A, const N: usize>: B + C where A: D"
        );
    }
}
