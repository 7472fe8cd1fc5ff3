//! What a rule names: users, groups and applications.

use super::complex_value::complex_value;
use crate::id::is_guid;

complex_value! {
    /// A user, a group or an application in an [`AccessRule`](crate::AccessRule): an id, or a keyword for many. Unknown keywords and
    /// unknown types are kept.
    ///
    /// An id that is not a GUID is refused when it is sent.
    ///
    /// See [crossTenantAccessPolicyTarget](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicytarget).
    Target {
        /// The object id of a user or a group, the application id of an application, or a keyword such as `AllUsers`.
        target: String = "target",
        /// `user`, `group` or `application`.
        target_type: String = "targetType",
    }
}

impl Target {
    /// The user with this object id.
    pub fn user(id: impl Into<String>) -> Self {
        Self::new(id, USER)
    }

    /// The group with this object id.
    pub fn group(id: impl Into<String>) -> Self {
        Self::new(id, GROUP)
    }

    /// The application with this application id, also called client id.
    pub fn application(id: impl Into<String>) -> Self {
        Self::new(id, APPLICATION)
    }

    /// All users and groups: `AllUsers`.
    pub fn all_users() -> Self {
        Self::new(ALL_USERS, USER)
    }

    /// All applications: `AllApplications`.
    pub fn all_applications() -> Self {
        Self::new(ALL_APPLICATIONS, APPLICATION)
    }

    /// The applications of Office 365: `Office365`.
    pub fn office_365() -> Self {
        Self::new("Office365", APPLICATION)
    }

    /// All applications of Microsoft: `AllMicrosoftApps`.
    pub fn all_microsoft_apps() -> Self {
        Self::new("AllMicrosoftApps", APPLICATION)
    }

    /// Whether it names all users and groups, or all applications.
    pub(super) fn is_all(&self) -> bool {
        let target = self.target.as_deref().unwrap_or_default();
        let mut all = [ALL_USERS, ALL_APPLICATIONS].iter();
        all.any(|keyword| keyword.eq_ignore_ascii_case(target))
    }

    fn new(target: impl Into<String>, target_type: &str) -> Self {
        Self {
            target: Some(target.into()),
            target_type: Some(target_type.to_owned()),
            ..Self::default()
        }
    }
}

const ALL_USERS: &str = "AllUsers";
const ALL_APPLICATIONS: &str = "AllApplications";
pub(super) const USER: &str = "user";
pub(super) const GROUP: &str = "group";
pub(super) const APPLICATION: &str = "application";

/// Whether a text can name something: it is a GUID, or has the form of a keyword.
pub(super) fn is_target(text: &str) -> bool {
    let is_keyword = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_keyword || is_guid(text)
}
