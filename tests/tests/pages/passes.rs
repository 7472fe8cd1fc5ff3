//! ARCHITECTURE.md names the passes of the pipeline.

use crate::project::read;

#[test]
fn the_lowering_passes_are_named_in_their_order() {
    let (source, page) = (read("xtask/src/lower.rs"), read("ARCHITECTURE.md"));
    let (_, table) = source.split_once("const PASSES").expect("the table");
    let (table, _) = table.split_once("];").expect("the end of the table");
    let names: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
    assert!(names.len() > 10, "{names:?}");

    let sentence: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let words: Vec<&str> = page.split_whitespace().collect();
    let page = words.join(" ");
    assert!(
        page.contains(&sentence.join(", ")),
        "ARCHITECTURE.md must list {}",
        sentence.join(", ")
    );
}
