//! Folders and files as `--from`.

use std::fs;
use std::io::Read;
use std::path::Path;

use tempfile::TempDir;
use xtask::GraphVersion::{self, Beta, V1_0};
use xtask::source::{Request, refuse_second_of_version};

use crate::source::{assert_says, from, located, refusal};

fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

/// Version, recorded source, and content (each file holds its own name) of what is found.
fn found(request: &Request) -> Vec<(Option<GraphVersion>, String, String)> {
    let read = |document: &xtask::source::Located| {
        let mut text = String::new();
        document.open().unwrap().read_to_string(&mut text).unwrap();
        text
    };
    located(request)
        .iter()
        .map(|document| {
            (
                document.version,
                document.source.to_string(),
                read(document),
            )
        })
        .collect()
}

fn entry(
    version: GraphVersion,
    source: &str,
    file: &str,
) -> (Option<GraphVersion>, String, String) {
    (Some(version), source.to_owned(), file.to_owned())
}

#[test]
fn a_folder_holds_both_versions_in_any_layout() {
    for (v1, beta) in [
        ("v1.0.yaml", "beta.yaml"),
        ("v1.0.json", "beta.yml"),
        ("openapi/v1.0/openapi.yaml", "openapi/beta/openapi.yaml"),
        ("openapi/v1.0/openapi.yml", "openapi/beta/openapi.json"),
        ("v1.0.yml", "openapi/beta/openapi.yaml"),
    ] {
        let folder = folder(&[beta, v1, "v2.0.yaml", "openapi/v1.0/default.yaml"]);
        let bare = |path: &'static str| Path::new(path).file_name().unwrap().to_str().unwrap();
        let expected = [entry(V1_0, bare(v1), v1), entry(Beta, bare(beta), beta)];
        assert_eq!(found(&from(&[folder.path()])), expected);
    }
}

#[test]
fn a_missing_version_is_named_with_the_way_around_it() {
    let folder = folder(&["v1.0.yaml", "beta.yaml.bak"]);
    fs::create_dir(folder.path().join("beta.yml")).unwrap();
    let error = refusal(&from(&[folder.path()]));
    assert_says(
        &error,
        &[
            "no document for beta",
            "beta.yaml, beta.yml, beta.json, openapi/beta/openapi.yaml",
        ],
    );
    assert_says(
        &error,
        &[
            "openapi/beta/openapi.json",
            "add `--version v1.0`",
            folder.path().to_str().unwrap(),
        ],
    );
    assert!(!error.contains("looked for v1.0"), "{error}");

    let narrowed = Request {
        version: Some(V1_0),
        ..from(&[folder.path()])
    };
    assert_eq!(found(&narrowed), [entry(V1_0, "v1.0.yaml", "v1.0.yaml")]);
    assert_says(
        &refusal(&Request {
            version: Some(Beta),
            ..from(&[folder.path()])
        }),
        &["no document for beta"],
    );
}

#[test]
fn a_folder_without_documents_names_everything_it_could_hold() {
    let (empty, full) = (folder(&[]), folder(&["v1.0.yaml", "beta.yaml"]));
    for request in [from(&[empty.path()]), from(&[full.path(), empty.path()])] {
        let error = refusal(&request);
        assert_says(
            &error,
            &[
                "no document for v1.0 and beta",
                "v1.0.yaml",
                "beta.json",
                empty.path().to_str().unwrap(),
            ],
        );
        assert!(!error.contains("--version"), "{error}");
    }
}

#[test]
fn two_candidates_for_a_version_are_both_named() {
    let folder = folder(&["v1.0.yaml", "beta.yaml", "openapi/beta/openapi.yaml"]);
    let error = refusal(&from(&[folder.path()]));
    assert_says(
        &error,
        &[
            "more than one document for beta: beta.yaml, openapi/beta/openapi.yaml",
            "--version beta",
        ],
    );
    assert_eq!(
        found(&Request {
            version: Some(V1_0),
            ..from(&[folder.path()])
        })
        .len(),
        1
    );
}

#[test]
fn arguments_complete_and_contradict_each_other() {
    let (v1, beta) = (folder(&["v1.0.yaml"]), folder(&["beta.json"]));
    let both = [
        entry(V1_0, "v1.0.yaml", "v1.0.yaml"),
        entry(Beta, "beta.json", "beta.json"),
    ];
    assert_eq!(found(&from(&[v1.path(), beta.path()])), both);
    // A file may be the missing version: its `servers` will tell.
    assert_eq!(
        found(&from(&[v1.path(), &beta.path().join("beta.json")]))[1].0,
        None
    );

    let other = folder(&["v1.0.yaml", "beta.yaml"]);
    let error = refusal(&from(&[v1.path(), other.path()]));
    assert_says(
        &error,
        &[
            "two documents for v1.0",
            v1.path().to_str().unwrap(),
            other.path().to_str().unwrap(),
        ],
    );
}

#[test]
fn versions_that_the_documents_tell_are_checked_again() {
    assert!(refuse_second_of_version([(V1_0, "a.yaml"), (Beta, "b.yaml")]).is_ok());
    let error = refuse_second_of_version([(Beta, "a.yaml"), (Beta, "b.yaml")])
        .unwrap_err()
        .to_string();
    assert_says(&error, &["two documents for beta: a.yaml and b.yaml"]);
}

#[test]
fn a_file_is_one_document_of_a_version_told_or_not() {
    let folder = folder(&["some graph.yaml"]);
    let file = folder.path().join("some graph.yaml");
    let source = "some graph.yaml".to_owned();
    assert_eq!(
        found(&from(&[&file])),
        [(None, source.clone(), source.clone())]
    );
    assert_eq!(
        found(&Request {
            version: Some(Beta),
            ..from(&[&file])
        }),
        [(Some(Beta), source.clone(), source)]
    );
}

#[test]
fn a_local_document_takes_the_commit_that_is_given() {
    let folder = folder(&["v1.0.yaml", "beta.yaml"]);
    let commit = "f54f11b60956ea7b185ca0447b2b80805836ec7b".parse().ok();
    let request = Request {
        commit: commit.clone(),
        ..from(&[folder.path()])
    };
    assert!(
        located(&request)
            .iter()
            .all(|document| document.commit == commit)
    );
    assert!(
        located(&from(&[folder.path()]))
            .iter()
            .all(|document| document.commit.is_none())
    );
}

#[test]
fn what_is_neither_file_nor_folder_is_refused_by_name() {
    let folder = folder(&[]);
    let missing = folder.path().join("none.yaml");
    assert_says(
        &refusal(&from(&[&missing])),
        &["cannot be opened", "none.yaml", "help:"],
    );
    assert_says(&refusal(&from(&[""])), &["cannot be opened", "help:"]);
    #[cfg(unix)]
    assert_says(
        &refusal(&from(&["/dev/null"])),
        &["neither a file nor a folder", "/dev/null"],
    );
}

#[test]
fn a_document_is_hashed_to_its_end_each_time_it_is_opened() {
    let folder = folder(&[]);
    let path = folder.path().join("v1.0.yaml");
    fs::write(&path, "abc").unwrap();
    let document = located(&from(&[&path])).remove(0);
    // From FIPS 180-2, appendix B.1.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    for read in [0, 1] {
        let mut reader = document.open().unwrap();
        reader.read_exact(&mut vec![0; read]).unwrap();
        let digest = reader.finish().unwrap();
        assert_eq!((digest.bytes, &*digest.sha256), (3, abc));
    }
    let growing = document.open().unwrap();
    fs::write(&path, "abcdef").unwrap();
    let error = growing.finish().unwrap_err().to_string();
    assert_says(&error, &["changed while it was read: 3 bytes, then 6"]);
    fs::remove_file(&path).unwrap();
    let error = document.open().err().unwrap().to_string();
    assert_says(&error, &["cannot be opened", "v1.0.yaml"]);
}
