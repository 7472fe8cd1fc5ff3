//! What is measured of a process of its own: its peak memory, and its instructions, which do not depend on what else the
//! machine does.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::work::Work;

/// Bytes, told in megabytes.
pub(crate) struct Peak(u64);

/// The most memory that a process had that did nothing but this.
pub(crate) fn peak_of(work: Work, document: &Path) -> Result<Peak> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--alone", &work.to_string()])
        .arg(document)
        .output()?;
    Ok(Peak(String::from_utf8(output.stdout)?.trim().parse()?))
}

/// Prints the most memory that this process had so far, in bytes.
pub(crate) fn print_peak() -> Result {
    let status = fs::read_to_string("/proc/self/status")?;
    let kilobytes: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .ok_or("no VmHWM")?
        .parse()?;
    Ok(writeln!(std::io::stdout(), "{}", kilobytes << 10)?)
}

impl fmt::Display for Peak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:5.1} MB", self.0 as f64 / 1e6)
    }
}

/// Prints the instructions that each way takes, where valgrind is installed to count them.
pub(crate) fn print_instructions(document: &Path) -> Result {
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
