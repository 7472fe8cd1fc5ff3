//! Runs in processes of their own, which can be killed: the test executable once more, with a job from the environment.

use std::cell::Cell;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio, abort, exit};

use xtask::transaction::{OutputFile, Run, Step};

use crate::transaction::tree::{new_files, new_state, old_tree, snapshot};

/// The test that does a job where it is given one.
const ENTRY: &str = "transaction::child::a_run_in_a_process_of_its_own_writes_the_tree";
const JOB: &str = "TRANSACTION_TEST_JOB";
const ROOT: &str = "TRANSACTION_TEST_ROOT";
const KILL_AT: &str = "TRANSACTION_TEST_KILL_AT";

/// What a process does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Job {
    /// A whole run.
    Commit,
    /// Only what comes before the new files are made.
    Recover,
    /// Takes the lock, says so, and holds it until its input ends.
    Hold,
    /// Takes the lock and writes again and again.
    Race,
}

/// This executable, ready to do a job.
pub(crate) fn command(job: Job, root: &Path) -> Command {
    prepare(Command::new(env::current_exe().unwrap()), job, root)
}

/// The same, through a shell that does something before.
#[cfg(unix)]
pub(crate) fn command_after(setup: &str, job: Job, root: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{setup}; exec \"$0\" \"$@\"")]);
    shell.arg(env::current_exe().unwrap());
    prepare(shell, job, root)
}

/// Adds the job to a command that starts this executable or a copy of it.
pub(crate) fn prepare(mut command: Command, job: Job, root: &Path) -> Command {
    assert!(env::var_os(JOB).is_none(), "a job starts no further jobs");
    command
        .args(["--exact", ENTRY, "--nocapture", "--test-threads=1"])
        .env(JOB, format!("{job:?}"))
        .env(ROOT, root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Kills the process before its step `number`, counted from 0.
pub(crate) fn kill_at(command: &mut Command, number: usize) -> &mut Command {
    command.env(KILL_AT, number.to_string())
}

#[test]
fn a_run_in_a_process_of_its_own_writes_the_tree() {
    if let Some(job) = env::var_os(JOB) {
        let root = PathBuf::from(env::var_os(ROOT).unwrap());
        let result = match job.to_str() {
            Some("Commit") => Run::begin_observed(&root, killer())
                .and_then(|run| run.commit(&new_files()).map(drop)),
            Some("Recover") => Run::begin_observed(&root, killer()).map(drop),
            Some("Hold") => Run::begin(&root).map(hold),
            Some("Race") => {
                race(&root);
                Ok(())
            }
            job => panic!("no such job: {job:?}"),
        };
        if let Err(error) = result {
            eprint!("{error}");
            exit(1);
        }
        exit(0);
    }
    let tree = old_tree();
    let output = command(Job::Commit, tree.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(snapshot(tree.path()), new_state());
}

/// Ends the process before the chosen step. A file whose sync does not come to pass loses its second half, as in a loss of power.
fn killer() -> impl Fn(Step, &Path) -> io::Result<()> {
    let kill_at = env::var(KILL_AT)
        .ok()
        .map(|number| number.parse::<usize>().unwrap());
    let count = Cell::new(0);
    move |step, path| {
        if Some(count.replace(count.get() + 1)) == kill_at {
            if step == Step::SyncFile {
                let file = OpenOptions::new().write(true).open(path)?;
                file.set_len(file.metadata()?.len() / 2)?;
            }
            abort();
        }
        Ok(())
    }
}

fn hold(run: Run) {
    println!("locked");
    let _ = io::stdin().read_to_end(&mut Vec::new());
    drop(run);
}

/// Each time: nobody else is inside, and the tree is wholly what one process wrote.
fn race(root: &Path) {
    let witness = root.join("inside");
    for round in 0..200 {
        let run = match Run::begin(root) {
            Ok(run) => run,
            Err(error) => {
                assert!(
                    error.to_string().contains("another run is at work"),
                    "{error}"
                );
                continue;
            }
        };
        drop(File::create_new(&witness).expect("two runs hold the lock at once"));
        let files = ["one", "two"].map(|name| fs::read(root.join(name)).unwrap_or_default());
        assert_eq!(files[0], files[1], "the tree is mixed");
        fs::remove_file(&witness).unwrap();
        if round % 10 == 0 {
            let content = format!("{} {round}", std::process::id());
            run.commit(&["one", "two"].map(|name| OutputFile::new(name, content.as_str())))
                .unwrap();
        }
    }
}
