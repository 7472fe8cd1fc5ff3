//! Peak memory, of a process of its own.

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
pub(crate) fn of(work: Work, document: &Path) -> Result<Peak> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--alone", &work.to_string()])
        .arg(document)
        .output()?;
    Ok(Peak(String::from_utf8(output.stdout)?.trim().parse()?))
}

/// Prints the most memory that this process had so far, in bytes.
pub(crate) fn print() -> Result {
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
