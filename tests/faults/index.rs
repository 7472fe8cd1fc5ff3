//! `tests/FAULTS.md` names tests for every fault of the client, and these tests exist.

use std::fs;

use msgraph_identity_tests::checkout::root;

/// The faults of `$batch` and `/$count`, which this client does not have.
const ELSEWHERE: [u32; 10] = [11, 45, 54, 55, 56, 57, 58, 59, 60, 61];

/// Where the tests are that the page may name.
const FOLDERS: [&str; 4] = [
    "tests",
    "crates/msgraph-identity/src",
    "crates/msgraph-identity/tests",
    "crates/msgraph-identity-core/src",
];

#[test]
fn every_fault_has_a_test_that_exists() {
    let page = fs::read_to_string(root().join("tests/FAULTS.md")).unwrap();
    let mut listed = ELSEWHERE.to_vec();
    for line in page.lines().filter_map(|line| line.strip_prefix("| ")) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let Ok(number) = cells[0].parse() else {
            continue;
        };
        let mut tests = cells[2].split('`').skip(1).step_by(2).peekable();
        assert!(tests.peek().is_some(), "fault {number} has no test");
        for test in tests {
            assert!(exists(test), "fault {number}: `{test}` is not a test");
        }
        listed.push(number);
    }
    listed.sort_unstable();
    assert_eq!(listed, (1..=89).collect::<Vec<_>>(), "each fault once");
}

/// Whether one of the folders has this test, as `module::name`. An ignored one does not count.
fn exists(test: &str) -> bool {
    let (module, name) = test.rsplit_once("::").unwrap();
    let (module, function) = (module.replace("::", "/"), format!("fn {name}("));
    let files = FOLDERS.iter().flat_map(|folder| {
        ["", "/main"].map(|file| root().join(format!("{folder}/{module}{file}.rs")))
    });
    let mut texts = files.filter_map(|file| fs::read_to_string(file).ok());
    texts.any(|text| {
        let before = text.split_once(&function).map(|(before, _)| before);
        let attribute = before.and_then(|before| before.rsplit("#[").next());
        attribute.is_some_and(|text| {
            let (attribute, between) = text.split_once(']').unwrap_or_default();
            attribute.contains("test") && !between.contains('}')
        })
    })
}
