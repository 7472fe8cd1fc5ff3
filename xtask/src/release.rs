//! `cargo xtask release`: which version each crate needs, judged against the last release in `spec/released/`; and the
//! record of a new one.

mod baseline;
mod bump;
mod changelog;

use std::fmt;

use semver::Version;
use time::Date;

use crate::api::{self, ApiChange};
use crate::change::{ChangeReport, Effect};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::transaction::{OutputFile, Run};
use crate::version::GraphVersion;

use baseline::{Baseline, State};

/// The published crates, in the order of their dependencies.
const CRATES: [&str; 5] = [
    "msgraph-identity-core",
    "msgraph-identity-v1",
    "msgraph-identity-beta",
    "msgraph-identity",
    "msgraph-identity-fake",
];

/// What each crate needs, and why.
#[derive(Debug)]
pub struct Proposal {
    /// What changed in the contracts since the last release.
    pub changes: ChangeReport,
    crates: Vec<CrateProposal>,
    released: bool,
}

/// What one crate needs.
#[derive(Debug)]
struct CrateProposal {
    name: &'static str,
    /// The worst that has happened to its callers since the last release.
    effect: Option<Effect>,
    /// The crate below that this is due to.
    through: Option<&'static str>,
    api: ApiChange,
    current: Version,
    needed: Version,
}

impl Proposal {
    /// Whether there is no release to compare with.
    pub fn is_first(&self) -> bool {
        !self.released
    }

    /// What users of the crates must follow, a line each.
    fn broken(&self) -> impl Iterator<Item = String> {
        self.crates.iter().flat_map(|of| {
            let lost = of.api.lost.iter();
            let lost = lost.map(|line| format!("{} lost `{line}`", of.name));
            let demanded = of.api.demanded.iter();
            lost.chain(demanded.map(|line| format!("{} gained `{line}`", of.name)))
        })
    }

    /// Whether every crate has a version that says what has happened to its callers.
    pub fn is_satisfied(&self) -> bool {
        self.crates.iter().all(|of| of.current >= of.needed)
    }

    /// Whether a breaking change has no version of its own; a smaller one may wait for the release.
    pub fn hides_a_break(&self) -> bool {
        let breaks = |of: &CrateProposal| of.effect == Some(Effect::Breaking);
        self.crates
            .iter()
            .any(|of| breaks(of) && of.current < of.needed)
    }
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.released {
            return write!(
                f,
                "Nothing is released yet: `cargo xtask release` records the first release."
            );
        }
        match self.changes.changes().next() {
            Some(_) => writeln!(f, "{}", self.changes)?,
            None => writeln!(f, "The contracts are those of the last release.")?,
        }
        for of in &self.crates {
            let effect = of.effect.map_or("no change", Effect::name);
            write!(f, "{} {}: {effect}", of.name, of.current)?;
            if let Some(below) = of.through {
                write!(f, " by {below}")?;
            }
            if of.current < of.needed {
                write!(f, ", needs {}", of.needed)?;
            }
            writeln!(f)?;
            for line in &of.api.lost {
                writeln!(f, "    lost: {line}")?;
            }
            for line in &of.api.demanded {
                writeln!(f, "    must be followed: {line}")?;
            }
        }
        f.write_str(if self.is_satisfied() {
            "Every version says what has changed."
        } else {
            "Raise the versions in Cargo.toml: that of the workspace, and those in `workspace.dependencies`."
        })
    }
}

/// Compares the tree with the last release.
///
/// # Errors
///
/// Where either cannot be read.
pub fn propose(project: &Project) -> Result<Proposal> {
    let now = State::of_tree(project)?;
    let Some(baseline) = Baseline::read(project)? else {
        return Ok(Proposal {
            changes: ChangeReport::default(),
            crates: Vec::new(),
            released: false,
        });
    };
    let changes = baseline.state.compare_contracts(&now, project)?;
    let mut crates: Vec<CrateProposal> = Vec::new();
    for name in CRATES {
        let generated = GraphVersion::ALL
            .into_iter()
            .find(|version| version.crate_name() == name);
        let (was, is) = (&baseline.state.api[name], &now.api[name]);
        let mut api = api::compare(was, is);
        if generated.is_some() {
            // What generated code gains is judged by its contract.
            api = api.without_demands();
        }
        let contract = generated.and_then(|version| changes.worst(version));
        // What a crate is built on can be seen through it: the facade re-exports the clients, and these the core.
        let below = crates
            .iter()
            .filter(|below| now.dependencies[name].contains(below.name));
        let through = below.max_by_key(|below| below.effect);
        let own = contract.max(api.effect());
        let effect = own.max(through.and_then(|below| below.effect));
        let released = baseline.state.versions.get(name);
        let current = now.versions[name].clone();
        crates.push(CrateProposal {
            name,
            effect,
            through: through.filter(|_| own < effect).map(|below| below.name),
            api,
            needed: bump::needed(released, &current, effect),
            current,
        });
    }
    Ok(Proposal {
        changes,
        crates,
        released: true,
    })
}

/// Records the tree as the last release, and dates its changes in the changelog.
///
/// # Errors
///
/// Where a version does not say what has changed, or a file cannot be read or written.
pub fn release(project: &Project, today: Date) -> Result<Proposal> {
    let run = Run::begin(project.root())?;
    let proposal = propose(project)?;
    if !proposal.is_satisfied() {
        return Err(Error::new(format!(
            "the versions do not say what has changed:\n{proposal}"
        ))
        .at("Cargo.toml")
        .help("raise them as shown, and run the command again"));
    }
    let now = State::of_tree(project)?;
    let mut files = now.files()?;
    let facade = &now.versions["msgraph-identity"];
    let page = changelog::release(
        &project.read_text(changelog::FILE)?,
        facade,
        today,
        &proposal,
    )?;
    files.push(OutputFile::new(changelog::FILE, page));
    run.commit(&files)?;
    Ok(proposal)
}
