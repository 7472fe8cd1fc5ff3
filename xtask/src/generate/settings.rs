//! The settings of progenitor, and checks that they took effect: progenitor ignores unknown names silently.

use std::collections::BTreeMap;

use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use quote::quote;
use schemars::schema::{InstanceType, SchemaObject};

use super::definitions::defined_names;
use super::type_items;
use crate::error::{Error, Result};

/// The string formats that become types of the core crate.
const STRING_TYPES: [(&str, &str); 2] = [
    ("password", "::msgraph_identity_core::Secret"),
    ("target-url", "::msgraph_identity_core::TargetUrl"),
];

pub(super) fn settings(replacements: &BTreeMap<String, String>) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(::msgraph_identity_core::Session))
        .with_derive("PartialEq");
    for (format, rust_type) in STRING_TYPES {
        let schema = SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            format: Some(format.to_owned()),
            ..Default::default()
        };
        settings.with_conversion(schema, rust_type, [].into_iter());
    }
    for (name, rust_type) in replacements {
        settings.with_replacement(name, rust_type, [].into_iter());
    }
    settings
}

/// Refuses generated code that needs a crate on which the generated crates do not depend.
pub(super) fn check_dependencies(generator: &Generator) -> Result<()> {
    let types = generator.get_type_space();
    for (crate_name, is_used) in [
        ("chrono", types.uses_chrono()),
        ("uuid", types.uses_uuid()),
        ("regress", types.uses_regress()),
        ("futures", generator.uses_futures()),
    ] {
        if is_used {
            return Err(Error::new(format!(
                "the generated code would need the crate `{crate_name}`"
            ))
            .help("add a lowering pass that removes the cause"));
        }
    }
    Ok(())
}

/// Refuses generated code that defines a type which should have been replaced.
pub(super) fn check_replacements(
    file: &syn::File,
    replacements: &BTreeMap<String, String>,
) -> Result<()> {
    for name in defined_names(type_items(file)) {
        if let Some(replacement) = replacements.get(&name) {
            return Err(Error::new(format!(
                "the type `{name}` was generated instead of being replaced by `{replacement}`"
            )));
        }
    }
    Ok(())
}
