//! Seeds: what they may contain, and what is refused.

use msgraph_identity_fake::{FakeGraph, Operation, Seed};
use uuid::Uuid;

use crate::exchange::{CONNECTORS, get, send, send_as};
use crate::partners::{FABRIKAM, PARTNERS};

const CONTOSO: Uuid = Uuid::from_u128(0xc0);

#[tokio::test]
async fn a_seed_creates_tenants() {
    let seed = Seed::from_yaml(&format!(
        "
tenants:
  - id: {CONTOSO}
    applications:
      - client_id: tool
        permissions: [Policy.Read.All]
    connectors:
      - id: 45715bb8-13f9-4bf6-927f-ef96c102d394
        displayName: Check loyalty
        targetUrl: https://x.example/api
        authenticationConfiguration:
          '@odata.type': '#microsoft.graph.basicAuthentication'
          username: u
          password: p
    partners:
      - tenantId: {FABRIKAM}
        identitySynchronization:
          displayName: Fabrikam
          groupSyncInbound: {{ isSyncAllowed: true }}
"
    ))
    .unwrap();
    let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
    let connector = get(
        &fake,
        "v1.0/identity/apiConnectors/45715bb8-13f9-4bf6-927f-ef96c102d394",
        200,
    )
    .await;
    assert_eq!(connector.json()["displayName"], "Check loyalty");
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    assert_eq!(
        get(&fake, &path, 200).await.json()["groupSyncInbound"]["isSyncAllowed"],
        true
    );
    assert_eq!(fake.applications()[0].client_id, "tool");
    assert_eq!(fake.applications()[0].tenant_id, CONTOSO);
    send(&fake, "DELETE", &path, None, 204).await;
}

#[test]
fn invalid_seeds_are_refused() {
    let tenant = |what: &str| format!("tenants: [{{ id: {CONTOSO}, {what} }}]");
    for (yaml, problem) in [
        ("", "missing field `tenants`"),
        ("tenants: [", "line 2"),
        ("tenants: []", "tenants: there must be at least one tenant"),
        ("tenant: []", "unknown field `tenant`"),
        ("tenants: [{ id: 1 }]", "tenants[0].id"),
        (
            &tenant("conectors: []"),
            "tenants[0]: unknown field `conectors`",
        ),
        (
            &tenant("connectors: [{ displayname: x }]"),
            "tenants[0].connectors[0]: Invalid property 'displayname'.",
        ),
        (
            &tenant("connectors: [{ id: a/b }]"),
            "tenants[0].connectors[0]: Property 'id'",
        ),
        (
            &tenant("partners: [{}]"),
            "tenants[0].partners[0]: Property 'tenantId' is required.",
        ),
        (
            &tenant(&format!(
                "partners: [{{ tenantId: {FABRIKAM} }}, {{ tenantId: {FABRIKAM} }}]"
            )),
            "tenants[0].partners[1]: the partner",
        ),
        (
            &tenant(&format!("partners: [{{ tenantId: {CONTOSO} }}]")),
            "tenants[0].partners[0]: a tenant can't be a partner of itself",
        ),
        (
            &tenant("applications: [{ client_id: x, certificates: [x] }]"),
            "tenants[0].applications[0].certificates[0]: this is not a certificate as PEM",
        ),
        (
            &tenant("applications: [{ client_id: x }, { client_id: x }]"),
            "tenants[0].applications[1]: the application x exists already",
        ),
        (
            &format!("{{ switches: {{ page_size: 0 }}, tenants: [{{ id: {CONTOSO} }}] }}"),
            "switches.page_size: a page must have at least one item",
        ),
        ("{ switches: { page_sise: 1 }, tenants: [] }", "page_sise"),
    ] {
        let error = match Seed::from_yaml(yaml) {
            Err(error) => error,
            Ok(seed) => FakeGraph::builder().seed(seed).build().expect_err(problem),
        };
        assert!(error.to_string().contains(problem), "{error}");
    }
}

#[test]
fn hostile_seeds_are_refused_at_once() {
    let levels: String = (0..20)
        .map(|level| format!("a{level}: &a{level} [{}]\n", ["*x"; 9].join(",")))
        .collect();
    for (what, yaml) in [
        ("open brackets", "[".repeat(200_000)),
        ("open braces", "{a: ".repeat(100_000)),
        (
            "brackets",
            format!("tenants: {}{}", "[".repeat(5_000), "]".repeat(5_000)),
        ),
        ("dashes", "- ".repeat(100_000)),
        ("explicit keys", "? ".repeat(100_000)),
        (
            "indented keys",
            (0..3_000)
                .map(|depth| format!("{}a:\n", " ".repeat(depth)))
                .collect(),
        ),
        (
            "aliases",
            format!("x: &x {}\n{levels}", "y".repeat(1_000_000)),
        ),
        ("length", "#".repeat(17 * 1024 * 1024)),
        ("tags", "!".repeat(100_000)),
        ("anchors", "&a ".repeat(100_000)),
        ("binary", "\u{0}\u{1}\u{7f}".repeat(1_000)),
    ] {
        let error = Seed::from_yaml(&yaml).expect_err(what).to_string();
        assert!(error.len() < 300, "{what}: {error}");
    }
}

#[test]
fn errors_do_not_quote_the_seed() {
    let key = "-----BEGIN PRIVATE KEY-----\nc4nary\n-----END PRIVATE KEY-----\n";
    let tenant = |what: &str| format!("tenants: [{{ id: {CONTOSO}, {what} }}]");
    for yaml in [
        key.to_owned(),
        "c4nary".to_owned(),
        "c4nary value: x".to_owned(),
        "tenants: c4nary".to_owned(),
        "tenants: [{ id: c4nary }]".to_owned(),
        "switches: { page_size: c4nary }".to_owned(),
        "switches: { path_case: c4nary }".to_owned(),
        "switches: { faults: [{ kind: { c4nary: 1 } }] }".to_owned(),
        tenant("applications: [{ client_id: x, client_secrets: c4nary }]"),
        tenant("applications: [{ client_id: x, certificates: [\"-----BEGIN c4nary\"] }]"),
        tenant(&format!(
            "applications: [{{ client_id: x, certificates: [{key:?}] }}]"
        )),
        tenant("connectors: [{ targetUrl: [c4nary] }]"),
        tenant(
            "connectors: [{ displayName: x, targetUrl: x, authenticationConfiguration: { '@odata.type': '#microsoft.graph.pkcs12Certificate', pkcs12Value: c4nary, password: c4nary } }]",
        ),
        tenant("partners: [{ tenantId: c4nary }]"),
    ] {
        let error = match Seed::from_yaml(&yaml) {
            Err(error) => error,
            Ok(seed) => FakeGraph::builder().seed(seed).build().expect_err(&yaml),
        };
        for bytes in ["c4nary", "[99, 52", "PRIVATE"] {
            assert!(!error.to_string().contains(bytes), "{error}");
            assert!(!format!("{error:?}").contains(bytes), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_seed_can_have_faults_in_the_form_of_the_control_endpoint() {
    let yaml = format!(
        "
tenants: [{{ id: {CONTOSO} }}]
switches:
  faults:
    - kind: {{ error: {{ status: 429, code: TooManyRequests, headers: {{ Retry-After: '1' }} }} }}
      operation: list_api_connectors
    - kind: malformed_json
      operation: get_api_connector
"
    );
    let seed = Seed::from_yaml(&yaml).unwrap();
    let again = serde_json::to_string(&seed.switches).unwrap();
    assert!(again.contains("malformed_json"), "{again}");
    let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
    assert_eq!(fake.faults().len(), 2);
    let throttled = send_as(&fake, &fake.token(), "GET", CONNECTORS, None, 429).await;
    assert_eq!(
        (throttled.code().as_str(), throttled.header("retry-after")),
        ("TooManyRequests", "1")
    );
    get(&fake, CONNECTORS, 200).await;
    let wrong = yaml.replace("429", "99");
    let error = FakeGraph::builder()
        .seed(Seed::from_yaml(&wrong).unwrap())
        .build()
        .unwrap_err();
    assert!(
        error.to_string().starts_with("switches.faults: "),
        "{error}"
    );
    assert_eq!(fake.requests_for(Operation::ListApiConnectors).len(), 2);
}
