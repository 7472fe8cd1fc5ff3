//! The whole of `cargo xtask regen --from`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::GraphVersion;
use xtask::project::Project;

use crate::times::{Times, time};
use crate::{ROUNDS, Result};

/// Prints how long it takes to read and hash both documents, and to make and write everything: by the built program,
/// and as the command that is typed.
pub(crate) fn measure(folder: &Path) -> Result {
    let project = Project::find(&std::env::current_dir()?)?;
    let folder = std::path::absolute(folder)?;
    // Builds the program where it is not.
    run_command(project.root(), &folder)?;
    let copy = tempfile::tempdir()?;
    run(Command::new("cp")
        .arg("-r")
        .arg(project.root().join("spec"))
        .arg(copy.path()))?;
    let (mut program, mut command) = <(Times, Times)>::default();
    for _ in 0..ROUNDS {
        remove_outputs(copy.path())?;
        program.push(time(|| run_program(copy.path(), &folder))?);
        command.push(time(|| run_command(project.root(), &folder))?);
    }
    println!("\nregen --from {}", folder.display());
    println!("  the program, all files written {program}");
    println!("  cargo xtask, with --check      {command}");
    Ok(())
}

fn run_program(root: &Path, folder: &Path) -> Result {
    let program = std::env::current_exe()?;
    let program = program.ancestors().nth(2).map(|built| built.join("xtask"));
    let mut program = Command::new(program.ok_or("no program beside this one")?);
    run(program
        .args(["regen", "--from"])
        .arg(folder)
        .current_dir(root))?;
    if outputs(root).iter().all(|output| output.exists()) {
        Ok(())
    } else {
        Err("a file was not written".into())
    }
}

fn run_command(root: &Path, folder: &Path) -> Result {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    run(Command::new(cargo)
        .args(["xtask", "regen", "--check", "--from"])
        .arg(folder)
        .current_dir(root))
}

fn run(command: &mut Command) -> Result {
    let output = command.output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into())
    }
}

fn outputs(root: &Path) -> Vec<PathBuf> {
    let of_version = |version| {
        [
            Project::upstream(version),
            Project::contract(version),
            Project::generated(version),
            Project::fake_contract(version),
        ]
    };
    let paths = GraphVersion::ALL.into_iter().flat_map(of_version);
    paths.map(|path| root.join(path)).collect()
}

fn remove_outputs(root: &Path) -> Result {
    for output in outputs(root) {
        fs::create_dir_all(output.parent().unwrap_or(root))?;
        if output.exists() {
            fs::remove_file(output)?;
        }
    }
    Ok(())
}
