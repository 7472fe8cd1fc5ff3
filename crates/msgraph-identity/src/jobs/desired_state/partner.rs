//! A partner in a desired state.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::PartnerUpdate;
use crate::cross_tenant::merge::{properties, without_annotations};
use crate::version::{V1, Version};

/// Whether something should exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Presence<T> {
    /// It should not exist.
    Absent,
    /// It should exist and be like this.
    Present(T),
}

/// How a partner should be: absent, or with these settings. Settings that are left out are not owned.
///
/// ```
/// use msgraph_identity::jobs::desired_state::{DesiredPartner, DesiredState};
/// use msgraph_identity::{Access, PartnerUpdate, Setting, SyncUpdate};
///
/// let fabrikam = DesiredPartner::new()
///     .settings(PartnerUpdate::new().redemption_inbound(true).inbound_trust(Setting::Inherit))
///     .synchronization(SyncUpdate::new().users(Access::Allow));
/// let desired = DesiredState::new()
///     .partner("9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?, fabrikam)
///     .partner("1d0e6c1a-9d5c-4d27-8c2e-6f6f4b0b2c77".parse()?, DesiredPartner::absent());
/// # let _: DesiredState = desired;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value", bound = "V: Version")]
#[must_use]
pub struct DesiredPartner<V: Version = V1>(pub(super) Presence<Owned<V>>);

/// What is owned of a partner.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Owned<V: Version> {
    pub(super) settings: PartnerUpdate,
    pub(super) synchronization: Option<Presence<V::SyncUpdate>>,
}

impl<V: Version> DesiredPartner<V> {
    /// A partner that should exist, and of which nothing else is owned.
    pub fn new() -> Self {
        Self(Presence::Present(Owned::default()))
    }

    /// A partner that should not exist. If it does, its synchronization policy is deleted, then the partner.
    pub fn absent() -> Self {
        Self(Presence::Absent)
    }

    /// Sets the settings that the partner should have. Of a complex value, only the members that are set are owned.
    pub fn settings(self, settings: impl Into<PartnerUpdate>) -> Self {
        let owned = self.into_owned();
        Self(Presence::Present(Owned {
            settings: settings.into(),
            ..owned
        }))
    }

    /// Sets what the synchronization policy should have. If there is none, it is created.
    pub fn synchronization(self, policy: impl Into<V::SyncUpdate>) -> Self {
        self.with_synchronization(Presence::Present(policy.into()))
    }

    /// The partner should have no synchronization policy. If it has one, that is deleted.
    pub fn without_synchronization(self) -> Self {
        self.with_synchronization(Presence::Absent)
    }

    fn with_synchronization(self, synchronization: Presence<V::SyncUpdate>) -> Self {
        let owned = self.into_owned();
        Self(Presence::Present(Owned {
            synchronization: Some(synchronization),
            ..owned
        }))
    }

    fn into_owned(self) -> Owned<V> {
        match self.0 {
            Presence::Present(owned) => owned,
            Presence::Absent => Owned::default(),
        }
    }
}

// Written by hand because a derived impl would require `V: Default`.
impl<V: Version> Default for Owned<V> {
    fn default() -> Self {
        Self {
            settings: PartnerUpdate::new(),
            synchronization: None,
        }
    }
}

impl<V: Version> Default for DesiredPartner<V> {
    fn default() -> Self {
        Self::new()
    }
}

const ABSENT: &str = "absent";
const SYNCHRONIZATION: &str = "identitySynchronization";

impl<V: Version> TryFrom<Value> for DesiredPartner<V> {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let mut settings = match without_annotations(value) {
            Value::Object(settings) => settings,
            Value::String(text) if text == ABSENT => return Ok(Self::absent()),
            _ => return Err(format!("a partner is an object or \"{ABSENT}\"")),
        };
        let synchronization = match settings.remove(SYNCHRONIZATION) {
            None => None,
            Some(Value::String(text)) if text == ABSENT => Some(Presence::Absent),
            Some(policy @ Value::Object(_)) => Some(Presence::Present(read(policy)?)),
            Some(_) => {
                return Err(format!("`{SYNCHRONIZATION}` is an object or \"{ABSENT}\""));
            }
        };
        Ok(Self(Presence::Present(Owned {
            settings: read(Value::Object(settings))?,
            synchronization,
        })))
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value).map_err(|error| error.to_string())
}

impl<V: Version> From<DesiredPartner<V>> for Value {
    fn from(partner: DesiredPartner<V>) -> Self {
        let Presence::Present(owned) = partner.0 else {
            return ABSENT.into();
        };
        let mut properties = properties(&owned.settings);
        match &owned.synchronization {
            None => {}
            Some(Presence::Absent) => {
                properties.insert(SYNCHRONIZATION.to_owned(), ABSENT.into());
            }
            Some(Presence::Present(policy)) => {
                properties.insert(SYNCHRONIZATION.to_owned(), self::properties(policy).into());
            }
        }
        properties.into()
    }
}
