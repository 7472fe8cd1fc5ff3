//! What the environment selects. Each test has its own variables.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;

use crate::credential::Environment;
use crate::{Error, Graph};

const TENANT: &str = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01";
const CLIENT_ID: &str = "22222222-2222-4222-8222-222222222222";
/// One of each kind, the first in the order of kinds last.
const ALL: [(&str, &str); 7] = [
    ("AZURE_TENANT_ID", TENANT),
    ("AZURE_CLIENT_ID", CLIENT_ID),
    ("IDENTITY_ENDPOINT", "http://127.0.0.1:1/msi/token"),
    ("IDENTITY_HEADER", "header"),
    ("AZURE_FEDERATED_TOKEN_FILE", "/token"),
    ("AZURE_CLIENT_CERTIFICATE_PATH", "missing.pem"),
    ("AZURE_CLIENT_SECRET", "s3cret"),
];

fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables: HashMap<String, OsString> = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.into()))
        .collect();
    Environment::new(move |name| variables.get(name).cloned())
}

fn credential(variables: &[(&str, &str)]) -> Result<String, String> {
    match super::in_environment(&environment(variables)) {
        Ok(credential) => Ok(format!("{credential:?}")),
        Err(error) => {
            assert!(error.is_configuration());
            Err(error.to_string())
        }
    }
}

fn service_root(variables: &[(&str, &str)]) -> Result<String, String> {
    let graph = Graph::in_environment(&environment(variables));
    let root = graph.map(|graph| graph.v1().service_root().to_owned());
    root.map_err(|error: Error| {
        assert!(error.is_configuration());
        error.to_string()
    })
}

fn with<'a>(
    variables: &[(&'a str, &'a str)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    [variables, more].concat()
}

#[track_caller]
fn assert_says(outcome: &Result<String, String>, parts: &[&str]) {
    let text = outcome.as_ref().unwrap_err();
    for part in parts {
        assert!(text.contains(part), "\"{part}\" is not in: {text}");
    }
}

#[test]
fn the_first_kind_that_is_configured_is_used() {
    let shown = credential(&ALL).unwrap();
    for part in ["ClientSecret", TENANT, CLIENT_ID] {
        assert!(shown.contains(part), "{shown}");
    }
    assert!(!shown.contains("s3cret"), "{shown}");
    // The next one counts, although it cannot be read: there is no second choice.
    assert_says(&credential(&ALL[..6]), &["missing.pem", "cannot be read"]);
    let content = with(
        &ALL[..5],
        &[("AZURE_CLIENT_CERTIFICATE_PATH", "-----BEGIN X")],
    );
    let parts = [
        "AZURE_CLIENT_CERTIFICATE_PATH",
        "look like a PEM, not a path",
    ];
    assert_says(&credential(&content), &parts);
    assert!(credential(&ALL[..5]).unwrap().contains("WorkloadIdentity"));
    let managed = credential(&ALL[..4]).unwrap();
    let client_id = format!("(Client, {CLIENT_ID})");
    assert!(managed.contains(&client_id), "{managed}");
}

#[test]
fn a_federated_token_may_be_in_a_variable() {
    let token = with(&ALL[..2], &[("AZURE_FEDERATED_TOKEN", "eyJ0.eyJ1.c2ln")]);
    let shown = credential(&token).unwrap();
    assert!(shown.contains("WorkloadIdentity"), "{shown}");
    assert!(!shown.contains("eyJ0"), "{shown}");
}

#[test]
fn a_workflow_of_github_is_recognised_by_its_client_id() {
    let workflow = [
        (
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            "https://vstoken.example/?api-version=2.0",
        ),
        ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "s3cret"),
        ("PATH", "/nowhere"),
    ];
    let application = with(&ALL[..2], &workflow);
    let shown = credential(&application).unwrap();
    assert!(
        shown.contains("GitHubActions") && !shown.contains("s3cret"),
        "{shown}"
    );
    // Without one, the action azure/login may have signed in the Azure CLI.
    assert_says(&credential(&workflow), &["no credential is configured"]);
    assert!(service_root(&application).is_ok());

    let mut missing = with(&application, &[("MSGRAPH_CREDENTIAL", "github-actions")]);
    missing.retain(|(name, _)| *name != "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    assert_says(
        &credential(&missing),
        &["needs the variable ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
    );
}

/// Azure Machine Learning and the Cloud Shell set it, and have no managed identity that is supported.
#[test]
fn the_older_variable_of_managed_identities_selects_nothing() {
    let msi = [
        ("MSI_ENDPOINT", "http://127.0.0.1:1/"),
        ("PATH", "/nowhere"),
    ];
    assert_says(&credential(&msi), &["no credential is configured"]);
}

#[test]
fn the_variable_names_a_kind_whatever_else_is_configured() {
    for (name, kind) in [
        ("client-secret", "ClientSecret"),
        ("workload-identity", "WorkloadIdentity"),
        ("managed-identity", "ManagedIdentity"),
        ("azure-cli", "AzureCli"),
    ] {
        let named = with(&ALL, &[("MSGRAPH_CREDENTIAL", name)]);
        let shown = credential(&named).unwrap();
        assert!(shown.contains(kind), "{shown}");
    }
    let unknown = with(&ALL, &[("MSGRAPH_CREDENTIAL", "Client-Secret")]);
    assert_says(
        &credential(&unknown),
        &["MSGRAPH_CREDENTIAL", "client-certificate", "azure-cli"],
    );
}

#[test]
fn a_missing_variable_is_named_with_what_needs_it() {
    for (name, needed) in [
        ("client-secret", "AZURE_CLIENT_SECRET"),
        ("client-certificate", "AZURE_CLIENT_CERTIFICATE_PATH"),
        ("workload-identity", "AZURE_FEDERATED_TOKEN_FILE"),
    ] {
        for missing in ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", needed] {
            let mut variables = with(&ALL, &[("MSGRAPH_CREDENTIAL", name)]);
            variables.retain(|(variable, _)| *variable != missing);
            let needs = format!("{name} needs the variable {missing}");
            assert_says(&credential(&variables), &[&needs]);
            // Empty is as good as missing.
            variables.push((missing, ""));
            assert_says(&credential(&variables), &[&needs]);
        }
    }
}

#[test]
fn without_a_configuration_the_error_says_what_was_looked_for() {
    let nothing = credential(&[("PATH", "/nowhere")]);
    assert_says(
        &nothing,
        &[
            "AZURE_CLIENT_SECRET",
            "AZURE_CLIENT_CERTIFICATE_PATH",
            "AZURE_FEDERATED_TOKEN_FILE",
            "AZURE_FEDERATED_TOKEN,",
            "IDENTITY_ENDPOINT",
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            "az on PATH",
            "MSGRAPH_CREDENTIAL",
        ],
    );
}

#[test]
fn the_azure_cli_is_used_if_it_is_installed() {
    let folder = tempfile::tempdir().unwrap();
    let program = if cfg!(windows) { "az.cmd" } else { "az" };
    fs::write(folder.path().join(program), "").unwrap();
    let path = [("PATH", folder.path().to_str().unwrap())];
    assert!(credential(&path).unwrap().contains("tenant: None"));
    let with_tenant = with(&path, &[("AZURE_TENANT_ID", TENANT)]);
    assert!(credential(&with_tenant).unwrap().contains(TENANT));

    // An application is not taken for whoever has signed in to the CLI.
    let application = with(&path, &[("AZURE_CLIENT_ID", CLIENT_ID)]);
    assert_says(
        &credential(&application),
        &["AZURE_CLIENT_ID is set, but none of", "managed-identity"],
    );
}

#[test]
fn the_cloud_is_named() {
    for (name, root) in [
        ("", "https://graph.microsoft.com/v1.0"),
        ("global", "https://graph.microsoft.com/v1.0"),
        ("us-government-l4", "https://graph.microsoft.us/v1.0"),
        ("us-government-dod", "https://dod-graph.microsoft.us/v1.0"),
        ("china", "https://microsoftgraph.chinacloudapi.cn/v1.0"),
    ] {
        let variables = with(&ALL, &[("MSGRAPH_CLOUD", name)]);
        assert_eq!(service_root(&variables).as_deref(), Ok(root));
    }
    let unknown = with(&ALL, &[("MSGRAPH_CLOUD", "germany")]);
    assert_says(
        &service_root(&unknown),
        &["MSGRAPH_CLOUD", "us-government-l4"],
    );
}

#[test]
fn the_authority_must_be_that_of_the_cloud() {
    let check = |cloud, authority| {
        let said = [
            ("MSGRAPH_CLOUD", cloud),
            ("AZURE_AUTHORITY_HOST", authority),
        ];
        service_root(&with(&ALL, &said))
    };
    for (cloud, authority) in [
        ("global", "https://login.microsoftonline.com"),
        ("global", "https://login.microsoftonline.com/"),
        ("global", "https://login.windows.net/"),
        ("global", "login.microsoftonline.com"),
        ("us-government-l4", "login.microsoftonline.us/"),
        ("us-government-l4", "https://login.microsoftonline.us/"),
        ("us-government-dod", "https://login.microsoftonline.us/"),
        ("china", "https://login.partner.microsoftonline.cn"),
    ] {
        let outcome = check(cloud, authority);
        assert!(outcome.is_ok(), "{cloud} {authority}: {outcome:?}");
    }
    for (cloud, authority) in [
        ("", "https://login.microsoftonline.us/"),
        ("china", "https://login.microsoftonline.com/"),
        ("us-government-l4", "https://login.microsoftonline.com/"),
        ("global", "https://login.microsoftonline.com.evil.example/"),
        ("global", "https://login.microsoftonline.com:8443/"),
        ("global", "https://127.0.0.1/"),
    ] {
        let parts = ["AZURE_AUTHORITY_HOST is https://", "MSGRAPH_CLOUD"];
        assert_says(&check(cloud, authority), &parts);
    }
    for authority in [
        "login.microsoftonline.com/common",
        "http://login.microsoftonline.com",
        "https://login.microsoftonline.com/common",
        "https://user:s3cret@login.microsoftonline.com",
    ] {
        let outcome = check("", authority);
        let parts = ["AZURE_AUTHORITY_HOST has ", "not the host or the https URL"];
        assert_says(&outcome, &parts);
        assert!(!outcome.unwrap_err().contains("s3cret"));
    }
}

/// Whatever is in a variable that is not for it, such as in a Kubernetes `secretKeyRef` of the wrong name.
#[test]
fn the_value_of_no_variable_is_shown_in_the_wrong_place() {
    const PEM: &str = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
    const JWT: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl";
    const SECRET: &str = "abc8Q~xyz-123_456.789abcDEF";
    let names = [
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "AZURE_AUTHORITY_HOST",
        "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        "AZURE_CLIENT_CERTIFICATE_PATH",
        "AZURE_CLIENT_ID",
        "AZURE_CLIENT_SECRET",
        "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN",
        "AZURE_FEDERATED_TOKEN",
        "AZURE_FEDERATED_TOKEN_FILE",
        "AZURE_TENANT_ID",
        "IDENTITY_ENDPOINT",
        "IDENTITY_HEADER",
        "MSGRAPH_CLOUD",
        "MSGRAPH_CREDENTIAL",
    ];
    let kinds = [
        "client-secret",
        "client-certificate",
        "workload-identity",
        "managed-identity",
        "github-actions",
        "azure-cli",
    ];
    for secret in [PEM, JWT, SECRET] {
        for name in names {
            for kind in kinds {
                let variables = [
                    ("MSGRAPH_CREDENTIAL", kind),
                    ("ACTIONS_ID_TOKEN_REQUEST_URL", "https://vstoken.example/"),
                    ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "t"),
                    ("AZURE_AUTHORITY_HOST", "login.microsoftonline.com"),
                    (name, secret),
                ];
                let environment = environment(&with(&ALL, &variables));
                let shown = match super::in_environment(&environment) {
                    Ok(credential) => {
                        let outcome = Graph::in_environment(&environment).err();
                        format!("{credential:?} {credential:#?} {outcome:?} {outcome:#?}")
                    }
                    Err(error) => format!("{error} {error:?} {error:#?}"),
                };
                for line in secret.lines().filter(|line| !line.starts_with('-')) {
                    assert!(!shown.contains(line), "{name} {kind}: {shown}");
                }
            }
        }
    }
}

#[test]
fn the_own_tenant_is_known_by_its_id() {
    let tenant_id = |tenant| {
        let variables = with(&ALL[1..], &[("AZURE_TENANT_ID", tenant)]);
        let credential = super::in_environment(&environment(&variables)).unwrap();
        credential.kind.tenant_id()
    };
    assert_eq!(tenant_id(TENANT), TENANT.parse().ok());
    assert_eq!(tenant_id("contoso.onmicrosoft.com"), None);
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_unicode_is_named() {
    use std::os::unix::ffi::OsStringExt;

    let environment = Environment::new(|name| match name {
        "AZURE_CLIENT_SECRET" => Some(OsString::from_vec(vec![0xff])),
        _ => Some("x".into()).filter(|_| name.starts_with("AZURE_")),
    });
    let error = super::in_environment(&environment).unwrap_err().to_string();
    assert!(
        error.contains("AZURE_CLIENT_SECRET is not Unicode"),
        "{error}"
    );
}
