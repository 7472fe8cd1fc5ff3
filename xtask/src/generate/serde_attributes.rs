//! What generated code tells serde about a field or variant.

use syn::{Attribute, Expr, Ident, LitStr, Path, Token, parse_quote};

/// The attributes for serde of a field or variant.
#[derive(Default)]
pub(super) struct SerdeAttributes {
    pub(super) rename: Option<String>,
    pub(super) aliases: Vec<String>,
    /// The value of a missing property.
    pub(super) default: Option<Expr>,
    pub(super) is_flat: bool,
}

impl SerdeAttributes {
    /// Reads them. `None` if there is one that is not known here.
    pub(super) fn of(attributes: &[Attribute]) -> Option<Self> {
        let mut found = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
            attribute
                .parse_nested_meta(|meta| {
                    let name = meta
                        .path
                        .get_ident()
                        .map(Ident::to_string)
                        .unwrap_or_default();
                    let text = || meta.value()?.parse::<LitStr>();
                    match name.as_str() {
                        "rename" => found.rename = Some(text()?.value()),
                        "alias" => found.aliases.push(text()?.value()),
                        "skip_serializing_if" => drop(text()?),
                        "flatten" => found.is_flat = true,
                        "default" if meta.input.peek(Token![=]) => {
                            let function: Path = text()?.parse()?;
                            found.default = Some(parse_quote!(#function()));
                        }
                        "default" => {
                            found.default = Some(parse_quote!(::std::default::Default::default()));
                        }
                        _ => return Err(meta.error("not known here")),
                    }
                    Ok(())
                })
                .ok()?;
        }
        Some(found)
    }
}
