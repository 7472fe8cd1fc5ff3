//! Rules for who may cross, and where to.

use super::Target;
use super::complex_value::complex_value;
use super::open_enum::open_enum;

open_enum! {
    /// Whether something is allowed or blocked.
    AccessType {
        Allowed = "allowed",
        Blocked = "blocked",
    }
}

complex_value! {
    /// Users and groups, or applications, that are allowed or blocked.
    ///
    /// If a list is allowed, everything else is blocked. If a list is blocked, everything else is allowed. The objects are those of the
    /// tenant that the users come from, so their ids cannot be checked here.
    ///
    /// ```
    /// use msgraph_identity::{AccessRule, Target};
    ///
    /// let rule = AccessRule::allow_only([Target::group("4b2f6a9e-2c60-4a0b-9d35-2f0f5c1f7f4e")]);
    /// assert_eq!(
    ///     serde_json::to_string(&rule)?,
    ///     r#"{"accessType":"allowed","targets":[{"target":"4b2f6a9e-2c60-4a0b-9d35-2f0f5c1f7f4e","targetType":"group"}]}"#,
    /// );
    /// assert!(AccessRule::block_all_users().blocks_all());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// See
    /// [crossTenantAccessPolicyTargetConfiguration](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicytargetconfiguration).
    AccessRule {
        /// Whether the targets are allowed or blocked.
        access_type: AccessType = "accessType",
        /// The users and groups, or the applications. Their order has no meaning.
        targets: Vec<Target> = "targets",
    }
}

impl AccessRule {
    /// Allows these targets and blocks all others. A rule without a target is refused when it is sent.
    pub fn allow_only(targets: impl IntoIterator<Item = Target>) -> Self {
        Self::new(AccessType::Allowed, targets)
    }

    /// Blocks these targets and allows all others. A rule without a target is refused when it is sent.
    pub fn block_only(targets: impl IntoIterator<Item = Target>) -> Self {
        Self::new(AccessType::Blocked, targets)
    }

    /// Allows all users and groups.
    pub fn allow_all_users() -> Self {
        Self::allow_only([Target::all_users()])
    }

    /// Blocks all users and groups.
    pub fn block_all_users() -> Self {
        Self::block_only([Target::all_users()])
    }

    /// Allows all applications.
    pub fn allow_all_applications() -> Self {
        Self::allow_only([Target::all_applications()])
    }

    /// Blocks all applications.
    pub fn block_all_applications() -> Self {
        Self::block_only([Target::all_applications()])
    }

    /// Whether everything is allowed.
    pub fn allows_all(&self) -> bool {
        self.access_type == Some(AccessType::Allowed) && self.has_all()
    }

    /// Whether everything is blocked.
    pub fn blocks_all(&self) -> bool {
        self.access_type == Some(AccessType::Blocked) && self.has_all()
    }

    fn has_all(&self) -> bool {
        let mut targets = self.targets.iter().flatten();
        targets.any(Target::is_all)
    }

    fn new(access_type: AccessType, targets: impl IntoIterator<Item = Target>) -> Self {
        Self {
            access_type: Some(access_type),
            targets: Some(targets.into_iter().collect()),
            ..Self::default()
        }
    }
}
