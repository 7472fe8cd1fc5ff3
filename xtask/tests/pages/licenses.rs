//! Each published crate carries the licence files that `cargo package` takes along.

use std::fs;

use crate::checkout::{read, root};

#[test]
fn each_crate_has_the_licences_of_the_project_and_the_notice_of_microsofts_documents() {
    let mut crates = 0;
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        crates += 1;
        for file in ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"] {
            let holds_documents =
                !folder.ends_with("msgraph-identity") && !folder.ends_with("msgraph-identity-core");
            if file != "NOTICE" || holds_documents {
                let copy = fs::read_to_string(folder.join(file)).unwrap_or_default();
                assert_eq!(copy, read(file), "copy {file} to {}", folder.display());
            }
        }
    }
    assert!(crates >= 5, "{crates} crates");
}
