//! The Azure CLI: a program `az` on `PATH`, which is a script here.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use msgraph_identity::credential::azure_cli;

use crate::credentials::child::{list_in_child, parent, run};
use crate::credentials::fake::{TENANT, start};

/// A program that keeps its arguments in the file `asked`, and then does this.
fn install(folder: &Path, then: &str) -> String {
    let program = folder.join("az");
    let asked = folder.join("asked");
    let script = format!("#!/bin/sh\necho \"$@\" >> '{}'\n{then}\n", asked.display());
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:/usr/bin:/bin", folder.display())
}

fn asked(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("asked")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn whoever_has_signed_in_gets_a_token() {
    list_in_child(|| azure_cli().tenant(TENANT));
    parent(async {
        let fake = start().await;
        let folder = tempfile::tempdir().unwrap();
        let answer = format!(
            r#"echo '{{"accessToken":"{}","expires_on":4000000000,"tokenType":"Bearer"}}'"#,
            fake.token()
        );
        let path = install(folder.path(), &answer);
        let test = "credentials::azure_cli::whoever_has_signed_in_gets_a_token";
        assert_eq!(run(&fake, test, &[("PATH", &path)]).await, "ok");
        let scope = format!("{}/.default", fake.https_url());
        let expected =
            format!("account get-access-token -o json --scope {scope} --tenant {TENANT}");
        // Once for two calls: the token is kept.
        assert_eq!(asked(folder.path()), [expected]);
    });
}

#[test]
fn what_the_program_says_is_the_error() {
    list_in_child(azure_cli);
    parent(async {
        let fake = start().await;
        let folder = tempfile::tempdir().unwrap();
        let refusal = "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1";
        let path = install(folder.path(), refusal);
        let test = "credentials::azure_cli::what_the_program_says_is_the_error";
        let outcome = run(&fake, test, &[("PATH", &path)]).await;
        assert!(outcome.contains("Please run 'az login'"), "{outcome}");
        assert_eq!(fake.request_count(), 0);
    });
}

#[test]
fn without_the_program_the_error_names_it() {
    list_in_child(azure_cli);
    parent(async {
        let fake = start().await;
        let folder = tempfile::tempdir().unwrap();
        let test = "credentials::azure_cli::without_the_program_the_error_names_it";
        let path = folder.path().to_str().unwrap();
        let outcome = run(&fake, test, &[("PATH", path)]).await;
        assert!(outcome.contains("az not found on PATH"), "{outcome}");
    });
}

#[test]
fn a_token_in_a_form_that_is_not_expected_is_not_shown() {
    list_in_child(azure_cli);
    parent(async {
        let fake = start().await;
        let folder = tempfile::tempdir().unwrap();
        let answer = r#"echo '{"accessToken":"s3cret-t0ken","tokenType":"Bearer"}'"#;
        let path = install(folder.path(), answer);
        let test = "credentials::azure_cli::a_token_in_a_form_that_is_not_expected_is_not_shown";
        let outcome = run(&fake, test, &[("PATH", &path)]).await;
        assert!(outcome.contains("expires_on"), "{outcome}");
        assert!(!outcome.contains("s3cret"), "{outcome}");
    });
}
