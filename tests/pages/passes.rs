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

#[test]
fn every_pass_of_the_other_stages_is_named() {
    let page = read("ARCHITECTURE.md");
    for stage in ["slice", "contract", "generate"] {
        let source = read(&format!("xtask/src/{stage}.rs"));
        let modules = source.lines().filter_map(|line| line.strip_prefix("mod "));
        // Passes are verb_object, everything else is a noun.
        let passes =
            modules.filter_map(|name| name.strip_suffix(';').filter(|name| name.contains('_')));
        for pass in passes {
            assert!(
                page.contains(&format!("`{pass}`")),
                "ARCHITECTURE.md must name `{pass}`, a pass of {stage}"
            );
        }
    }
}

#[test]
fn the_page_has_one_diagram_and_two_pages_at_most() {
    let page = read("ARCHITECTURE.md");
    assert_eq!(page.matches("```mermaid").count(), 1);
    // A printed page holds some 600 words.
    let words = page.split_whitespace().count();
    assert!(words <= 1200, "{words} words");
}
