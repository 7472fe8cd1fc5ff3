//! Reads the bodies of responses with the core crate, which is faster than the library that progenitor uses.

use syn::visit_mut::{VisitMut, visit_expr_path_mut};
use syn::{ExprPath, parse_quote};

/// Replaces progenitor's function for reading bodies with ours.
pub(super) fn read_bodies(file: &mut syn::File) {
    Bodies.visit_file_mut(file);
}

struct Bodies;

impl VisitMut for Bodies {
    fn visit_expr_path_mut(&mut self, expression: &mut ExprPath) {
        let names = expression.path.segments.iter().map(|part| &part.ident);
        if names.eq(["ResponseValue", "from_response"]) {
            *expression = parse_quote!(msgraph_identity_core::read_json);
        }
        visit_expr_path_mut(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_by_the_core_crate_and_nothing_else_is_touched() {
        let mut file: syn::File = parse_quote! {
            async fn call(response: Response) {
                ResponseValue::from_response(response).await;
                ResponseValue::empty(response);
            }
        };
        read_bodies(&mut file);
        let expected: syn::File = parse_quote! {
            async fn call(response: Response) {
                msgraph_identity_core::read_json(response).await;
                ResponseValue::empty(response);
            }
        };
        assert_eq!(
            prettyplease::unparse(&file),
            prettyplease::unparse(&expected)
        );
    }
}
