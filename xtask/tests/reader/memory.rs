//! Memory does not grow with the document, but for a few bytes for each component.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;

use xtask::read::FirstPass;
use xtask::selection::Selection;

use crate::chunks::grown;
use crate::full_documents::folder;

const DOCUMENT: &str = "READER_TEST_DOCUMENT";

#[test]
#[ignore = "needs the full documents"]
fn memory_is_bounded() {
    let folder_of_grown = tempfile::tempdir().unwrap();
    for name in ["v1.0.yaml", "beta.yaml"] {
        let text = fs::read_to_string(folder().join(name)).unwrap();
        let components = text.split_once("\ncomponents:\n").unwrap().1.lines();
        let components = components
            .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
            .count() as u64;
        let grown = folder_of_grown.path().join(name);
        grown::write(
            &text,
            10,
            &mut BufWriter::new(File::create(&grown).unwrap()),
        )
        .unwrap();
        drop(text);

        let (once, tenfold) = (peak(&folder().join(name)), peak(&grown));
        let more = tenfold.saturating_sub(once);
        println!(
            "{name}: {once} bytes, tenfold {more} more for {} components",
            9 * components
        );
        assert!(once <= 16_000_000, "{name}: {once}");
        assert!(
            more <= 40 * 9 * components,
            "{name}: {more} for {} components",
            9 * components
        );
        fs::remove_file(&grown).unwrap();
    }
}

/// The most memory that a process has that reads the document the short way.
fn peak(document: &Path) -> u64 {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::child", "--ignored", "--nocapture"])
        .env(DOCUMENT, document)
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let kilobytes = output
        .lines()
        .find_map(|line| line.split_once("VmHWM:")?.1.trim().strip_suffix(" kB"));
    kilobytes
        .unwrap_or_else(|| panic!("{output}"))
        .parse::<u64>()
        .unwrap()
        << 10
}

#[test]
#[ignore = "run by memory_is_bounded"]
fn child() {
    let Some(document) = std::env::var_os(DOCUMENT) else {
        return;
    };
    let selection = Selection::parse(include_str!("../../../spec/selection.toml")).unwrap();
    let mut file = File::open(document).unwrap();
    let first_pass = FirstPass::over(&mut file, &selection).unwrap();
    first_pass.slice(&mut file, None, &selection).unwrap();
    println!("{}", fs::read_to_string("/proc/self/status").unwrap());
}
