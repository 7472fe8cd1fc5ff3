//! `cargo xtask corrections`: what Microsoft's document says, what is true, and whether each correction is still needed.

use std::fmt;

use crate::build::read_upstream;
use crate::contract::{Correction, Judged, Judgement, Overlays, judge_corrections};
use crate::error::Result;
use crate::project::Project;
use crate::version::GraphVersion;

/// All corrections, in the order in which they are applied.
#[derive(Debug)]
pub struct Corrections(Vec<Entry>);

/// A correction, with its effect on the document of each of its versions.
#[derive(Debug)]
struct Entry {
    correction: Correction,
    judged: Vec<(GraphVersion, Judged)>,
}

/// Judges all corrections by what `spec/upstream/` says now.
///
/// # Errors
///
/// Returns an error if the overlays or `spec/upstream/` cannot be read.
pub fn list_corrections(project: &Project) -> Result<Corrections> {
    let overlays = Overlays::read(&project.root().join(Project::OVERLAYS))?;
    let mut judged = Vec::new();
    for version in GraphVersion::ALL {
        let upstream = read_upstream(project, version)?;
        let of_version = judge_corrections(&upstream, version, &overlays.corrections)?;
        judged.extend(of_version.into_iter().map(|judged| (version, judged)));
    }
    let entry = |correction: Correction| Entry {
        judged: judged
            .iter()
            .filter(|(_, judged)| judged.correction == correction.name)
            .cloned()
            .collect(),
        correction,
    };
    Ok(Corrections(
        overlays.corrections.into_iter().map(entry).collect(),
    ))
}

impl fmt::Display for Corrections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.0 {
            writeln!(f, "{entry}")?;
        }
        let idle = self.0.iter().filter(|entry| !entry.is_in_force()).count();
        write!(f, "{} corrections, ", self.0.len())?;
        match idle {
            0 => write!(f, "all in force"),
            idle => write!(f, "{idle} to mend"),
        }
    }
}

impl Entry {
    fn is_in_force(&self) -> bool {
        self.judged
            .iter()
            .all(|(_, judged)| judged.judgement == Judgement::Applied)
    }

    /// What to do about a correction that Microsoft has adopted in this version.
    fn way_out(&self, version: GraphVersion) -> String {
        let file = &self.correction.file;
        let adopted = |(_, judged): &(_, Judged)| judged.judgement == Judgement::Adopted;
        if self.judged.iter().all(adopted) {
            format!("delete {file}")
        } else {
            format!("take {version} out of `versions` in {file}")
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = &self.correction.about;
        writeln!(
            f,
            "{}: {}",
            self.correction.name, self.correction.overlay.info.title
        )?;
        writeln!(f, "  upstream  {}", about.claim.trim_end())?;
        writeln!(f, "  truth     {}", about.truth.trim_end())?;
        writeln!(f, "  source    {}", about.source)?;
        for (version, judged) in &self.judged {
            let state = match &judged.judgement {
                Judgement::Applied => "in force".to_owned(),
                Judgement::Adopted => {
                    format!("adopted by upstream: {}", self.way_out(*version))
                }
                Judgement::Gone(target) => format!(
                    "no longer matches the document: `{target}` selects nothing{}",
                    judged.nearest
                ),
            };
            writeln!(f, "  {:<8}  {state}", version.name())?;
        }
        Ok(())
    }
}
