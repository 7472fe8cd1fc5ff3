//! Instruction counts, which do not depend on what else the machine does.

use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::work::Work;

/// Prints the instructions that each way takes, where valgrind is installed to count them.
pub(crate) fn print(document: &Path) -> Result {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(());
    }
    let (short, full) = (count(Work::Short, document)?, count(Work::Full, document)?);
    println!(
        "  instructions                   {:6.0} million, in full {:.0} million: {:.1} times",
        short / 1e6,
        full / 1e6,
        full / short
    );
    Ok(())
}

fn count(work: Work, document: &Path) -> Result<f64> {
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(std::env::current_exe()?)
        .args(["--alone", &work.to_string()])
        .arg(document)
        .output()?;
    let told = String::from_utf8(output.stderr)?;
    let total = told.lines().find_map(|line| line.split_once("refs:"));
    let (_, total) = total.ok_or("valgrind told no count")?;
    Ok(total.trim().replace(',', "").parse()?)
}
