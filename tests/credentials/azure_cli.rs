//! The Azure CLI: a program `az` on `PATH`, which is a script here.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use msgraph_identity::credential::azure_cli;
use msgraph_identity_tests::text::{assert_hides, assert_says};
use tempfile::TempDir;

use crate::credentials::child::{Child, in_child};
use crate::credentials::fake::TENANT;

/// Installs a program that writes its arguments to the file `asked` and then does this. Returns the outcome of a call.
async fn run_with_az(child: &Child, folder: &TempDir, then: &str) -> String {
    let (program, asked) = (folder.path().join("az"), folder.path().join("asked"));
    let script = format!("#!/bin/sh\necho \"$@\" >> '{}'\n{then}\n", asked.display());
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    child.run(&[("PATH", &path)]).await
}

#[test]
fn whoever_has_signed_in_gets_a_token() {
    in_child(
        || azure_cli().tenant(TENANT),
        async |child| {
            let folder = tempfile::tempdir().unwrap();
            let token = child.fake.token();
            let answer = format!(
                r#"echo '{{"accessToken":"{token}","expires_on":4000000000,"tokenType":"Bearer"}}'"#
            );
            assert_eq!(run_with_az(&child, &folder, &answer).await, "ok");
            let scope = format!("{}/.default", child.fake.https_url());
            let expected =
                format!("account get-access-token -o json --scope {scope} --tenant {TENANT}\n");
            // Once for two calls: the token is kept.
            let asked = fs::read_to_string(folder.path().join("asked")).unwrap();
            assert_eq!(asked, expected);
        },
    );
}

/// `AZURE_CORE_NO_COLOR` asks for none, and a program that has colours nevertheless is understood.
#[test]
fn colours_and_warnings_around_the_token_do_not_matter() {
    in_child(azure_cli, async |child| {
        let folder = tempfile::tempdir().unwrap();
        let token = child.fake.token();
        for output in [
            format!(
                r#"\033[0m{{\r\n \033[34;1m"accessToken"\033[39m: \033[33m"{token}"\033[39m, "expires_on": 4000000000}}\033[m\n"#
            ),
            format!(r#"WARNING: update\n{{"accessToken":"{token}","expires_on":"4000000000"}}\n"#),
        ] {
            let then = format!(r#"[ "$AZURE_CORE_NO_COLOR" = true ] || exit 1; printf '{output}'"#);
            assert_eq!(run_with_az(&child, &folder, &then).await, "ok");
        }
    });
}

#[test]
fn the_error_has_the_error_text_of_the_program_and_none_of_its_output() {
    in_child(azure_cli, async |child| {
        let folder = tempfile::tempdir().unwrap();
        for (then, reason) in [
            (
                "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1",
                "Please run 'az login'",
            ),
            (
                r#"echo '{"accessToken":"s3cret-t0ken","tokenType":"Bearer"}'"#,
                "expires_on",
            ),
            (
                r#"echo '{"accessToken":{"value":"s3cret-t0ken"}}'"#,
                "that look like JSON",
            ),
            (
                r#"echo '{"token":"s3cret-t0ken"}'"#,
                "without an accessToken",
            ),
            (
                r#"echo '{"accessToken":"s3cret-t0ken","expiresOn":"soon"}'"#,
                "expires_on",
            ),
            ("echo s3cret-t0ken", "no JSON"),
            (r#"echo '["s3cret-t0ken"]'"#, "no JSON"),
            ("echo '}s3cret-t0ken{'", "no JSON"),
            ("true", "no JSON"),
            ("echo s3cret-t0ken; exit 1", "without an error text"),
            (
                "echo 'ERROR: eyJhbGciOiJSUzI1NiJ9.s3cret-t0ken.c2ln expired' >&2; exit 1",
                "ERROR: (38 characters) expired",
            ),
        ] {
            let outcome = run_with_az(&child, &folder, then).await;
            assert_says(&outcome, reason);
            assert_hides(&outcome, "s3cret");
        }
        assert_eq!(child.fake.request_count(), 0);
    });
}

#[test]
fn without_the_program_the_error_names_it() {
    in_child(azure_cli, async |child| {
        let folder = tempfile::tempdir().unwrap();
        let outcome = child
            .run(&[("PATH", folder.path().to_str().unwrap())])
            .await;
        assert_says(&outcome, "az not found on PATH");
    });
}
