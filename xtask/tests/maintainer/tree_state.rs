//! What `cargo xtask regen` says about the tree that it finds: contracts, the lock file and the last commit.

use serde_json::{Value, json};
use xtask::GraphVersion::{Beta, V1_0};
use xtask::diff::diff;
use xtask::upstream_lock::UpstreamLock;

use crate::checkout::assert_says;
use crate::maintainer::tree::Tree;
use crate::regen::document::remove;
use crate::regen::project::{CONTRACT, UPSTREAM};

#[test]
fn a_damaged_contract_is_written_anew() {
    let tree = Tree::new();
    let whole = tree.read(CONTRACT);
    let conflict = format!("<<<<<<< ours\n{whole}=======\n{whole}>>>>>>> theirs\n");
    let scalar = whole.replacen("  schemas:\n", "  schemas: 5\n  x:\n", 1);
    let beta = tree.read("spec/beta.yaml");
    for damaged in [
        &conflict,
        // In the middle of a line: what ends with a line may be a whole contract.
        &whole[..whole.find("  schemas:").unwrap() + "  sch".len()],
        &scalar,
        &beta,
        "",
        "- a\n- list\n",
        "openapi: [\n",
        "\u{0}\u{1}",
    ] {
        tree.write(CONTRACT, damaged);
        let checked = tree.run(true).unwrap();
        assert!(!checked.is_success(), "{checked}");
        let says = "spec/v1.0.yaml is damaged; `cargo xtask regen` writes it anew: ";
        let changed = "would be changed spec/v1.0.yaml\n";
        assert_says(&checked.to_string(), &format!("{says} … {changed}"));
        let says = "spec/v1.0.yaml was damaged, and is written anew: ";
        assert_says(&tree.run(false).unwrap().to_string(), says);
        assert_eq!(tree.read(CONTRACT), whole);
    }
}

#[test]
fn a_page_that_has_lost_the_place_of_its_map_is_refused() {
    let tree = Tree::new();
    let around = "<!-- Drawn by `cargo xtask regen`: -->\n<!-- End of what is drawn. -->\n";
    tree.write("ARCHITECTURE.md", around);
    tree.run(false).unwrap();
    let drawn = tree.read("ARCHITECTURE.md");
    assert_says(&drawn, "list_api_connectors");
    assert!(tree.run(true).unwrap().is_success());

    let lost = drawn.replace("<!-- Drawn by", "<!-- By");
    tree.write("ARCHITECTURE.md", &lost);
    let refused = tree.run(true).unwrap_err().to_string();
    assert_says(
        &refused,
        "no place for the map … ARCHITECTURE.md … Drawn by",
    );
    assert_says(
        &tree.run(false).unwrap_err().to_string(),
        "no place for the map",
    );
    assert_eq!(tree.read("ARCHITECTURE.md"), lost);
}

#[test]
fn a_conflict_in_what_microsoft_says_is_resolved_from_git_or_made_again() {
    let tree = Tree::new();
    let ours = tree.read(UPSTREAM);
    tree.write(
        UPSTREAM,
        format!("<<<<<<< ours\n{ours}=======\n{ours}>>>>>>> theirs\n"),
    );
    let refused = tree.run(false).unwrap_err().to_string();
    assert_says(
        &refused,
        "spec/upstream/v1.0.yaml … restore it from git … regen --from FOLDER",
    );
}

/// Values from all of a contract, each replaced by one of another kind. Each is compared with generated code, which takes time.
#[test]
fn no_damage_of_a_contract_ends_a_comparison_by_panic() {
    let tree = Tree::new();
    let contract = xtask::read::parse(tree.read(CONTRACT).as_bytes()).unwrap();
    let mut places = Vec::new();
    collect(&contract, String::new(), &mut places);
    let new = tree.path(CONTRACT).display().to_string();
    let mut compared = 0;
    let step = places.len() / 70;
    for (index, place) in places.iter().step_by(step).enumerate() {
        let wrong = [json!(5), json!("text"), json!({}), json!([]), Value::Null];
        let mut damaged = contract.clone();
        *damaged.pointer_mut(place).unwrap() = wrong[index % wrong.len()].clone();
        let old = tree.put("damaged.json", damaged.to_string());
        let old = old.display().to_string();
        compared += usize::from(diff(&tree.project, &old, Some(&new)).is_ok());
    }
    assert!(compared > 10, "{compared} of {}", places.len());
}

/// The pointers of a value and of all values in it.
fn collect(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            collect(value, format!("{place}/{key}"), places);
        }),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| {
            collect(value, format!("{place}/{index}"), places);
        }),
        _ => {}
    }
    places.push(place);
}

/// What is refused in it is tested with `UpstreamLock`.
#[test]
fn garbage_in_the_lock_file_is_refused() {
    let tree = Tree::new();
    let whole = tree.read(UpstreamLock::FILE);
    let (first, _) = whole
        .split_once("[[document]]\nversion = \"beta\"")
        .unwrap();
    for (text, says) in [
        (
            &*format!("<<<<<<< ours\n{whole}"),
            "is not as xtask writes it",
        ),
        ("\u{fffd}", "is not as xtask writes it"),
        ("", "no document is recorded for v1.0"),
        (first, "no document is recorded for beta"),
    ] {
        tree.write(UpstreamLock::FILE, text);
        for check in [true, false] {
            let error = tree.run(check).unwrap_err().to_string();
            assert_says(&error, says);
            let place = "at: spec/upstream.lock.toml … help: restore the file from version control";
            assert_says(&error, place);
        }
    }
    tree.delete(UpstreamLock::FILE);
    let error = tree.run(true).unwrap_err().to_string();
    assert_says(&error, "no document is recorded for v1.0");
}

#[test]
fn the_lock_file_gets_its_form_back() {
    let tree = Tree::new();
    let whole = tree.read(UpstreamLock::FILE);
    tree.write(UpstreamLock::FILE, format!("{whole}\n# by hand\n"));
    let says = "would be changed spec/upstream.lock.toml\n";
    assert_says(&tree.run(true).unwrap().to_string(), says);
    tree.run(false).unwrap();
    assert_eq!(tree.read(UpstreamLock::FILE), whole);
}

/// However often `regen` runs before a commit, it says what the pull request changes.
#[test]
fn changes_are_those_since_the_last_commit() {
    let tree = Tree::new();
    tree.commit();
    let group = "/components/schemas/microsoft.graph.crossTenantGroupSyncInbound/properties";
    let mut beta = tree.upstream(Beta);
    beta.pointer_mut(group).unwrap()["isOrdered"] = json!({ "type": "boolean" });
    let gained = "beta: crossTenantGroupSyncInbound gained isOrdered (compatible)";
    let first = tree.take(&[(Beta, beta.clone())]).unwrap();
    assert_says(&first.to_string(), gained);
    assert_says(&tree.run(false).unwrap().to_string(), gained);

    // What the tree gained and loses again before a commit breaks nobody.
    remove(beta.pointer_mut(group).unwrap(), "isOrdered");
    let third = tree.take(&[(V1_0, tree.upstream(V1_0)), (Beta, beta)]);
    assert_says(&third.unwrap().to_string(), "Nothing changed for callers.");
}
