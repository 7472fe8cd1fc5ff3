//! What the compiler sees of generated code.

/// The code without its documentation.
pub(crate) fn without_documentation(source: &str) -> String {
    struct Remove;
    impl syn::visit_mut::VisitMut for Remove {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        }
    }
    let mut file = syn::parse_file(source).unwrap();
    syn::visit_mut::VisitMut::visit_file_mut(&mut Remove, &mut file);
    prettyplease::unparse(&file)
}
