//! What the methods of a version accept as settings.

use super::{BetaSyncUpdate, SyncUpdate};
use crate::version::{Beta, Version};

/// Settings of a synchronization policy that the version `V` of Microsoft Graph has.
///
/// | settings | [`V1`](crate::V1) | [`Beta`] |
/// |---|---|---|
/// | [`SyncUpdate`] | yes | yes |
/// | [`BetaSyncUpdate`] | no | yes |
///
/// Both are accepted by value and by reference. The trait cannot be implemented outside this crate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has settings that are not those of a synchronization policy in `{V}`",
    label = "not settings of this version",
    note = "groups and role-enabled groups exist in beta only: use `graph.beta()` in place of `graph.v1()`",
    note = "settings are made by `SyncUpdate::new()`"
)]
pub trait SyncSettings<V: Version>: Sealed {
    /// The settings as an update of this version.
    #[doc(hidden)]
    fn into_update(self) -> V::SyncUpdate;
}

pub trait Sealed {}

impl Sealed for SyncUpdate {}
impl Sealed for &SyncUpdate {}
impl Sealed for BetaSyncUpdate {}
impl Sealed for &BetaSyncUpdate {}

impl<V: Version> SyncSettings<V> for SyncUpdate {
    fn into_update(self) -> V::SyncUpdate {
        self.into()
    }
}

impl<V: Version> SyncSettings<V> for &SyncUpdate {
    fn into_update(self) -> V::SyncUpdate {
        self.clone().into()
    }
}

impl SyncSettings<Beta> for BetaSyncUpdate {
    fn into_update(self) -> BetaSyncUpdate {
        self
    }
}

impl SyncSettings<Beta> for &BetaSyncUpdate {
    fn into_update(self) -> BetaSyncUpdate {
        self.clone()
    }
}
