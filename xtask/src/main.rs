//! The command line of `cargo xtask`.

mod progress;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use xtask::Result;
use xtask::arguments::{Arguments, Command, DiffArguments, RegenArguments};
use xtask::corrections::list_corrections;
use xtask::diff::diff;
use xtask::map::draw;
use xtask::project::Project;
use xtask::regen::regen;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let folder = std::env::current_dir()
        .map_err(|error| xtask::Error::new("the current folder cannot be found").because(error))?;
    let project = Project::find(&folder)?;
    match command {
        Command::Regen(arguments) => run_regen(&project, arguments),
        Command::Diff(arguments) => run_diff(&project, &arguments),
        Command::Corrections => {
            print(&list_corrections(&project)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Map => {
            print(&draw(&project)?.trim_end());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn run_regen(project: &Project, arguments: RegenArguments) -> Result<ExitCode> {
    let mut progress = progress::Line::new();
    let report = regen(project, &arguments.options, &mut |event| {
        progress.show(event)
    })?;
    drop(progress);
    print(&report);
    if let Some(file) = arguments.report {
        report.changes.write(&file).map_err(|error| {
            error.help("everything else is done; `cargo xtask diff HEAD --report FILE` writes the report again")
        })?;
    }
    Ok(if report.is_success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn run_diff(project: &Project, arguments: &DiffArguments) -> Result<ExitCode> {
    let report = diff(project, &arguments.old, arguments.new.as_deref())?;
    print(&report);
    if let Some(file) = &arguments.report {
        report.write(file)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints to standard output. A reader that has gone, as in `… | head`, does not make a finished run a failed one.
fn print(text: &impl Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
