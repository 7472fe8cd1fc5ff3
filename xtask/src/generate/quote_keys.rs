//! Doubles the quotes in text that stands in quotes in a path, as in `find(domainName='{domainName}')`: OData reads a single
//! quote as the end of the text.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{VisitMut, visit_macro_mut};
use syn::{Expr, Lit, Macro, Token, parse_quote};

/// Doubles the quotes in the arguments of every path.
pub(super) fn quote_keys(file: &mut syn::File) {
    Paths.visit_file_mut(file);
}

struct Paths;

impl VisitMut for Paths {
    fn visit_macro_mut(&mut self, format: &mut Macro) {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        if format.path.is_ident("format")
            && let Ok(mut arguments) = format.parse_body_with(parser)
            && let Some(Expr::Lit(template)) = arguments.first()
            && let Lit::Str(template) = &template.lit
        {
            let template = template.value();
            let parts: Vec<&str> = template.split("{}").collect();
            for (around, argument) in parts.windows(2).zip(arguments.iter_mut().skip(1)) {
                if let Expr::Call(encode) = argument
                    && around[0].ends_with('\'')
                    && around[1].starts_with('\'')
                {
                    let text = encode.args.to_token_stream();
                    encode.args = parse_quote!(#text.replace('\'', "''"));
                }
            }
            format.tokens = arguments.to_token_stream();
        }
        visit_macro_mut(self, format);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_in_quotes_is_changed() {
        let mut file: syn::File = parse_quote! {
            fn call() {
                let url = format!(
                    "{}/users/{}/find(name='{}',id={})",
                    self.baseurl,
                    encode_path(&user.to_string()),
                    encode_path(&name.to_string()),
                    encode_path(&id.to_string()),
                );
            }
        };
        quote_keys(&mut file);
        let expected: syn::File = parse_quote! {
            fn call() {
                let url = format!(
                    "{}/users/{}/find(name='{}',id={})",
                    self.baseurl,
                    encode_path(&user.to_string()),
                    encode_path(&name.to_string().replace('\'', "''")),
                    encode_path(&id.to_string()),
                );
            }
        };
        assert_eq!(
            prettyplease::unparse(&file),
            prettyplease::unparse(&expected)
        );
    }
}
