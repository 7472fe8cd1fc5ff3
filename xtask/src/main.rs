//! The command line of `cargo xtask`.

mod arguments;
mod progress;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use time::OffsetDateTime;
use xtask::Result;
use xtask::api;
use xtask::corrections::list_corrections;
use xtask::diff::diff;
use xtask::map::draw;
use xtask::project::Project;
use xtask::regen::{Options, regen};
use xtask::release::{propose, release};

use arguments::{
    ApiArguments, Arguments, Command, DiffArguments, RegenArguments, ReleaseArguments,
};

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
        Command::Api(arguments) => run_api(&project, &arguments),
        Command::Release(arguments) => run_release(&project, &arguments),
        Command::Map => {
            print(&draw(&project)?.trim_end());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn run_regen(project: &Project, arguments: RegenArguments) -> Result<ExitCode> {
    let file = arguments.report.clone();
    let options = Options::from(arguments);
    let mut progress = progress::Line::new();
    let report = regen(project, &options, &mut |event| progress.show(event))?;
    drop(progress);
    print(&report);
    if let Some(file) = file {
        report.changes.write(&file).map_err(|error| {
            error.help("all else is done; `cargo xtask diff HEAD --report FILE` tells what changed since the last commit")
        })?;
    }
    Ok(if report.is_up_to_date() {
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

fn run_api(project: &Project, arguments: &ApiArguments) -> Result<ExitCode> {
    let differences = api::write(project, arguments.check)?;
    for difference in &differences {
        let verb = if arguments.check { "would be " } else { "" };
        print(&format_args!("{verb}{difference}"));
    }
    if differences.is_empty() {
        print(&"The public API is as it is written down.");
    } else if arguments.check {
        print(&"Out of date: run `cargo xtask api` and commit what it writes.");
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

fn run_release(project: &Project, arguments: &ReleaseArguments) -> Result<ExitCode> {
    if !arguments.check {
        let today = OffsetDateTime::now_utc().date();
        let proposal = release(project, today)?;
        if !proposal.is_first() {
            print(&proposal);
        }
        print(&"Recorded in spec/released/ and CHANGELOG.md.");
        return Ok(ExitCode::SUCCESS);
    }
    let proposal = propose(project)?;
    print(&proposal);
    Ok(if proposal.hides_a_break() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// A reader that has gone, as in `… | head`, does not make a finished run a failed one.
fn print(text: &impl Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
