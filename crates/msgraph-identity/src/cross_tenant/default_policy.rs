//! The default settings for all tenants that are not partners, and for what partners inherit.

use msgraph_identity_core::AdditionalProperties;
use serde::{Deserialize, Serialize};

use super::complex_value::{builder, complex_value};
use super::open_enum::open_enum;
use super::{AccessSettings, EffectiveSettings, PartnerPolicy, Setting};
use crate::version::Version;

/// The default settings for access from and to other tenants.
///
/// serde reads and writes it as Graph does, properties that are not in the contract included.
///
/// See
/// [crossTenantAccessPolicyConfigurationDefault](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DefaultPolicy {
    /// The settings that partners inherit.
    #[serde(flatten)]
    pub settings: AccessSettings,
    /// Which identity providers a guest is offered when an invitation is redeemed.
    #[serde(rename = "invitationRedemptionIdentityProviderConfiguration", default)]
    pub invitation_redemption: Setting<InvitationRedemption>,
    /// Whether the settings are those of the system, as before the first update. The service decides it.
    pub is_service_default: Option<bool>,
    /// The properties and annotations that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl DefaultPolicy {
    /// The settings that hold for a partner: its own, and these for those that it inherits.
    ///
    /// ```
    /// # use msgraph_identity::{CrossTenantAccess, Error, Origin};
    /// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
    /// let default = access.default_settings().get().await?;
    /// for partner in access.partners().all().await? {
    ///     let effective = default.effective(&partner);
    ///     if let Some(mfa) = effective.inbound_trust.mfa {
    ///         println!("{}: {} by {:?}", partner.tenant_id, mfa.value, mfa.origin);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn effective<V: Version>(&self, partner: &PartnerPolicy<V>) -> EffectiveSettings {
        EffectiveSettings::new(&partner.settings, &self.settings)
    }
}

open_enum! {
    /// An identity provider for guests.
    ///
    /// See [Microsoft's page](https://learn.microsoft.com/graph/api/resources/defaultinvitationredemptionidentityproviderconfiguration).
    IdentityProvider {
        AzureActiveDirectory = "azureActiveDirectory",
        ExternalFederation = "externalFederation",
        SocialIdentityProviders = "socialIdentityProviders",
        EmailOneTimePasscode = "emailOneTimePasscode",
        MicrosoftAccount = "microsoftAccount",
        DefaultConfiguredIdp = "defaultConfiguredIdp",
    }
}

complex_value! {
    /// Which identity providers a guest is offered when an invitation is redeemed.
    ///
    /// See
    /// [defaultInvitationRedemptionIdentityProviderConfiguration](https://learn.microsoft.com/graph/api/resources/defaultinvitationredemptionidentityproviderconfiguration).
    InvitationRedemption {
        /// The order in which they are offered: `primaryIdentityProviderPrecedenceOrder`.
        precedence: Vec<IdentityProvider> = "primaryIdentityProviderPrecedenceOrder",
        /// The one that is left if none of them fits: `fallbackIdentityProvider`.
        fallback: IdentityProvider = "fallbackIdentityProvider",
    }
}

impl InvitationRedemption {
    builder! {
        /// Sets the identity provider that is left if none of the others fits.
        fallback: IdentityProvider,
    }

    /// Sets the order in which identity providers are offered.
    pub fn precedence(mut self, order: impl IntoIterator<Item = IdentityProvider>) -> Self {
        self.precedence = Some(order.into_iter().collect());
        self
    }
}
