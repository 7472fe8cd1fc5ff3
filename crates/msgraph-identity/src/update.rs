//! What updates have in common: settings that are left as they are, set to null, or set to a value.

use msgraph_identity_core::Nullable;

/// Returns the wanted value, unless it is present already.
pub(crate) fn unless_so<T: Clone + PartialEq>(
    wanted: &Option<Nullable<T>>,
    present: Option<&T>,
) -> Option<Nullable<T>> {
    let wanted = wanted.clone()?;
    (wanted.clone().into_option().as_ref() != present).then_some(wanted)
}

/// Defines the methods that set, clear and return a text, in the `impl` block of an update.
macro_rules! text_setting {
    (
        $(#[$set:meta])* $setting:ident,
        $(#[$clear:meta])* $clear_setting:ident,
        $(#[$new:meta])* $new_setting:ident $(,)?
    ) => {
        $(#[$set])*
        pub fn $setting(mut self, $setting: impl Into<String>) -> Self {
            self.$setting = Some(msgraph_identity_core::Nullable::Value($setting.into()));
            self
        }

        $(#[$clear])*
        pub fn $clear_setting(mut self) -> Self {
            self.$setting = Some(msgraph_identity_core::Nullable::Null);
            self
        }

        $(#[$new])*
        pub fn $new_setting(&self) -> Option<msgraph_identity_core::Nullable<&str>> {
            let text = self.$setting.as_ref()?;
            Some(text.as_ref().map(String::as_str))
        }
    };
}

/// Lets a reference stand for the value where a method takes either.
macro_rules! from_reference {
    ($($name:ident),+) => {
        $(impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        })+
    };
}

pub(crate) use {from_reference, text_setting};
