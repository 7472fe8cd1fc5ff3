//! Conversions between the types of a generated client, `super::types`, and the types of this crate. Both versions compile
//! this file as a module of their own, so that it does not matter which types of beta are v1.0's.

use msgraph_identity_core::UnknownKind;
use serde_json::from_value;

use super::types::{
    ApiAuthenticationConfigurationBase, ApiAuthenticationConfigurationBaseUpdate,
    B2xIdentityUserFlow, BasicAuthentication, BasicAuthenticationOdataType,
    BasicAuthenticationUpdate, CrossTenantUserSyncInbound, CrossTenantUserSyncInboundUpdate,
    IdentityApiConnector, IdentityApiConnectorUpdate, Pkcs12CertificateInformation,
    ReferenceUpdate, UserFlowType,
};
#[cfg(feature = "pkcs12")]
use super::types::{
    Pkcs12Certificate, Pkcs12CertificateOdataType, Pkcs12CertificateUpdate,
    UploadClientCertificateBody,
};
#[cfg(feature = "pkcs12")]
use crate::api_connectors::Pkcs12;
use crate::api_connectors::{
    self as read, ApiConnector, ApiConnectorId, ApiConnectorUpdate, AuthKind, Authentication,
    Certificate, ClientCertificates, ConnectorAuth, NewApiConnector,
};
use crate::cross_tenant::Access;
use crate::user_flows::{UserFlow, UserFlowId};
use crate::version::Unusable;

/// Reads a connector.
pub(super) fn read_connector(connector: IdentityApiConnector) -> Result<ApiConnector, Unusable> {
    let id = connector.id.and_then(ApiConnectorId::new);
    let authentication = connector.authentication_configuration;
    Ok(ApiConnector {
        id: id.ok_or("the connector in the response has no id, or an invalid one")?,
        display_name: connector.display_name,
        target_url: connector.target_url,
        authentication: authentication.map(read_authentication),
        additional_properties: connector.additional_properties,
    })
}

pub(in crate::version) fn read_authentication(
    authentication: ApiAuthenticationConfigurationBase,
) -> Authentication {
    use ApiAuthenticationConfigurationBase as Generated;
    match authentication {
        Generated::BasicAuthentication(basic) => Authentication::Basic(read::BasicAuthentication {
            username: basic.username,
        }),
        Generated::ClientCertificateAuthentication(list) => {
            let certificates = list.certificate_list.unwrap_or_default().into_iter();
            Authentication::ClientCertificates(ClientCertificates {
                certificates: certificates.map(read_certificate).collect(),
            })
        }
        Generated::Pkcs12Certificate(_) => Authentication::Pkcs12,
        Generated::UnknownApiAuthenticationConfigurationBase(kind) => match respell_kind(&kind) {
            Some(known) => read_authentication(known),
            None => Authentication::Unknown(kind),
        },
    }
}

/// The `@odata.type` of each kind of authentication in the contracts.
const KINDS: [&str; 3] = [
    "#microsoft.graph.basicAuthentication",
    "#microsoft.graph.clientCertificateAuthentication",
    "#microsoft.graph.pkcs12Certificate",
];

/// Reads an unknown kind as a known one if their names differ only in case, which Graph ignores.
fn respell_kind(kind: &UnknownKind) -> Option<ApiAuthenticationConfigurationBase> {
    let name = kind.odata_type()?;
    let plain = name.trim_start_matches('#');
    let known = KINDS
        .into_iter()
        .find(|known| *known != name && known[1..].eq_ignore_ascii_case(plain))?;
    let mut properties = kind.properties().clone();
    properties.insert("@odata.type".to_owned(), known.into());
    from_value(properties.into()).ok()
}

fn read_certificate(certificate: Pkcs12CertificateInformation) -> Certificate {
    Certificate {
        thumbprint: certificate.thumbprint,
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        is_active: certificate.is_active,
        additional_properties: certificate.additional_properties,
    }
}

/// The body that creates a connector.
pub(in crate::version) fn new_connector(new: &NewApiConnector) -> IdentityApiConnector {
    IdentityApiConnector {
        display_name: Some(new.display_name.clone()),
        target_url: Some(new.target_url.clone()),
        authentication_configuration: Some(write_authentication(&new.auth)),
        ..Default::default()
    }
}

/// The body that updates a connector.
pub(in crate::version) fn connector_update(
    update: &ApiConnectorUpdate,
) -> IdentityApiConnectorUpdate {
    let auth = update.auth.as_ref();
    IdentityApiConnectorUpdate {
        display_name: update.display_name.clone(),
        target_url: update.target_url.clone(),
        authentication_configuration: auth.map(|auth| auth.as_ref().map(update_authentication)),
    }
}

/// The body that uploads a client certificate.
#[cfg(feature = "pkcs12")]
pub(in crate::version) fn certificate_body(certificate: &Pkcs12) -> UploadClientCertificateBody {
    UploadClientCertificateBody {
        pkcs12_value: Some(certificate.value().clone()),
        password: Some(certificate.password().clone()),
    }
}

fn write_authentication(auth: &ConnectorAuth) -> ApiAuthenticationConfigurationBase {
    match &auth.0 {
        AuthKind::Basic { username, password } => BasicAuthentication {
            odata_type: BasicAuthenticationOdataType::MicrosoftGraphBasicAuthentication,
            username: Some(username.clone()),
            password: Some(password.clone()),
            additional_properties: Default::default(),
        }
        .into(),
        #[cfg(feature = "pkcs12")]
        AuthKind::Pkcs12(certificate) => Pkcs12Certificate {
            odata_type: Pkcs12CertificateOdataType::MicrosoftGraphPkcs12Certificate,
            pkcs12_value: Some(certificate.value().clone()),
            password: Some(certificate.password().clone()),
            additional_properties: Default::default(),
        }
        .into(),
        AuthKind::Unknown(kind) => kind.clone().into(),
    }
}

fn update_authentication(auth: &ConnectorAuth) -> ApiAuthenticationConfigurationBaseUpdate {
    match &auth.0 {
        AuthKind::Basic { username, password } => BasicAuthenticationUpdate {
            odata_type: BasicAuthenticationOdataType::MicrosoftGraphBasicAuthentication,
            username: Some(username.clone().into()),
            password: Some(password.clone().into()),
            additional_properties: Default::default(),
        }
        .into(),
        #[cfg(feature = "pkcs12")]
        AuthKind::Pkcs12(certificate) => Pkcs12CertificateUpdate {
            odata_type: Pkcs12CertificateOdataType::MicrosoftGraphPkcs12Certificate,
            pkcs12_value: Some(certificate.value().clone().into()),
            password: Some(certificate.password().clone().into()),
            additional_properties: Default::default(),
        }
        .into(),
        AuthKind::Unknown(kind) => kind.clone().into(),
    }
}

/// Reads a user flow.
pub(super) fn read_user_flow(flow: B2xIdentityUserFlow) -> Result<UserFlow, Unusable> {
    let id = flow.id.and_then(UserFlowId::new);
    Ok(UserFlow {
        id: id.ok_or("the user flow in the response has no id, or an invalid one")?,
        user_flow_type: flow.user_flow_type.map(|kind| match kind {
            UserFlowType::UserFlowTypeKnown(known) => known.to_string(),
            UserFlowType::String(other) => other,
        }),
        user_flow_type_version: flow.user_flow_type_version,
        additional_properties: flow.additional_properties,
    })
}

/// The body that refers a step to this connector, or to none.
pub(in crate::version) fn reference(connector: Option<String>) -> ReferenceUpdate {
    ReferenceUpdate {
        odata_id: connector,
    }
}

/// Reads whether users may be synchronized.
pub(super) fn read_users(users: Option<CrossTenantUserSyncInbound>) -> Option<Access> {
    let is_sync_allowed = users?.is_sync_allowed?;
    Some(Access::from_is_sync_allowed(is_sync_allowed))
}

/// Writes whether users may be synchronized.
pub(super) fn users(access: Access) -> CrossTenantUserSyncInbound {
    CrossTenantUserSyncInbound {
        is_sync_allowed: Some(access.is_sync_allowed()),
        ..Default::default()
    }
}

/// Updates whether users may be synchronized.
pub(super) fn update_users(access: Access) -> CrossTenantUserSyncInboundUpdate {
    CrossTenantUserSyncInboundUpdate {
        is_sync_allowed: Some(access.is_sync_allowed().into()),
        ..Default::default()
    }
}
