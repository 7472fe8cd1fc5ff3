//! Reads a JSON object into a struct for the generated code, in one pass.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

/// Reads a struct that has a field for additional properties.
///
/// It reads the same as `derive(Deserialize)` with `#[serde(flatten)]`, but does not collect all properties first. A property that occurs twice is an error. A property with `= default` may be missing.
///
/// ```
/// use msgraph_identity_core::{AdditionalProperties, read_struct};
/// use serde::{Deserialize, Deserializer};
///
/// struct Connector {
///     id: Option<String>,
///     additional_properties: AdditionalProperties,
/// }
///
/// impl<'de> Deserialize<'de> for Connector {
///     fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         read_struct!(deserializer, Connector { "id" => id }, additional_properties)
///     }
/// }
///
/// let connector: Connector = serde_json::from_str(r#"{"@odata.etag":"W/1","id":"a"}"#)?;
/// assert_eq!(connector.id.as_deref(), Some("a"));
/// assert_eq!(connector.additional_properties.etag(), Some("W/1"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! read_struct {
    (
        $deserializer:expr,
        $name:ident { $($property:literal => $field:ident $(= $default:expr)?),* $(,)? },
        $additional:ident
    ) => {{
        #[allow(non_camel_case_types)]
        enum Property {
            $($field,)*
            $additional(::std::string::String),
        }

        struct PropertyVisitor;

        impl ::serde::de::Visitor<'_> for PropertyVisitor {
            type Value = Property;

            fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str("the name of a property")
            }

            fn visit_str<E>(self, name: &str) -> ::std::result::Result<Property, E> {
                ::std::result::Result::Ok(match name {
                    $($property => Property::$field,)*
                    _ => Property::$additional(::std::borrow::ToOwned::to_owned(name)),
                })
            }
        }

        impl<'de> ::serde::de::DeserializeSeed<'de> for PropertyVisitor {
            type Value = Property;

            fn deserialize<D: ::serde::de::Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> ::std::result::Result<Property, D::Error> {
                deserializer.deserialize_identifier(self)
            }
        }

        struct StructVisitor;

        impl<'de> ::serde::de::Visitor<'de> for StructVisitor {
            type Value = $name;

            fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!("struct ", stringify!($name)))
            }

            fn visit_map<A: ::serde::de::MapAccess<'de>>(
                self,
                mut object: A,
            ) -> ::std::result::Result<$name, A::Error> {
                use ::std::option::Option::{None, Some};
                use ::serde::de::Error as _;

                $(let mut $field = None;)*
                let mut $additional = <$crate::AdditionalProperties as ::std::default::Default>::default();
                while let Some(property) = object.next_key_seed(PropertyVisitor)? {
                    match property {
                        $(Property::$field => {
                            if $field.is_some() {
                                return ::std::result::Result::Err(A::Error::duplicate_field($property));
                            }
                            $field = Some(object.next_value()?);
                        })*
                        Property::$additional(name) => $additional.read(name, &mut object)?,
                    }
                }
                ::std::result::Result::Ok($name {
                    $($field: match $field {
                        Some(value) => value,
                        None => $crate::read_struct!(@missing $property $($default)?),
                    },)*
                    $additional,
                })
            }
        }

        ::serde::de::Deserializer::deserialize_map($deserializer, StructVisitor)
    }};
    (@missing $property:literal) => { $crate::missing_property($property)? };
    (@missing $property:literal $default:expr) => { $default };
}

/// Returns the value of a missing property: `None` if it is optional.
///
/// # Errors
///
/// An error if the property is not optional.
pub fn missing_property<'de, T: Deserialize<'de>, E: Error>(name: &'static str) -> Result<T, E> {
    T::deserialize(Missing(name)).map_err(|_| E::missing_field(name))
}

struct Missing(&'static str);

impl<'de> Deserializer<'de> for Missing {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Error::missing_field(self.0))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
