//! Each published crate carries the licence files that `cargo package` takes along.

use std::fs;

use crate::checkout::{read, root};

/// The crates that hold what derives from Microsoft's documents.
const DERIVED: [&str; 3] = [
    "msgraph-identity-beta",
    "msgraph-identity-fake",
    "msgraph-identity-v1",
];

#[test]
fn each_crate_has_the_licences_of_the_project() {
    let mut crates = 0;
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        crates += 1;
        for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
            assert_eq!(
                read(&format!("crates/{name}/{file}")),
                read(file),
                "copy {file} to crates/{name}"
            );
        }
    }
    assert!(crates >= 5, "{crates} crates");
}

#[test]
fn what_derives_from_microsofts_documents_has_the_notice() {
    for name in DERIVED {
        assert_eq!(
            read(&format!("crates/{name}/NOTICE")),
            read("NOTICE"),
            "copy NOTICE to crates/{name}"
        );
    }
}
