//! Folders and files as `--from`.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use tempfile::TempDir;
use xtask::GraphVersion::{self, Beta, V1_0};
use xtask::source::{Request, refuse_second_of_version};

use crate::checkout::assert_says;
use crate::source::{COMMIT, assert_refused, from, located};

/// A folder of these files, each of which holds its own name.
fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn of(version: GraphVersion, path: &Path) -> Request {
    Request {
        version: Some(version),
        ..from(&[path])
    }
}

type Found = (Option<GraphVersion>, String, String);

/// Version, recorded source, and content of what is found.
fn found(request: &Request) -> Vec<Found> {
    let located = located(request).into_iter();
    let found = located.map(|document| {
        let mut text = String::new();
        document.open().unwrap().read_to_string(&mut text).unwrap();
        (document.version, document.source.to_string(), text)
    });
    found.collect()
}

fn entry(version: GraphVersion, file: &str) -> Found {
    let name = file.rsplit('/').next().unwrap();
    (Some(version), name.to_owned(), file.to_owned())
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
        let expected = [entry(V1_0, v1), entry(Beta, beta)];
        assert_eq!(found(&from(&[folder.path()])), expected);
    }
}

#[test]
fn what_a_folder_lacks_is_named_with_the_way_around_it() {
    let v1 = folder(&["v1.0.yaml", "beta.yaml.bak"]);
    fs::create_dir(v1.path().join("beta.yml")).unwrap();
    let place = v1.path().display();
    let looked_for = "looked for beta.yaml, beta.yml, beta.json, openapi/beta/openapi.yaml, ";
    let says = format!("no document for beta … {looked_for} … openapi/beta/openapi.json");
    assert_refused(&from(&[v1.path()]), &says);
    assert_refused(
        &from(&[v1.path()]),
        &format!("{place} … add `--version v1.0`"),
    );
    assert_refused(&of(Beta, v1.path()), "no document for beta");
    assert_eq!(found(&of(V1_0, v1.path())), [entry(V1_0, "v1.0.yaml")]);

    let (empty, full) = (folder(&[]), folder(&["v1.0.yaml", "beta.yaml"]));
    for request in [from(&[empty.path()]), from(&[full.path(), empty.path()])] {
        assert_refused(
            &request,
            "no document for v1.0 and beta … v1.0.yaml … beta.json",
        );
        assert_refused(&request, empty.path().to_str().unwrap());
    }
}

#[test]
fn two_documents_for_a_version_are_both_named() {
    let both = folder(&["v1.0.yaml", "beta.yaml", "openapi/beta/openapi.yaml"]);
    let says =
        "more than one document for beta: beta.yaml, openapi/beta/openapi.yaml … --version beta";
    assert_refused(&from(&[both.path()]), says);
    assert_eq!(found(&of(V1_0, both.path())).len(), 1);

    let (one, other) = (folder(&["v1.0.yaml"]), folder(&["v1.0.yaml", "beta.yaml"]));
    let [one, other] = [one.path(), other.path()];
    let says = format!(
        "two documents for v1.0 … {} … {}",
        one.display(),
        other.display()
    );
    assert_refused(&from(&[one, other]), &says);

    // Versions that only the documents tell are checked again.
    assert!(refuse_second_of_version([(V1_0, "a.yaml"), (Beta, "b.yaml")]).is_ok());
    let error = refuse_second_of_version([(Beta, "a.yaml"), (Beta, "b.yaml")]).unwrap_err();
    assert_says(
        &error.to_string(),
        "two documents for beta: a.yaml and b.yaml",
    );
}

#[test]
fn arguments_complete_each_other() {
    let (v1, beta) = (folder(&["v1.0.yaml"]), folder(&["beta.json"]));
    let both = [entry(V1_0, "v1.0.yaml"), entry(Beta, "beta.json")];
    assert_eq!(found(&from(&[v1.path(), beta.path()])), both);
    // A file may be the missing version: its `servers` will tell.
    let file = beta.path().join("beta.json");
    assert_eq!(found(&from(&[v1.path(), &file]))[1].0, None);
    assert_eq!(found(&of(Beta, &file)), [entry(Beta, "beta.json")]);
}

#[test]
fn a_local_document_takes_the_commit_that_is_given() {
    let folder = folder(&["v1.0.yaml", "beta.yaml"]);
    for commit in [COMMIT.parse().ok(), None] {
        let request = Request {
            commit: commit.clone(),
            ..from(&[folder.path()])
        };
        assert!(
            located(&request)
                .iter()
                .all(|document| document.commit == commit)
        );
    }
}

#[test]
fn what_is_neither_file_nor_folder_is_refused_by_name() {
    let missing = folder(&[]).path().join("none.yaml");
    assert_refused(&from(&[&missing]), "cannot be opened … none.yaml … help:");
    assert_refused(&from(&[""]), "cannot be opened … help:");
    #[cfg(unix)]
    assert_refused(
        &from(&["/dev/null"]),
        "neither a file nor a folder … /dev/null",
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
    assert_says(&error, "changed while it was read: 3 bytes, then 6");
    fs::remove_file(&path).unwrap();
    let error = document.open().err().unwrap().to_string();
    assert_says(&error, "cannot be opened … v1.0.yaml");
}
