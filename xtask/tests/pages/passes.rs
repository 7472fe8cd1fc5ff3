//! ARCHITECTURE.md names the passes of the pipeline.

use crate::checkout::read;

#[test]
fn every_pass_is_named() {
    let page = read("ARCHITECTURE.md");
    let mut passes = 0;
    for stage in ["slice", "contract", "lower", "generate"] {
        let source = read(&format!("xtask/src/{stage}.rs"));
        let modules = source
            .lines()
            .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        // Passes are called verb_object, and everything else in one word.
        for pass in modules.filter(|name| name.contains('_')) {
            assert!(
                page.contains(&format!("`{pass}`")),
                "ARCHITECTURE.md must name `{pass}`, a pass of {stage}"
            );
            passes += 1;
        }
    }
    assert!(passes > 20, "{passes} passes");
}
