//! Answers with less or more metadata than usual.

use serde_json::json;

use super::answered::{ID, TENANT, connector, synchronization};

#[tokio::test]
async fn an_entity_needs_no_annotations() {
    let read = connector(&json!({"id": ID, "displayName": "n"})).await;
    assert_eq!(
        (read.id.as_deref(), read.display_name.as_deref()),
        (Some(ID), Some("n"))
    );
    let read = synchronization(&json!({"tenantId": TENANT})).await.unwrap();
    assert_eq!(read.tenant_id.as_deref(), Some(TENANT));
}

#[tokio::test]
async fn full_metadata_is_ignored() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/apiConnectors/$entity",
        "@odata.type": "#microsoft.graph.IdentityApiConnector",
        "@odata.id": "https://graph.microsoft.com/v1.0/identity/apiConnectors('x')",
        "@odata.etag": "W/\"1\"",
        "@odata.editLink": "identity/apiConnectors('x')",
        "authenticationConfiguration@odata.type": "#microsoft.graph.basicAuthentication",
        "#microsoft.graph.uploadClientCertificate": {"title": "t", "target": "https://x.example"},
        "id": ID,
        "displayName": "n"
    });
    let read = connector(&body).await;
    assert_eq!(
        (read.id.as_deref(), read.display_name.as_deref()),
        (Some(ID), Some("n"))
    );
}

#[tokio::test]
async fn properties_that_nobody_knows_are_no_error() {
    let body = json!({"id": ID, "timeoutInSeconds": 10, "tags": ["a"], "retry": {"count": null}});
    assert_eq!(connector(&body).await.id.as_deref(), Some(ID));
    let body = json!({"tenantId": TENANT, "deviceSyncInbound": {"isSyncAllowed": true}});
    assert_eq!(
        synchronization(&body).await.unwrap().tenant_id.as_deref(),
        Some(TENANT)
    );
}
