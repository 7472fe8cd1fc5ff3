//! The program: its arguments, its start and its end.

use crate::exchange::http;
use msgraph_identity_fake::{FakeGraph, Seed};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_msgraph-identity-fake"))
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Starts the program and returns the address that it prints.
fn start(arguments: &[&str]) -> (Child, String) {
    let mut child = program()
        .args(["--port", "0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let url = first
        .split_whitespace()
        .find(|word| word.starts_with("http://"))
        .unwrap()
        .to_owned();
    (child, url)
}

#[test]
fn help_explains_the_arguments() {
    let output = run(&["--help"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for argument in ["--port", "--seed", "--certificate", "--quiet"] {
        assert!(text.contains(argument), "{text}");
    }
}

#[test]
fn errors_are_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let seed = folder.path().join("seed.yaml");
    std::fs::write(
        &seed,
        "tenants: [{ id: 11111111-1111-4111-8111-111111111111, partners: [{}] }]",
    )
    .unwrap();
    let seed = seed.to_str().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = listener.local_addr().unwrap().port().to_string();
    for (arguments, code, expected) in [
        (["--seed", "/nowhere/seed.yaml"], 1, "/nowhere/seed.yaml: "),
        (
            ["--seed", seed],
            1,
            "tenants[0].partners[0]: Property 'tenantId' is required.",
        ),
        (["--port", "x"], 2, "--port"),
    ] {
        let output = run(&arguments);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(
            text.starts_with("error: ") && text.contains(expected),
            "{text}"
        );
    }
    let output = run(&["--port", &taken]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.starts_with(&format!("error: port {taken}: ")),
        "{text}"
    );
    drop(listener);
}

/// Only Unix can send Ctrl-C as a signal.
#[cfg(unix)]
#[tokio::test]
async fn the_program_serves_until_ctrl_c() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("fake.pem");
    let (mut child, url) = start(&["--certificate", certificate.to_str().unwrap()]);
    let health = http().get(format!("{url}/healthz")).send().await.unwrap();
    assert_eq!(health.status(), 200);
    let token = http()
        .get(format!("{url}/__fake/token"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let list = http()
        .get(format!("{url}/v1.0/identity/apiConnectors?$top=1"))
        .bearer_auth(token)
        .send()
        .await;
    assert_eq!(list.unwrap().status(), 200);
    assert!(
        std::fs::read_to_string(&certificate)
            .unwrap()
            .starts_with("-----BEGIN CERTIFICATE-----")
    );
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert!(child.wait().unwrap().success());
    let mut log = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    assert!(
        log.contains(" 200 GET /v1.0/identity/apiConnectors "),
        "{log}"
    );
    assert!(!log.contains("$top") && !log.contains("Bearer"), "{log}");
}

#[test]
fn the_seed_of_the_readme_is_valid() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("```yaml\n").unwrap();
    let (yaml, _) = rest.split_once("```").unwrap();
    let seed = Seed::from_yaml(yaml).unwrap();
    assert_eq!(seed.switches.page_size, 2);
    let graph = FakeGraph::builder().seed(seed).build().unwrap();
    assert_eq!(graph.applications().len(), 2);
}
