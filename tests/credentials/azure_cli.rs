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

/// What comes of a call with a program that does this.
async fn outcome_of(test: &str, then: &str) -> String {
    let fake = start().await;
    let folder = tempfile::tempdir().unwrap();
    let path = install(folder.path(), then);
    let outcome = run(&fake, test, &[("PATH", &path)]).await;
    assert_eq!(fake.request_count(), 0);
    outcome
}

#[test]
fn the_error_text_of_the_program_is_in_the_error() {
    list_in_child(azure_cli);
    parent(async {
        let test = "credentials::azure_cli::the_error_text_of_the_program_is_in_the_error";
        let refusal = "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1";
        let outcome = outcome_of(test, refusal).await;
        assert!(outcome.contains("Please run 'az login'"), "{outcome}");
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
fn no_output_of_the_program_is_shown() {
    list_in_child(azure_cli);
    parent(async {
        let test = "credentials::azure_cli::no_output_of_the_program_is_shown";
        for (then, reason) in [
            (
                r#"echo '{"accessToken":"s3cret-t0ken","tokenType":"Bearer"}'"#,
                "expires_on",
            ),
            (
                r#"echo '{"accessToken":{"value":"s3cret-t0ken"}}'"#,
                "that look like JSON",
            ),
            (r#"echo s3cret-t0ken"#, "no JSON"),
            (r#"echo s3cret-t0ken; exit 1"#, "without an error text"),
            (
                "echo 'ERROR: eyJhbGciOiJSUzI1NiJ9.s3cret-t0ken.c2ln expired' >&2; exit 1",
                "ERROR: (38 characters) expired",
            ),
        ] {
            let outcome = outcome_of(test, then).await;
            assert!(outcome.contains(reason), "{outcome}");
            assert!(!outcome.contains("s3cret"), "{outcome}");
        }
    });
}

/// `AZURE_CORE_NO_COLOR` asks for none, and a program that has colours nevertheless is understood.
#[test]
fn colours_around_the_token_do_not_matter() {
    list_in_child(azure_cli);
    parent(async {
        let fake = start().await;
        let folder = tempfile::tempdir().unwrap();
        let token = fake.token();
        let then = format!(
            r#"[ "$AZURE_CORE_NO_COLOR" = true ] || exit 1; printf '\033[0m{{\n \033[34m"accessToken"\033[39m: \033[33m"{token}"\033[39m, "expires_on": 4000000000}}\033[0m\n'"#
        );
        let path = install(folder.path(), &then);
        let test = "credentials::azure_cli::colours_around_the_token_do_not_matter";
        assert_eq!(run(&fake, test, &[("PATH", &path)]).await, "ok");
    });
}
