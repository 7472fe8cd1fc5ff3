//! A setting that may be inherited.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A setting of a partner, or of the default settings: null in Graph, or a value.
///
/// The service returns some settings that are not set as an object whose members are all null. They are read as
/// [`Inherit`](Self::Inherit) too.
///
/// ```
/// use msgraph_identity::{InboundTrust, Setting};
///
/// let setting: Setting<InboundTrust> = serde_json::from_str(r#"{"isMfaAccepted":true}"#)?;
/// assert_eq!(setting.own().and_then(|trust| trust.mfa), Some(true));
/// assert_eq!(serde_json::to_string(&Setting::<InboundTrust>::Inherit)?, "null");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Setting<T> {
    /// Null, or not in the response. The setting of a partner is taken from the default settings then, and a default setting has the
    /// value that the system gives it.
    #[default]
    Inherit,
    /// The value that is set here.
    Own(T),
}

impl<T> Setting<T> {
    /// The value that is set here. It is `None` if it is inherited.
    pub fn own(&self) -> Option<&T> {
        match self {
            Self::Inherit => None,
            Self::Own(value) => Some(value),
        }
    }

    /// Whether the setting is inherited.
    pub fn is_inherited(&self) -> bool {
        self.own().is_none()
    }
}

impl<T> From<T> for Setting<T> {
    fn from(value: T) -> Self {
        Self::Own(value)
    }
}

impl<T: Serialize> Serialize for Setting<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.own().serialize(serializer)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Setting<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if is_unset(&value) {
            return Ok(Self::Inherit);
        }
        serde_json::from_value(value)
            .map(Self::Own)
            .map_err(D::Error::custom)
    }
}

/// Whether a value is null, or an object that has only null members.
fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.values().all(Value::is_null),
        _ => false,
    }
}
