//! Requests about API connectors and synchronization policies.

use msgraph_identity_beta::types::CrossTenantGroupSyncInbound;
use msgraph_identity_core::{Nullable, Secret, TargetUrl, UnknownKind};
use msgraph_identity_v1::types::{
    ApiAuthenticationConfigurationBase, ApiAuthenticationConfigurationBaseUpdate,
    BasicAuthentication, BasicAuthenticationOdataType, CrossTenantUserSyncInbound,
    CrossTenantUserSyncInboundUpdate, IdentityApiConnector, IdentityApiConnectorUpdate,
    Pkcs12CertificateOdataType, Pkcs12CertificateUpdate, UploadClientCertificateBody,
};
use serde_json::{from_value, json as value};

use crate::wire::secrets::{KEY, PASSWORD, PKCS12, UNKNOWN};
use crate::wire::{Exchange, TENANT, record, record_version};

const ID: &str = "22222222-2222-4222-8222-222222222222";

/// Sends all requests of both versions.
pub(super) async fn exchanges() -> Vec<Exchange> {
    let mut exchanges = record! {
        list_api_connectors(None, None, None, None, None, None, None, None);
        list_api_connectors(
            Some(true),
            Some("*"),
            Some("displayName eq 'O''Brien + Söhne & Co #1/2?'"),
            Some("displayName desc"),
            Some("\"displayName:loyalty\""),
            Some("id,displayName"),
            Some(20),
            Some(10)
        ) "with_every_option";
        create_api_connector(&connector(basic_authentication())) "with_basic_authentication";
        create_api_connector(&connector(unknown_kind())) "with_an_unknown_kind_of_authentication";
        get_api_connector(ID, None, None);
        get_api_connector(ID, Some("*"), Some("id,displayName")) "with_every_option";
        get_api_connector("a/b?c=d&e#f%20g+h ü", None, None) "with_an_id_to_escape";
        update_api_connector(ID, &IdentityApiConnectorUpdate {
            display_name: Some(Nullable::Null),
            target_url: Some(Nullable::Value(target_url())),
            ..Default::default()
        }) "with_a_value_a_null_and_an_absent_property";
        update_api_connector(ID, &authentication_update(unknown_kind())) "with_an_unknown_kind_of_authentication";
        update_api_connector(ID, &authentication_update(certificate())) "with_a_certificate";
        delete_api_connector(ID, None);
        delete_api_connector(ID, Some("W/\"JzEtVHlwZTE=\"")) "where_it_is_unchanged";
        upload_client_certificate(ID, &upload(PASSWORD));
        upload_client_certificate(ID, &upload("")) "without_a_password";

        get_identity_synchronization(TENANT, None, None);
        get_identity_synchronization(TENANT, Some("*"), Some("tenantId,userSyncInbound")) "with_every_option";
        create_identity_synchronization(TENANT, &types::CrossTenantIdentitySyncPolicyPartner {
            display_name: Some("Fabrikam".to_owned()),
            user_sync_inbound: Some(user_sync()),
            ..Default::default()
        });
        update_identity_synchronization(TENANT, &types::CrossTenantIdentitySyncPolicyPartnerUpdate {
            display_name: Some(Nullable::Null),
            user_sync_inbound: Some(Nullable::Value(user_sync_update())),
            ..Default::default()
        }) "with_a_value_and_a_null";
        update_identity_synchronization(TENANT, &types::CrossTenantIdentitySyncPolicyPartnerUpdate::default()) "with_absent_properties_only";
        delete_identity_synchronization(TENANT, None);
        delete_identity_synchronization(TENANT, Some("*")) "where_it_is_unchanged";
    };
    record_version! { exchanges, msgraph_identity_beta, "beta";
        create_identity_synchronization(TENANT, &types::CrossTenantIdentitySyncPolicyPartner {
            group_sync_inbound: Some(group_sync()),
            ..Default::default()
        }) "of_groups";
        update_identity_synchronization(TENANT, &types::CrossTenantIdentitySyncPolicyPartnerUpdate {
            external_cloud_authorized_application_id: Some(Nullable::Null),
            group_sync_inbound: Some(Nullable::Value(group_sync())),
            role_enabled_group_sync_inbound: Some(Nullable::Value(group_sync())),
            ..Default::default()
        }) "of_groups";
    }
    exchanges
}

fn connector(
    authentication: impl Into<ApiAuthenticationConfigurationBase>,
) -> IdentityApiConnector {
    IdentityApiConnector {
        authentication_configuration: Some(authentication.into()),
        display_name: Some("Prüfung der \"Treue\"".to_owned()),
        target_url: Some(target_url()),
        ..Default::default()
    }
}

fn target_url() -> TargetUrl {
    TargetUrl::from(format!("https://x.example/api?code={KEY}"))
}

fn authentication_update(
    kind: impl Into<ApiAuthenticationConfigurationBaseUpdate>,
) -> IdentityApiConnectorUpdate {
    IdentityApiConnectorUpdate {
        authentication_configuration: Some(Nullable::Value(kind.into())),
        ..Default::default()
    }
}

fn basic_authentication() -> ApiAuthenticationConfigurationBase {
    BasicAuthentication {
        odata_type: BasicAuthenticationOdataType::MicrosoftGraphBasicAuthentication,
        password: Some(Secret::from(PASSWORD)),
        username: Some("svc".to_owned()),
        additional_properties: Default::default(),
    }
    .into()
}

fn certificate() -> Pkcs12CertificateUpdate {
    Pkcs12CertificateUpdate {
        odata_type: Pkcs12CertificateOdataType::MicrosoftGraphPkcs12Certificate,
        password: Some(Secret::from(PASSWORD).into()),
        pkcs12_value: Some(Secret::from(PKCS12).into()),
        additional_properties: Default::default(),
    }
}

/// A kind of authentication as a connector shows it that was read.
fn unknown_kind() -> UnknownKind {
    let kind = from_value(value!({
        "@odata.type": "#microsoft.graph.apiKeyAuthentication",
        "header": "x-key",
        "key": UNKNOWN,
        "rotation": { "days": 30, "next": null, "before": ["noon", 12.5] },
    }));
    kind.unwrap()
}

fn upload(password: &str) -> UploadClientCertificateBody {
    UploadClientCertificateBody {
        password: Some(Secret::from(password)),
        pkcs12_value: Some(Secret::from(PKCS12)),
    }
}

fn user_sync() -> CrossTenantUserSyncInbound {
    CrossTenantUserSyncInbound {
        is_sync_allowed: Some(true),
        ..Default::default()
    }
}

fn user_sync_update() -> CrossTenantUserSyncInboundUpdate {
    CrossTenantUserSyncInboundUpdate {
        is_sync_allowed: Some(true.into()),
        additional_properties: Default::default(),
    }
}

fn group_sync() -> CrossTenantGroupSyncInbound {
    CrossTenantGroupSyncInbound {
        is_sync_allowed: Some(true),
        ..Default::default()
    }
}
