//! Seeds: what they may contain, and what is refused.

use msgraph_identity_fake::{FakeGraph, Operation, Seed, SeedError};
use uuid::Uuid;

use crate::certificates::{FIRST, with_certificate};
use crate::exchange::{CONNECTORS, FABRIKAM, Fake, PARTNERS};

const CONTOSO: Uuid = Uuid::from_u128(0xc0);

/// A seed with one tenant that has this.
fn tenant(what: &str) -> String {
    format!("tenants: [{{ id: {CONTOSO}, {what} }}]")
}

/// A fake with this seed, or the error of reading or building it.
fn build(yaml: &str) -> Result<FakeGraph, SeedError> {
    FakeGraph::builder().seed(Seed::from_yaml(yaml)?).build()
}

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
    ));
    let fake = Fake::of(FakeGraph::builder().seed(seed.unwrap())).await;
    let connector = format!("{CONNECTORS}/45715bb8-13f9-4bf6-927f-ef96c102d394");
    assert_eq!(fake.json(connector).await["displayName"], "Check loyalty");
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    let synchronization = fake.json(&path).await;
    assert_eq!(synchronization["groupSyncInbound"]["isSyncAllowed"], true);
    assert_eq!(fake.applications()[0].client_id, "tool");
    assert_eq!(fake.applications()[0].tenant_id, CONTOSO);
    fake.delete(&path, 204).await;
}

#[test]
fn invalid_seeds_are_refused() {
    let fabrikam = format!("{{ tenantId: {FABRIKAM} }}");
    let no_page = format!("{{ switches: {{ page_size: 0 }}, tenants: [{{ id: {CONTOSO} }}] }}");
    for (yaml, problem) in [
        ("", "missing field `tenants`"),
        ("tenants: [", "line 2"),
        ("tenants: []", "tenants: there must be at least one tenant"),
        ("tenant: []", "unknown field `tenant`"),
        ("tenants: [{ id: 1 }]", "tenants[0].id: invalid value"),
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
            &tenant(&format!("partners: [{fabrikam}, {fabrikam}]")),
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
            &no_page,
            "switches.page_size: a page must have at least one item",
        ),
        ("{ switches: { page_sise: 1 }, tenants: [] }", "page_sise"),
    ] {
        let error = build(yaml).expect_err(problem).to_string();
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn hostile_seeds_are_refused_at_once() {
    let nested = |open: &str, close: &str| {
        tenant(&format!(
            "connectors: [{}{}]",
            open.repeat(150),
            close.repeat(150)
        ))
    };
    // Each level has nine times the length of the one before.
    let level = |level: usize| {
        let before = level
            .checked_sub(1)
            .map_or("x".to_owned(), |level| format!("a{level}"));
        format!(", &a{level} [{}]", vec![format!("*{before}"); 9].join(","))
    };
    let levels: String = (0..20).map(level).collect();
    let repeated = format!("&x '{}'{}", "x".repeat(200_000), ", *x".repeat(500));
    let deep = "the seed has more than 128 nested values";
    let large = "the seed is longer than 64 MB with all aliases expanded";
    for (what, yaml, problem) in [
        ("open brackets", "[".repeat(200_000), deep),
        ("open braces", "{a: ".repeat(100_000), deep),
        ("brackets that seem closed", "[']',".repeat(200_000), deep),
        ("brackets in comments", "[ # ]\n".repeat(200_000), deep),
        ("lists", nested("[", "]"), deep),
        ("maps", nested("{a: ", "}"), deep),
        ("dashes", "- ".repeat(100_000), deep),
        ("explicit keys", "? ".repeat(100_000), deep),
        (
            "indented keys",
            (0..1_500)
                .map(|depth| format!("{}a:\n", " ".repeat(depth)))
                .collect(),
            deep,
        ),
        (
            "aliases",
            tenant(&format!("connectors: [&x x{levels}]")),
            large,
        ),
        (
            "aliases of a long text",
            tenant(&format!("connectors: [{repeated}]")),
            large,
        ),
        ("length", "#".repeat(5 * 1024 * 1024), "longer than 4 MB"),
        (
            "brackets",
            tenant(&"{}, ".repeat(100_000)),
            "50,000 brackets",
        ),
        ("directives", "%TAG !a! b\r".repeat(100_000), "directives"),
        ("tags", "!".repeat(100_000), ""),
        ("anchors", "&a ".repeat(100_000), ""),
        ("binary", "\u{0}\u{1}\u{7f}".repeat(1_000), ""),
    ] {
        let error = build(&yaml).expect_err(what).to_string();
        assert!(
            error.contains(problem) && error.len() < 300,
            "{what}: {error}"
        );
    }
    let flat = "{ client_id: x, client_secrets: [] }, ".repeat(20_000);
    let error = build(&tenant(&format!("applications: [{flat}]"))).unwrap_err();
    assert!(error.to_string().contains("exists already"), "{error}");
}

#[test]
fn the_certificates_of_a_seed_have_a_common_limit() {
    // Each file is within the limit for one, and all together are not.
    let connector = with_certificate(FIRST, "first-password");
    let files = format!("&x {connector}{}", ", *x".repeat(1_000));
    let error = build(&tenant(&format!("connectors: [{files}]"))).unwrap_err();
    assert!(error.to_string().contains("too many iterations"), "{error}");
}

#[test]
fn errors_do_not_quote_the_seed() {
    let key = "-----BEGIN PRIVATE KEY-----\nc4nary\n-----END PRIVATE KEY-----\n";
    let pkcs12 = "'@odata.type': '#microsoft.graph.pkcs12Certificate', pkcs12Value: c4nary, password: c4nary";
    for yaml in [
        key.to_owned(),
        "c4nary".to_owned(),
        "c4nary value: x".to_owned(),
        "tenants: c4nary".to_owned(),
        "tenants: *c4nary".to_owned(),
        "tenants: !c4nary x".to_owned(),
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
        tenant(&format!(
            "connectors: [{{ displayName: x, targetUrl: x, authenticationConfiguration: {{ {pkcs12} }} }}]"
        )),
        tenant("partners: [{ tenantId: c4nary }]"),
    ] {
        let error = build(&yaml).expect_err(&yaml);
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
    let fake = Fake::of(FakeGraph::builder().seed(seed)).await;
    assert_eq!(fake.faults().len(), 2);
    let throttled = fake.list_as(&fake.token(), 429).await;
    assert_eq!(throttled.code(), "TooManyRequests");
    assert_eq!(throttled.header("retry-after"), "1");
    fake.get(CONNECTORS, 200).await;
    assert_eq!(fake.requests_for(Operation::ListApiConnectors).len(), 2);
    let error = build(&yaml.replace("429", "99")).unwrap_err().to_string();
    assert!(error.starts_with("switches.faults: "), "{error}");
}
