//! `Debug` for people: it writes the properties that are present, and no others.

use std::fmt::{self, Debug, DebugStruct, Formatter};

use msgraph_identity_core::{AdditionalProperties, Nullable};

/// Writes a struct as in `SyncUpdate { display_name: null, users: Allow }`.
pub(crate) struct DebugPresent<'a, 'b>(DebugStruct<'a, 'b>);

impl<'a, 'b> DebugPresent<'a, 'b> {
    pub(crate) fn new(f: &'a mut Formatter<'b>, name: &str) -> Self {
        Self(f.debug_struct(name))
    }

    /// A property that a response may lack.
    pub(crate) fn property<T: Debug>(mut self, name: &str, property: Option<T>) -> Self {
        if let Some(value) = property {
            self.0.field(name, &value);
        }
        self
    }

    /// A setting of an update, which may be left out or null.
    pub(crate) fn setting<T: Debug>(self, name: &str, setting: &Option<Nullable<T>>) -> Self {
        match setting {
            Some(Nullable::Null) => self.property(name, Some(format_args!("null"))),
            Some(Nullable::Value(value)) => self.property(name, Some(value)),
            None => self,
        }
    }

    /// The names of the properties that are not in the contract.
    pub(crate) fn additional(self, properties: &AdditionalProperties) -> Self {
        let is_empty = properties.as_map().is_empty();
        self.property("additional_properties", (!is_empty).then_some(properties))
    }

    pub(crate) fn finish(mut self) -> fmt::Result {
        self.0.finish()
    }
}
