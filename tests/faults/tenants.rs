//! The look-up of tenants.

use msgraph_identity::{DomainName, Tenants};
use msgraph_identity_tests::double::{Double, json};
use serde_json::json;

use super::scripted::{PARTNER, error, graph, partner};

fn domain() -> DomainName {
    "Fabrikam.com".parse().unwrap()
}

#[tokio::test]
async fn a_tenant_is_found_by_domain_name_and_by_id() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.tenantInformation",
        "tenantId": PARTNER,
        "displayName": "Fabrikam",
        "defaultDomainName": "fabrikam.com",
        "federationBrandName": null,
    });
    let transport = Double::new([json(200, &body)]);
    let graph = graph(&transport);
    let tenants: Tenants = graph.v1().tenants();
    let by_domain = tenants.find_by_domain(&domain()).await.unwrap();
    let by_id = graph.beta().tenants().find_by_id(partner()).await.unwrap();
    assert_eq!(by_domain, by_id);
    assert_eq!(by_domain.tenant_id, partner());
    assert_eq!(by_domain.display_name.as_deref(), Some("Fabrikam"));
    assert_eq!(serde_json::to_value(&by_domain).unwrap(), body);

    let sent = transport.take_sent();
    // A URL parser may write a quote in a path as it is or encoded. Both are the same path.
    let paths = sent
        .iter()
        .map(|sent| sent.request.url().path().replace("%27", "'"));
    let expected = [
        "/v1.0/tenantRelationships/findTenantInformationByDomainName(domainName='fabrikam.com')"
            .to_owned(),
        format!("/beta/tenantRelationships/findTenantInformationByTenantId(tenantId='{PARTNER}')"),
    ];
    assert_eq!(paths.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_refusal_names_the_permission_and_no_role() {
    let refused = error(403, "Authorization_RequestDenied");
    let tenants = graph(&Double::new([refused])).v1().tenants();
    let text = tenants
        .find_by_domain(&domain())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("needs the permission CrossTenantInformation.ReadBasic.All"),
        "{text}"
    );
    assert!(!text.contains("role"), "{text}");
}

#[tokio::test]
async fn an_unknown_tenant_is_not_found_and_one_without_an_id_is_unexpected() {
    let unknown = error(404, "Request_ResourceNotFound");
    let transport = Double::new([unknown, json(200, &json!({ "displayName": "Fabrikam" }))]);
    let tenants = graph(&transport).v1().tenants();
    assert!(
        tenants
            .find_by_id(partner())
            .await
            .unwrap_err()
            .is_not_found()
    );
    let error = tenants.find_by_id(partner()).await.unwrap_err();
    assert!(error.to_string().contains("no id"), "{error}");
}
