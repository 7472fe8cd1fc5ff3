//! The command line of `cargo xtask`.

mod arguments;
mod progress;

use std::process::ExitCode;

use clap::Parser;
use xtask::Result;
use xtask::corrections::list_corrections;
use xtask::diff::diff;
use xtask::map::draw;
use xtask::project::Project;
use xtask::regen::{Options, regen};

use arguments::{Arguments, Command, DiffArguments, RegenArguments};

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
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
        Command::Corrections => run_corrections(&project),
        Command::Map => run_map(&project),
    }
}

fn run_regen(project: &Project, arguments: RegenArguments) -> Result<ExitCode> {
    let file = arguments.report.clone();
    let options = Options::from(arguments);
    let mut progress = progress::Line::new();
    let report = regen(project, &options, &mut |event| progress.show(event))?;
    drop(progress);
    if let Some(file) = file {
        report.changes.write(&file)?;
    }
    println!("{report}");
    Ok(if report.is_up_to_date() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn run_diff(project: &Project, arguments: &DiffArguments) -> Result<ExitCode> {
    let report = diff(project, &arguments.old, arguments.new.as_deref())?;
    if let Some(file) = &arguments.report {
        report.write(file)?;
    }
    println!("{report}");
    Ok(ExitCode::SUCCESS)
}

fn run_corrections(project: &Project) -> Result<ExitCode> {
    println!("{}", list_corrections(project)?);
    Ok(ExitCode::SUCCESS)
}

fn run_map(project: &Project) -> Result<ExitCode> {
    print!("{}", draw(project)?);
    Ok(ExitCode::SUCCESS)
}
