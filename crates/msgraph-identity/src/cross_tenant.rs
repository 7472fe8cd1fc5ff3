//! Cross-tenant synchronization: the types of its policy for reading and for writing. The requests are in `handles`.

mod policy;
mod property;
mod sync_settings;
mod tenant_id;
mod update;
mod update_form;

pub use self::policy::{Access, BetaSyncPolicy, SyncPolicy};
pub(crate) use self::property::select;
pub use self::property::{BetaSyncProperty, SyncProperty};
pub use self::sync_settings::SyncSettings;
pub use self::tenant_id::TenantId;
pub(crate) use self::update::UpdateModel;
pub use self::update::{BetaSyncUpdate, SyncUpdate};
