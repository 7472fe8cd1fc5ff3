//! Keeps null and absent apart: in an update, null is read as null, and what is absent is not written as null.

use syn::visit_mut::{VisitMut, visit_field_mut};
use syn::{Field, GenericArgument, PathArguments, Type, parse_quote};

/// Changes the properties for which what serde derives does not tell them apart.
pub(super) fn keep_null(file: &mut syn::File) {
    Properties.visit_file_mut(file);
}

struct Properties;

impl VisitMut for Properties {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let inner = argument_of(&field.ty, "Option");
        if inner.is_some_and(|inner| argument_of(inner, "Nullable").is_some()) {
            field.attrs.push(parse_quote! {
                #[serde(default, deserialize_with = "::msgraph_identity_core::read_nullable")]
            });
        } else if let Some(inner) = argument_of(&field.ty, "Box")
            && let Some(value) = argument_of(inner, "Option").cloned()
        {
            // typify writes the null of such a property, although it is absent.
            field.ty = parse_quote!(::std::option::Option<::std::boxed::Box<#value>>);
            field.attrs.push(parse_quote! {
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
            });
        }
        visit_field_mut(self, field);
    }
}

/// The `T` of a type `Name<T>`.
fn argument_of<'a>(of: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(of) = of else { return None };
    let last = of.path.segments.last().filter(|last| last.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(of) => Some(of),
            _ => None,
        },
        _ => None,
    }
}
