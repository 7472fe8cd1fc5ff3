//! The instructions of a list of 100 connectors, against the same work with a bare HTTP client, in one run. Valgrind counts them, so
//! the load of the machine does not matter.
//!
//! `cargo bench --package msgraph-identity --bench instructions`

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on ends"
)]

mod list;

use std::env;
use std::process::{Command, ExitCode};

use list::Work;

const FEW: u64 = 100;
const MANY: u64 = 300;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    // The counted code runs in a child process. The server stays in this one.
    if let [command, name, requests, origin] = &arguments[..]
        && command == "work"
    {
        let work = Work::ALL
            .into_iter()
            .find(|work| format!("{work:?}") == *name);
        let work = work.expect("a way to list");
        work.run(requests.parse().expect("a number"), origin);
        return ExitCode::SUCCESS;
    }
    match count(&list::start()) {
        Ok(counts) => {
            list::print("instructions", &counts);
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("nothing was counted: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn count(origin: &str) -> Result<[u64; 4], String> {
    let mut counts = [0; 4];
    for (count, work) in counts.iter_mut().zip(Work::ALL) {
        // Both counts include the work that is done once, such as making the client.
        let of = |requests| instructions(work, requests, origin);
        *count = (of(MANY)? - of(FEW)?) / (MANY - FEW);
    }
    Ok(counts)
}

fn instructions(work: Work, requests: u64, origin: &str) -> Result<u64, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["work", &format!("{work:?}"), &requests.to_string(), origin])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    collected
        .and_then(|(_, number)| number.trim().parse().ok())
        .ok_or_else(|| format!("valgrind says: {text}"))
}
