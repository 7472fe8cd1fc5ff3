//! The time of the first release build of a program, and the size of the program, against a program with a bare HTTP client that does
//! the same. Linux only, for `/proc`.
//!
//! `cargo bench --package msgraph-identity --bench build`

mod program;

use std::io;

use program::Program;

fn main() -> io::Result<()> {
    println!("                        crates   CPU seconds           stripped size");
    let mut bare = None;
    for program in Program::all() {
        let cost = program.build()?;
        let bare = bare.get_or_insert(cost);
        println!(
            "{:<24}{:>6}{:>12.1}  {:>5.2} times{:>12} KiB  {:>5.2} times",
            program.name,
            cost.crates,
            cost.cpu_seconds,
            cost.cpu_seconds / bare.cpu_seconds,
            cost.bytes / 1024,
            cost.bytes as f64 / bare.bytes as f64,
        );
    }
    Ok(())
}
