//! Codes of the provisioning service, and the conditions that they are about.

use super::{Check, Side};

/// Explains a code of the provisioning service, as it appears in the status of a synchronization job or in the provisioning logs: the
/// conditions that may not be met, each with its side. It is `None` for a code that this crate does not know.
///
/// ```
/// use msgraph_identity::jobs::onboarding::{Check, Side, explain_provisioning_error};
///
/// let conditions = explain_provisioning_error("AzureActiveDirectoryCrossTenantSyncPolicyCheckFailure");
/// assert_eq!(conditions, Some(&[(Side::Target, Check::UserSynchronization)][..]));
/// ```
///
/// See
/// [troubleshooting tips](https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph#troubleshooting-tips).
pub fn explain_provisioning_error(code: &str) -> Option<&'static [(Side, Check)]> {
    use Check::{
        GuestInvitations, OtherCloud, RedemptionInbound, RedemptionOutbound, UserSynchronization,
    };
    use Side::{Source, Target};
    match code.trim() {
        "AzureActiveDirectoryCrossTenantSyncPolicyCheckFailure" => {
            Some(&[(Target, UserSynchronization)])
        }
        "AzureDirectoryB2BManagementPolicyCheckFailure" => {
            Some(&[(Target, RedemptionInbound), (Source, RedemptionOutbound)])
        }
        "AzureActiveDirectoryForbidden" => Some(&[(Target, GuestInvitations)]),
        "ExternalTenantNotFound" | "AzureActiveDirectoryTokenExpired" => {
            Some(&[(Target, OtherCloud), (Source, OtherCloud)])
        }
        _ => None,
    }
}
