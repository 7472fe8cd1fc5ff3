//! The difference that CONTRIBUTING shows how to read: its first file makes the others.

use std::fs;

use xtask::build::build;
use xtask::project::Project;
use xtask::snapshots::snapshots;

use crate::checkout::{copy_into, read};
use crate::pages::blocks;

/// The lines of a file before and after.
struct Hunk {
    file: String,
    old: String,
    new: String,
}

fn hunks() -> Vec<Hunk> {
    let block = &blocks("CONTRIBUTING.md", "diff")[0];
    let files = block.split("--- a/").skip(1);
    files
        .map(|text| {
            let mut lines = text.lines();
            let file = lines.next().unwrap().to_owned();
            assert_eq!(lines.next(), Some(format!("+++ b/{file}").as_str()));
            let side = |sign: char| -> String {
                let lines = lines.clone();
                let lines = lines.filter(|line| line.starts_with([' ', sign]));
                lines.map(|line| format!("{}\n", &line[1..])).collect()
            };
            Hunk {
                old: side('-'),
                new: side('+'),
                file,
            }
        })
        .collect()
}

#[test]
fn the_example_is_what_happens() {
    let hunks = hunks();
    let [upstream, snapshot] = hunks.as_slice() else {
        panic!("two files");
    };
    for hunk in &hunks {
        let text = read(&hunk.file);
        assert_eq!(
            text.matches(&hunk.old).count(),
            1,
            "{}:\n{}",
            hunk.file,
            hunk.old
        );
    }

    let folder = tempfile::tempdir().unwrap();
    copy_into(folder.path(), &["spec"]);
    let changed = read(&upstream.file).replace(&upstream.old, &upstream.new);
    fs::write(folder.path().join(&upstream.file), changed).unwrap();
    let project = Project::at(folder.path());
    let built = build(&project, None, &mut |_| {}).unwrap();
    let made = snapshots(&built.versions).unwrap();
    let made = made
        .iter()
        .find(|made| snapshot.file.ends_with(&made.path()))
        .unwrap();
    assert!(made.text.contains(&snapshot.new), "{}", made.text);
}
