//! The look-up of tenants.

use msgraph_identity::{DomainName, TenantId, Tenants};
use msgraph_identity_fake::TenantSeed;
use msgraph_identity_tests::double::{Double, json};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;

use super::scripted::{PARTNER, error, graph, partner};
use crate::in_process::{builder, client};

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
    assert_says(
        &text,
        "needs the permission CrossTenantInformation.ReadBasic.All",
    );
    assert_hides(&text, "role");
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
    assert_says(&error, "no id");
}

#[tokio::test]
async fn the_service_finds_a_tenant_unless_it_is_unknown_or_refuses() {
    let id: TenantId = PARTNER.parse().unwrap();
    let secretive = "aaaaaaaa-0000-4000-8000-000000000001";
    let fabrikam = TenantSeed::new(PARTNER.parse().unwrap())
        .domain("fabrikam.com")
        .display_name("Fabrikam");
    let refusing = TenantSeed::new(secretive.parse().unwrap())
        .domain("secretive.example")
        .refuses_look_up();
    let fake = builder().tenant(fabrikam).tenant(refusing).build();
    let tenants = client(&fake.unwrap()).tenants();

    let found = tenants.find_by_domain(&domain()).await.unwrap();
    assert_eq!(
        (found.tenant_id, found.display_name.as_deref()),
        (id, Some("Fabrikam"))
    );
    assert_eq!(tenants.find_by_id(id).await.unwrap(), found);

    let unknown: DomainName = "nobody.example".parse().unwrap();
    for error in [
        tenants.find_by_domain(&unknown).await.unwrap_err(),
        tenants
            .find_by_id(super::scripted::ID.parse().unwrap())
            .await
            .unwrap_err(),
    ] {
        assert!(error.is_not_found(), "{error}");
    }
    let refusing: DomainName = "secretive.example".parse().unwrap();
    for error in [
        tenants.find_by_domain(&refusing).await.unwrap_err(),
        tenants
            .find_by_id(secretive.parse().unwrap())
            .await
            .unwrap_err(),
    ] {
        assert!(error.is_permission_denied(), "{error}");
    }
}
