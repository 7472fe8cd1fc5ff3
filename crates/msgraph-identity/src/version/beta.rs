//! Microsoft Graph beta in the types of this crate.

use msgraph_identity_beta::Client;
use msgraph_identity_beta::types::{
    ApiAuthenticationConfigurationBase as Authentication, BasicAuthentication,
    BasicAuthenticationOdataType, CrossTenantGroupSyncInbound,
    CrossTenantIdentitySyncPolicyPartner, CrossTenantIdentitySyncPolicyPartnerUpdate,
    CrossTenantUserSyncInbound, IdentityApiConnector, IdentityApiConnectorUpdate,
    Pkcs12CertificateInformation,
};
#[cfg(feature = "pkcs12")]
use msgraph_identity_beta::types::{
    Pkcs12Certificate, Pkcs12CertificateOdataType, UploadClientCertificateBody,
};
use msgraph_identity_core::{Collection, Nullable, Session};

use super::{Operations, Reply, UNUSABLE_ID, Unusable, Version, respell_kind};
#[cfg(feature = "pkcs12")]
use crate::api_connectors::Pkcs12;
use crate::api_connectors::{
    self as read, ApiConnector, ApiConnectorId, ApiConnectorUpdate, AuthKind, Certificate,
    ClientCertificates, ConnectorAuth, ListQuery, NewApiConnector,
};
use crate::cross_tenant::{
    Access, BetaSyncPolicy, BetaSyncProperty, BetaSyncUpdate, SyncPolicy, TenantId,
};

/// Microsoft Graph beta: what may change at any time.
#[derive(Clone, Copy, Debug)]
pub enum Beta {}

impl Version for Beta {}

impl Operations for Beta {
    type Client = Client;
    type Connector = IdentityApiConnector;
    type Synchronization = CrossTenantIdentitySyncPolicyPartner;
    type SyncPolicy = BetaSyncPolicy;
    type SyncUpdate = BetaSyncUpdate;
    type SyncProperty = BetaSyncProperty;

    fn client(http: reqwest::Client, session: Session) -> Client {
        let service_root = session.service_root().as_str().to_owned();
        Client::new_with_client(&service_root, http, session)
    }

    fn read_connector(connector: IdentityApiConnector) -> Result<ApiConnector, Unusable> {
        let id = connector.id.and_then(ApiConnectorId::new);
        Ok(ApiConnector {
            id: id.ok_or(UNUSABLE_ID)?,
            display_name: connector.display_name,
            target_url: connector.target_url,
            authentication: connector
                .authentication_configuration
                .map(read_authentication),
            additional_properties: connector.additional_properties,
        })
    }

    fn read_synchronization(
        policy: CrossTenantIdentitySyncPolicyPartner,
        tenant_id: TenantId,
    ) -> BetaSyncPolicy {
        BetaSyncPolicy {
            common: SyncPolicy {
                tenant_id,
                display_name: policy.display_name,
                users: policy
                    .user_sync_inbound
                    .and_then(|users| users.is_sync_allowed)
                    .map(Access::from_is_sync_allowed),
                additional_properties: policy.additional_properties,
            },
            groups: policy.group_sync_inbound.and_then(read_groups),
            role_enabled_groups: policy.role_enabled_group_sync_inbound.and_then(read_groups),
            external_cloud_authorized_application_id: policy
                .external_cloud_authorized_application_id,
            deleted_date_time: policy.deleted_date_time,
        }
    }

    async fn list_api_connectors(
        client: &Client,
        query: &ListQuery,
    ) -> Reply<Collection<IdentityApiConnector>> {
        client
            .list_api_connectors(
                query.count,
                None,
                query.filter.as_deref(),
                query.order_by.as_deref(),
                query.search.as_deref(),
                query.select.as_deref(),
                query.skip,
                query.top,
            )
            .await
    }

    async fn create_api_connector(
        client: &Client,
        new: &NewApiConnector,
    ) -> Reply<IdentityApiConnector> {
        let body = IdentityApiConnector {
            display_name: Some(new.display_name.clone()),
            target_url: Some(new.target_url.clone()),
            authentication_configuration: Some(write_auth(&new.auth)),
            ..Default::default()
        };
        client.create_api_connector(&body).await
    }

    async fn get_api_connector(
        client: &Client,
        id: &str,
        select: Option<&str>,
    ) -> Reply<IdentityApiConnector> {
        client.get_api_connector(id, None, select).await
    }

    async fn update_api_connector(
        client: &Client,
        id: &str,
        update: &ApiConnectorUpdate,
    ) -> Reply<()> {
        let body = IdentityApiConnectorUpdate {
            display_name: update.display_name.clone(),
            target_url: update.target_url.clone(),
            authentication_configuration: update
                .auth
                .as_ref()
                .map(|auth| auth.as_ref().map(write_auth)),
        };
        client.update_api_connector(id, &body).await
    }

    async fn delete_api_connector(client: &Client, id: &str, if_match: Option<&str>) -> Reply<()> {
        client.delete_api_connector(id, if_match).await
    }

    #[cfg(feature = "pkcs12")]
    async fn upload_client_certificate(
        client: &Client,
        id: &str,
        certificate: &Pkcs12,
    ) -> Reply<IdentityApiConnector> {
        let body = UploadClientCertificateBody {
            pkcs12_value: Some(certificate.value().clone()),
            password: Some(certificate.password().clone()),
        };
        client.upload_client_certificate(id, &body).await
    }

    async fn get_synchronization(
        client: &Client,
        tenant_id: &str,
        select: Option<&str>,
    ) -> Reply<CrossTenantIdentitySyncPolicyPartner> {
        client
            .get_identity_synchronization(tenant_id, None, select)
            .await
    }

    async fn create_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &BetaSyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartner {
            display_name: update
                .common
                .display_name
                .clone()
                .and_then(Nullable::into_option),
            user_sync_inbound: update
                .common
                .users
                .and_then(Nullable::into_option)
                .map(users),
            group_sync_inbound: update.groups.and_then(Nullable::into_option).map(groups),
            role_enabled_group_sync_inbound: update
                .role_enabled_groups
                .and_then(Nullable::into_option)
                .map(groups),
            external_cloud_authorized_application_id: update
                .external_cloud_authorized_application_id
                .clone()
                .and_then(Nullable::into_option),
            ..Default::default()
        };
        client
            .create_identity_synchronization(tenant_id, &body)
            .await
    }

    async fn update_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &BetaSyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartnerUpdate {
            display_name: update.common.display_name.clone(),
            user_sync_inbound: update.common.users.map(|access| access.map(users)),
            group_sync_inbound: update.groups.map(|access| access.map(groups)),
            role_enabled_group_sync_inbound: update
                .role_enabled_groups
                .map(|access| access.map(groups)),
            external_cloud_authorized_application_id: update
                .external_cloud_authorized_application_id
                .clone(),
        };
        client
            .update_identity_synchronization(tenant_id, &body)
            .await
    }

    async fn delete_synchronization(
        client: &Client,
        tenant_id: &str,
        if_match: Option<&str>,
    ) -> Reply<()> {
        client
            .delete_identity_synchronization(tenant_id, if_match)
            .await
    }
}

fn users(access: Access) -> CrossTenantUserSyncInbound {
    CrossTenantUserSyncInbound {
        is_sync_allowed: Some(access.is_sync_allowed()),
        ..Default::default()
    }
}

fn groups(access: Access) -> CrossTenantGroupSyncInbound {
    CrossTenantGroupSyncInbound {
        is_sync_allowed: Some(access.is_sync_allowed()),
        ..Default::default()
    }
}

fn read_groups(groups: CrossTenantGroupSyncInbound) -> Option<Access> {
    groups.is_sync_allowed.map(Access::from_is_sync_allowed)
}

fn read_authentication(authentication: Authentication) -> read::Authentication {
    match authentication {
        Authentication::BasicAuthentication(basic) => {
            read::Authentication::Basic(read::BasicAuthentication {
                username: basic.username,
            })
        }
        Authentication::ClientCertificateAuthentication(list) => {
            let certificates = list.certificate_list.unwrap_or_default().into_iter();
            read::Authentication::ClientCertificates(ClientCertificates {
                certificates: certificates.map(read_certificate).collect(),
            })
        }
        Authentication::Pkcs12Certificate(_) => read::Authentication::Pkcs12,
        Authentication::UnknownApiAuthenticationConfigurationBase(kind) => {
            match respell_kind(&kind) {
                Some(known) => read_authentication(known),
                None => read::Authentication::Unknown(kind),
            }
        }
    }
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

fn write_auth(auth: &ConnectorAuth) -> Authentication {
    match &auth.0 {
        AuthKind::Basic { username, password } => {
            Authentication::BasicAuthentication(BasicAuthentication {
                odata_type: BasicAuthenticationOdataType::MicrosoftGraphBasicAuthentication,
                username: Some(username.clone()),
                password: Some(password.clone()),
                additional_properties: Default::default(),
            })
        }
        #[cfg(feature = "pkcs12")]
        AuthKind::Pkcs12(certificate) => Authentication::Pkcs12Certificate(Pkcs12Certificate {
            odata_type: Pkcs12CertificateOdataType::MicrosoftGraphPkcs12Certificate,
            pkcs12_value: Some(certificate.value().clone()),
            password: Some(certificate.password().clone()),
            additional_properties: Default::default(),
        }),
        AuthKind::Unknown(kind) => {
            Authentication::UnknownApiAuthenticationConfigurationBase(kind.clone())
        }
    }
}
