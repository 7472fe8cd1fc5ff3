//! `tests/FAULTS.md` names tests for every fault of the client, and these tests exist.

use std::collections::BTreeMap;

use msgraph_identity_tests::checkout::{files_below, root};
use syn::{Attribute, Item};

/// The faults of `$batch` and `/$count`, which this client does not have.
const ELSEWHERE: [u32; 10] = [11, 45, 54, 55, 56, 57, 58, 59, 60, 61];

#[test]
fn every_fault_has_a_test_that_exists() {
    let page = std::fs::read_to_string(root().join("tests/FAULTS.md")).unwrap();
    let tests = test_names();
    let mut known = BTreeMap::new();
    for line in page.lines().filter_map(|line| line.strip_prefix("| ")) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let Ok(number) = cells[0].parse::<u32>() else {
            continue;
        };
        let named: Vec<&str> = cells[2].split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "fault {number} has no test");
        for name in &named {
            assert!(
                tests.iter().any(|test| test == name),
                "fault {number} names `{name}`, which is not a test"
            );
        }
        assert!(
            known.insert(number, named.len()).is_none(),
            "fault {number} is listed twice"
        );
    }
    let missing: Vec<u32> = (1..=89)
        .filter(|number| !known.contains_key(number) && !ELSEWHERE.contains(number))
        .collect();
    assert!(missing.is_empty(), "no line for faults {missing:?}");
}

/// All tests of the workspace that the page may name, as `target::module::name`.
fn test_names() -> Vec<String> {
    let mut names = Vec::new();
    for folder in [
        "tests",
        "crates/msgraph-identity/src",
        "crates/msgraph-identity/tests",
        "crates/msgraph-identity-core/src",
        "crates/msgraph-identity-core/tests",
    ] {
        let folder = root().join(folder);
        if !folder.is_dir() {
            continue;
        }
        for path in files_below(&folder) {
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let inside = path.strip_prefix(&folder).unwrap().with_extension("");
            let modules: Vec<_> = inside
                .iter()
                .map(|part| part.to_str().unwrap())
                .filter(|part| !matches!(*part, "main" | "lib" | "mod"))
                .collect();
            let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            collect(&file.items, &modules.join("::"), &mut names);
        }
    }
    names
}

fn collect(items: &[Item], module: &str, names: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Fn(function) if function.attrs.iter().any(is_test) => {
                names.push(format!("{module}::{}", function.sig.ident));
            }
            Item::Mod(inner) => {
                let module = format!("{module}::{}", inner.ident);
                if let Some((_, items)) = &inner.content {
                    collect(items, &module, names);
                }
            }
            // Property tests are inside the macro.
            Item::Macro(item) if item.mac.path.is_ident("proptest") => {
                let text = item.mac.tokens.to_string();
                let functions = text.split("fn ").skip(1);
                names.extend(functions.filter_map(|rest| {
                    let name = rest.split([' ', '(']).next()?;
                    Some(format!("{module}::{name}"))
                }));
            }
            _ => {}
        }
    }
}

/// `#[test]` or `#[tokio::test]`, unless it is ignored.
fn is_test(attribute: &Attribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "test")
}
