//! The secret string: a password, a certificate with its key, an access token.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

/// What Graph returns in place of a password.
const MASK: &str = "******";

/// A string that must not be shown: a password, or the base64 value of a certificate with its key.
///
/// [`Serialize`] writes the value, because Graph needs it; there is no `Display`, and [`Debug`](fmt::Debug) prints a fixed text.
/// The memory is overwritten when the value is dropped. Copies made on the way to the wire (the request body) are not covered.
///
/// Equality is for comparing values one already holds; it does not take constant time.
///
/// ```
/// use msgraph_identity_core::Secret;
///
/// let password = Secret::from("correct horse");
/// assert_eq!(format!("{password:?}"), "Secret(<redacted>)");
/// assert_eq!(password.expose(), "correct horse");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The value itself. Keep it out of logs and error messages.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether this is the `******` that Graph returns in place of a password.
    ///
    /// Sent back, it would become the password. See
    /// [basicAuthentication](https://learn.microsoft.com/graph/api/resources/basicauthentication).
    pub fn is_masked(&self) -> bool {
        self.expose() == MASK
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<redacted>)")
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(Zeroizing::new(value))
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // serde's own error repeats the offending value: a number may be a PIN.
        String::deserialize(deserializer)
            .map(Self::from)
            .map_err(|_| de::Error::custom("expected a secret as a string"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    struct BasicAuthentication {
        username: String,
        password: Option<Secret>,
    }

    #[test]
    fn debug_shows_no_secret_however_it_is_nested() {
        let authentication = BasicAuthentication {
            username: "svc".into(),
            password: Some(Secret::from("hunter2")),
        };
        for text in [
            format!("{authentication:?}"),
            format!("{authentication:#?}"),
            format!("{:#?}", vec![Secret::from("hunter2")]),
        ] {
            assert!(!text.contains("hunter2"), "{text}");
            assert!(text.contains("Secret(<redacted>)"), "{text}");
        }
    }

    #[test]
    fn debug_does_not_tell_the_length() {
        let short = format!("{:?}", Secret::from(""));
        assert_eq!(short, format!("{:?}", Secret::from("x".repeat(40))));
    }

    #[test]
    fn the_wire_carries_the_value() {
        let json = r#"{"username":"svc","password":"a\"b\\c"}"#;
        let authentication: BasicAuthentication = serde_json::from_str(json).unwrap();
        assert_eq!(
            authentication.password.as_ref().map(Secret::expose),
            Some("a\"b\\c")
        );
        assert_eq!(serde_json::to_string(&authentication).unwrap(), json);
    }

    #[test]
    fn a_value_of_another_type_is_not_repeated_in_the_error() {
        let json = r#"{"username":"svc","password":271828}"#;
        let error = serde_json::from_str::<BasicAuthentication>(json).unwrap_err();
        assert!(!error.to_string().contains("271828"), "{error}");
        assert!(error.to_string().contains("line 1 column"), "{error}");
    }

    #[test]
    fn only_six_asterisks_are_the_mask() {
        assert!(Secret::from("******").is_masked());
        for value in ["", "*****", "*******", "****** "] {
            assert!(!Secret::from(value).is_masked(), "{value:?}");
        }
    }

    #[test]
    fn equality_compares_values() {
        assert_eq!(Secret::from("a"), Secret::from("a".to_owned()));
        assert_ne!(Secret::from("a"), Secret::from("b"));
    }
}
