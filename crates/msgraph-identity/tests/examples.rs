//! The examples work against the fake service.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a failing helper is a failing test"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use msgraph_identity_fake::{
    Clock, DEFAULT_TENANT_ID, FakeGraph, FakeServer, Fault, PartnerSeed, Seed, TenantSeed,
};
use serde_json::json;

/// 2027-01-15. All certificates are valid.
const TODAY: i64 = 1_800_000_000;
const PARTNERS: [&str; 2] = [
    "44444444-4444-4444-8444-444444444444",
    "55555555-5555-4555-8555-555555555555",
];
/// The tenants of the examples with two tenants.
const SOURCE: &str = "11111111-1111-4111-8111-111111111111";
const TARGET: &str = "22222222-2222-4222-8222-222222222222";

async fn fake() -> FakeServer {
    let partners = PARTNERS.map(|partner| format!("{{ tenantId: {partner} }}"));
    let seed = format!(
        "tenants: [{{ id: {DEFAULT_TENANT_ID}, partners: [{}] }}]",
        partners.join(", ")
    );
    let seed = Seed::from_yaml(&seed).unwrap();
    FakeGraph::builder()
        .seed(seed)
        .clock(Clock::fixed(TODAY))
        .start()
        .await
        .unwrap()
}

/// Cargo builds the examples of a package before its tests, beside them.
fn example(name: &str) -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let profile = tests.parent().and_then(Path::parent).unwrap();
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    profile.join("examples").join(name)
}

/// Runs an example. Returns whether it succeeds and what it prints.
async fn run(fake: &FakeServer, name: &str, arguments: &[&str]) -> (bool, String, String) {
    run_with(fake, name, arguments, &[]).await
}

/// Runs an example with these variables too.
async fn run_with(
    fake: &FakeServer,
    name: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> (bool, String, String) {
    let (code, stdout, stderr) = run_for_code(fake, name, arguments, variables).await;
    (code == Some(0), stdout, stderr)
}

/// Runs an example. Returns its exit code and what it prints.
async fn run_for_code(
    fake: &FakeServer,
    name: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> (Option<i32>, String, String) {
    let mut command = Command::new(example(name));
    command
        .args(arguments)
        .env("GRAPH_URL", fake.url())
        .env("GRAPH_TOKEN", fake.token())
        .env("PFX_PASSWORD", "first-password")
        .envs(variables.iter().copied())
        .stdin(std::process::Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let Output {
        status,
        stdout,
        stderr,
    } = output.await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// The thumbprint of `first.pfx`, which is valid from 2026 to 2028.
const FIRST: &str = "EA070E8AA31A0DA44AE7F467B98E5C8F54BD617E";
/// The thumbprint of `application.pfx`, and how long it is valid.
const NEXT: [&str; 2] = [
    "53CD123FFE3D63EC47CD82E4E667E52444622F8B",
    "valid from 2026-11-25 to 2126-11-01",
];
const CERTIFICATES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../msgraph-identity-fake/tests/certificates"
);

#[tokio::test]
async fn a_connector_is_created_listed_and_gets_another_certificate() {
    let fake = fake().await;
    let file = |name: &str| format!("{CERTIFICATES}/{name}");
    let first = file("first.pfx");
    let arguments = ["Vet", "https://api.contoso.com/vet", &first];

    let (ok, created, error) = run(&fake, "create_with_certificate", &arguments).await;
    assert!(ok, "{error}");
    let id = created.trim().strip_prefix("created ").expect(&created);
    let (ok, present, _) = run(&fake, "create_with_certificate", &arguments).await;
    assert!(
        ok && present.contains(&format!("there already: {id}")),
        "{present}"
    );

    let (ok, listed, error) = run(&fake, "list", &[]).await;
    assert!(ok, "{error}");
    assert!(
        listed.contains(id) && listed.contains("Vet") && listed.contains(FIRST),
        "{listed}"
    );

    let next = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/certificates/application.pfx"
    );
    let [thumbprint, valid] = NEXT;
    let password = [("PFX_PASSWORD", "application-password")];
    for outcome in ["was uploaded and is active", "was active already"] {
        let (ok, rotated, error) = run_with(&fake, "rotate", &[id, next], &password).await;
        assert!(ok, "{error}");
        let certificate = format!("{thumbprint}, CN=application, O=Contoso, {valid}");
        assert_eq!(rotated, format!("{certificate} {outcome}\n"));
    }

    let (ok, none, error) = run(&fake, "expiring", &["0"]).await;
    assert!(ok, "{error}");
    assert_eq!(none, "no certificate expires within 0 days\n");
    let (ok, expiring, _) = run(&fake, "expiring", &["36500"]).await;
    let line = format!("Vet ({id}): {thumbprint}, {valid}, active; expires in ");
    assert!(!ok && expiring.starts_with(&line), "{expiring}");
    assert_eq!(expiring.lines().count(), 1);
}

#[tokio::test]
async fn partners_are_allowed_and_strangers_are_reported() {
    let fake = fake().await;
    let (ok, printed, error) = run(&fake, "allow_inbound_sync", &PARTNERS).await;
    assert!(ok, "{error}");
    for partner in PARTNERS {
        assert!(
            printed.contains(&format!("{partner}: allowed, in a new policy")),
            "{printed}"
        );
    }
    let stranger = "66666666-6666-4666-8666-666666666666";
    let (ok, printed, error) = run(&fake, "allow_inbound_sync", &[PARTNERS[0], stranger]).await;
    assert!(!ok && error.contains("1 partners failed"), "{error}");
    assert!(
        printed.contains("was allowed before") && printed.contains("add it there first"),
        "{printed}"
    );
}

#[tokio::test]
async fn two_tenants_are_prepared_and_verified() {
    let ids = [SOURCE, TARGET].map(|id| id.parse().unwrap());
    let seed = Seed::with_tenants(ids);
    let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
    let tokens = ids.map(|id| fake.token_for(id));
    let variables = [("SOURCE_TOKEN", &*tokens[0]), ("TARGET_TOKEN", &*tokens[1])];
    let run = async |name| run_with(&fake, name, &[SOURCE, TARGET], &variables).await;

    let (ok, missing, error) = run("verify").await;
    assert!(!ok, "{error}");
    let partner = format!("target {TARGET}: the source {SOURCE} is not a partner; mend: POST ");
    assert!(missing.contains(&partner), "{missing}");
    let (ok, onboarded, error) = run("onboard").await;
    assert!(ok, "{error}");
    let done = format!(
        "target {TARGET}: partner created, synchronization created; source {SOURCE}: partner created\n"
    );
    assert_eq!(onboarded, done);
    let (ok, verified, error) = run("verify").await;
    assert!(ok, "{error}");
    assert_eq!(verified, "both tenants are prepared\n");

    let (ok, _, error) = run_with(&fake, "onboard", &[TARGET, SOURCE], &variables).await;
    assert!(!ok && error.contains("are the clients swapped"), "{error}");
}

#[tokio::test]
async fn a_plan_has_the_exit_code_2_until_it_is_applied() {
    let fake = fake().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desired.json");
    let [first, second] = PARTNERS;
    let desired = format!(
        r#"{{"partners": {{"{first}": {{"inboundTrust": {{"isMfaAccepted": true}}}}, "{second}": "absent"}}}}"#
    );
    std::fs::write(&file, desired).unwrap();
    let file = file.to_str().unwrap();
    let expected = format!(
        "~ partner {first}\n-   inboundTrust: inherited\n+   inboundTrust: {{\"isMfaAccepted\":true}}\n- partner {second}\n"
    );

    let planned = run_for_code(&fake, "plan", &[file], &[]).await;
    assert_eq!(planned, (Some(2), expected.clone(), String::new()));
    let applied = run_for_code(&fake, "plan", &[file, "--apply"], &[]).await;
    assert_eq!(applied, (Some(0), expected, String::new()));
    let planned = run_for_code(&fake, "plan", &[file], &[]).await;
    assert_eq!(
        planned,
        (Some(0), "No changes.\n".to_owned(), String::new())
    );

    let (ok, exported, error) = run(&fake, "plan", &[]).await;
    assert!(
        ok && exported.contains(first) && !exported.contains(second),
        "{exported}{error}"
    );
    std::fs::write(file, exported).unwrap();
    let (ok, printed, error) = run(&fake, "plan", &[file]).await;
    assert!(ok && printed == "No changes.\n", "{printed}{error}");
}

#[tokio::test]
async fn an_audit_has_the_exit_code_2_if_others_may_synchronize() {
    let [first, second] = PARTNERS;
    let stranger = "66666666-6666-4666-8666-666666666666";
    let synchronizes = |partner: PartnerSeed| {
        partner.synchronization(json!({ "userSyncInbound": { "isSyncAllowed": true } }))
    };
    let fake = FakeGraph::builder()
        .clock(Clock::fixed(TODAY))
        .partner(PartnerSeed::new(first.parse().unwrap()).synchronizes_users())
        .partner(synchronizes(PartnerSeed::new(second.parse().unwrap())))
        .partner(PartnerSeed::new(stranger.parse().unwrap()))
        .tenant(TenantSeed::new(first.parse().unwrap()).display_name("Fabrikam"))
        .tenant(TenantSeed::new(second.parse().unwrap()).display_name("Adatum"))
        .tenant(TenantSeed::new(stranger.parse().unwrap()));
    let fake = fake.start().await.unwrap();
    let table = format!(
        "tenant                                users      groups     redemption\n\
         {first}  allowed    -          automatic  Fabrikam\n\
         {second}  allowed    -          asks (default)  Adatum\n\
         {stranger}  -          -          asks (default)\n"
    );
    let warning = format!(
        "warning: {second}: may synchronize, and invitations are not redeemed automatically\n"
    );

    let unexpected = format!("{table}unexpected: {second} may synchronize\n{warning}");
    let audited = run_for_code(&fake, "audit", &[first], &[]).await;
    assert_eq!(audited, (Some(2), unexpected, String::new()));
    let expected = format!("{table}{warning}");
    let audited = run_for_code(&fake, "audit", &PARTNERS, &[]).await;
    assert_eq!(audited, (Some(0), expected, String::new()));

    fake.inject(Fault::error(403, "Authorization_RequestDenied"))
        .unwrap();
    let (code, printed, error) = run_for_code(&fake, "audit", &[], &[]).await;
    assert_eq!((code, &*printed), (Some(1), ""));
    assert!(error.contains("Policy.Read.All"), "{error}");
}

#[tokio::test]
async fn wrong_arguments_are_reported() {
    let fake = fake().await;
    for (name, arguments, expected) in [
        ("create_with_certificate", &[][..], "usage: "),
        (
            "create_with_certificate",
            &["Vet", "https://x.example", "/nowhere.pfx"],
            "No such file",
        ),
        ("rotate", &["..", "x.pfx"], "No such file"),
        ("expiring", &["a month"], "usage: "),
        (
            "allow_inbound_sync",
            &["contoso.com"],
            "a tenant id is a GUID",
        ),
        ("allow_inbound_sync", &[], "usage: "),
        ("onboard", &[SOURCE], "the ids of two tenants"),
        ("verify", &[SOURCE, "contoso.com"], "a tenant id is a GUID"),
        ("audit", &["contoso.com"], "a tenant id is a GUID"),
        ("plan", &["--apply"], "usage: "),
        ("plan", &["/nowhere.json"], "No such file"),
    ] {
        let (ok, _, error) = run(&fake, name, arguments).await;
        assert!(!ok && error.contains(expected), "{name}: {error}");
    }
    assert_eq!(fake.request_count(), 0);
}
