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
        let (_, components) = text.split_once("\ncomponents:\n").unwrap();
        let is_name = |line: &&str| line.starts_with("    ") && !line.starts_with("     ");
        let added = 9 * components.lines().filter(is_name).count() as u64;
        let grown = folder_of_grown.path().join(name);
        let mut file = BufWriter::new(File::create(&grown).unwrap());
        grown::write(&text, 10, &mut file).unwrap();
        drop((text, file));

        let (once, tenfold) = (peak(&folder().join(name)), peak(&grown));
        assert!(once <= 16_000_000, "{name}: {once}");
        let more = tenfold.saturating_sub(once);
        assert!(more <= 40 * added, "{name}: {more} for {added} components");
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
