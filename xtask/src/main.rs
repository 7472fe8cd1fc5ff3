//! The command line of `cargo xtask`.

mod arguments;
mod progress;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use xtask::Result;
use xtask::project::Project;
use xtask::regen::{Options, Report, regen};

use arguments::{Arguments, Command, RegenArguments};

fn main() -> ExitCode {
    let Command::Regen(arguments) = Arguments::parse().command;
    match run(arguments) {
        Ok(report) => {
            // A reader that has gone, as in `… | head`, does not make a finished run a failed one.
            let _ = writeln!(std::io::stdout(), "{report}");
            if report.is_up_to_date() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            }
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(arguments: RegenArguments) -> Result<Report> {
    let folder = std::env::current_dir()
        .map_err(|error| xtask::Error::new("the current folder cannot be found").because(error))?;
    let project = Project::find(&folder)?;
    let options = Options::from(arguments);
    let mut progress = progress::Line::new();
    regen(&project, &options, &mut |event| progress.show(event))
}
