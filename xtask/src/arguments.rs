//! The arguments, as `--help` explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::regen::Options;

/// Trims Microsoft Graph's OpenAPI documents and generates the client crates of this workspace.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true,
    after_help = EXIT_CODES
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 refused or out of date, 2 wrong usage.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rebuild contracts and client crates
    #[command(long_about = LONG_ABOUT, after_long_help = AFTER_HELP)]
    Regen(RegenArguments),
    /// Show what changes for callers between two contracts, folders or git revisions
    #[command(after_long_help = DIFF_HELP)]
    Diff(DiffArguments),
    /// List our corrections: what Microsoft's document says, what is true, and whether each is still needed
    Corrections,
    /// Draw the kept operations and types as a Mermaid diagram, and mark what only one version has
    Map,
}

const DIFF_HELP: &str = "\
Examples:
  cargo xtask diff HEAD                          what the tree changes
  cargo xtask diff v0.1.0                        what has changed since a release
  cargo xtask diff v0.1.0 HEAD --report pr.md    between two revisions, for a pull request
  cargo xtask diff HEAD~1:spec/beta.yaml spec/beta.yaml";

/// The arguments of `cargo xtask diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// A contract, a folder with contracts, a git revision (`REV`) or a file of one (`REV:path`)
    pub old: String,

    /// Another one; the contracts of the tree if left out
    pub new: Option<String>,

    /// Write the report to this file: JSON if its name ends in `.json`, Markdown otherwise
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

const LONG_ABOUT: &str = "\
Rebuild the contracts (spec/*.yaml) and the generated client crates.

Without arguments, everything is made from committed files: spec/upstream/, spec/overlays/ and spec/selection.toml. \
With --from, spec/upstream/ is first made from Microsoft's full documents. No file is changed until everything \
is built and checked.";

const AFTER_HELP: &str = "\
Examples:
  cargo xtask regen                              rebuild from what is committed
  cargo xtask regen --check                      list what that would change
  cargo xtask regen --report changes.md          write what changes for callers, for a pull request
  cargo xtask regen --from ../msgraph-metadata   take the documents of a checkout
  cargo xtask regen --from v1.0.json --version v1.0
  cargo xtask-https regen --from https://…       take a published document

Exit codes: 0 done, 1 refused or out of date, 2 wrong usage.
A run that has no file to write ends with 1 if a finding or a snapshot is left.";

/// The arguments of `cargo xtask regen`.
#[derive(Debug, Args)]
pub struct RegenArguments {
    /// What a run does.
    #[command(flatten)]
    pub options: Options,

    /// Write what changes for callers to this file: JSON if its name ends in `.json`, Markdown otherwise
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}
