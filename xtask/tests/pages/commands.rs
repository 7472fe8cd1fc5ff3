//! Each command that the pages and `--help` show is one.

use clap::{CommandFactory, Parser};
use xtask::arguments::Arguments;

use crate::checkout::read;

const PAGES: [&str; 4] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
];

/// The commands in a text, up to where the code around them ends.
fn commands(text: &str) -> Vec<String> {
    let starts = text.split("cargo xtask").skip(1);
    let rests = starts.map(|rest| rest.strip_prefix("-https").unwrap_or(rest));
    let commands = rests.filter_map(|rest| {
        let end = rest.find(['`', '\n', '(', '#']).unwrap_or(rest.len());
        let words = rest[..end].split("  ").next()?.trim();
        (rest.starts_with(' ') && !words.is_empty()).then(|| words.to_owned())
    });
    commands.collect()
}

#[test]
fn every_command_that_is_shown_is_one() {
    let mut found: Vec<_> = PAGES
        .iter()
        .flat_map(|page| commands(&read(page)))
        .collect();
    for command in Arguments::command().get_subcommands() {
        let texts = [command.get_long_about(), command.get_after_long_help()];
        found.extend(
            texts
                .into_iter()
                .flatten()
                .flat_map(|text| commands(&text.to_string())),
        );
    }
    assert!(found.len() > 25, "{found:?}");
    for command in found {
        // A value that stands for many: `--commit SHA`, `--from FOLDER`, `OLD [NEW]`.
        let words = command
            .split_whitespace()
            .filter(|word| !word.starts_with('['));
        let words = words.map(|word| if word == "SHA" { COMMIT } else { word });
        let parsed = Arguments::try_parse_from(["xtask"].into_iter().chain(words));
        if let Err(error) = parsed {
            panic!("`cargo xtask {command}`: {error}");
        }
    }
}

const COMMIT: &str = "f54f11b60956ea7b185ca0447b2b80805836ec7b";
