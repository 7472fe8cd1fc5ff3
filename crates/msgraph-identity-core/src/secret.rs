//! Secret strings: passwords, certificates with their keys, access tokens.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

/// Graph returns this in place of a password.
const MASK: &str = "******";

/// A string that must not be shown: a password, an access token, or a certificate with its key in base64.
///
/// [`Serialize`] writes the value, because Graph needs it. There is no `Display`, and [`Debug`](fmt::Debug) prints a fixed text. The
/// memory is overwritten when the value is dropped. That does not cover copies, such as the body of a request.
///
/// Equality does not take constant time. Use it only for values that the program already holds.
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
    /// Returns the value. Keep it out of logs and error messages.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns whether this is the `******` that Graph returns in place of a password.
    ///
    /// If it were sent back, it would become the password. See
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
        // The error of serde shows the value. A number may be a PIN.
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
    fn debug_of_a_type_that_contains_a_secret_does_not_show_it() {
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
    fn debug_does_not_show_the_length() {
        let short = format!("{:?}", Secret::from(""));
        assert_eq!(short, format!("{:?}", Secret::from("x".repeat(40))));
    }

    #[test]
    fn the_value_is_serialized() {
        let json = r#"{"username":"svc","password":"a\"b\\c"}"#;
        let authentication: BasicAuthentication = serde_json::from_str(json).unwrap();
        assert_eq!(
            authentication.password.as_ref().map(Secret::expose),
            Some("a\"b\\c")
        );
        assert_eq!(serde_json::to_string(&authentication).unwrap(), json);
    }

    #[test]
    fn a_value_of_another_type_is_not_shown_in_the_error() {
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
