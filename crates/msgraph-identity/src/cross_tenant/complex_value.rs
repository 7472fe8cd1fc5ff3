//! Complex values of Graph.

/// Defines a complex value. Members that are `None` are left out when it is sent; then the present ones stay.
macro_rules! complex_value {
    (
        $(#[$attribute:meta])*
        $name:ident { $($(#[$doc:meta])* $member:ident: $type:ty = $property:literal,)+ }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$doc])*
                #[serde(rename = $property, skip_serializing_if = "Option::is_none")]
                pub $member: Option<$type>,
            )+
            /// The members that are not in the contract.
            #[serde(flatten)]
            pub additional_properties: msgraph_identity_core::AdditionalProperties,
        }
    };
}

/// Defines `new` and methods that set members, in the `impl` block of a complex value.
macro_rules! builder {
    ($($(#[$doc:meta])* $member:ident: $type:ty,)+) => {
        /// A value that says nothing yet.
        pub fn new() -> Self {
            Self::default()
        }

        $(
            $(#[$doc])*
            pub fn $member(mut self, $member: $type) -> Self {
                self.$member = Some($member);
                self
            }
        )+
    };
}

pub(super) use {builder, complex_value};
