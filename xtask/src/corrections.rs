//! `cargo xtask corrections`: what Microsoft's document says, what is true, and whether each correction is still needed.

use std::fmt;

use crate::build::read_upstream;
use crate::contract::{Correction, Judgement, Overlays, apply_corrections};
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
    judged: Vec<(GraphVersion, Judgement)>,
}

/// Judges all corrections by what `spec/upstream/` says now.
///
/// # Errors
///
/// Returns an error if the overlays or `spec/upstream/` cannot be read.
pub fn list_corrections(project: &Project) -> Result<Corrections> {
    let overlays = Overlays::read(&project.root().join(Project::OVERLAYS))?;
    let entry = |correction: &Correction| Entry {
        correction: correction.clone(),
        judged: Vec::new(),
    };
    let mut entries: Vec<Entry> = overlays.corrections.iter().map(entry).collect();
    for version in GraphVersion::ALL {
        let mut upstream = read_upstream(project, version)?;
        let judged = apply_corrections(&mut upstream, version, &overlays.corrections)?;
        for (correction, judgement) in judged {
            let mut entries = entries.iter_mut();
            if let Some(entry) = entries.find(|entry| entry.correction.name == correction.name) {
                entry.judged.push((version, judgement));
            }
        }
    }
    Ok(Corrections(entries))
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
            idle => write!(f, "{idle} to correct"),
        }
    }
}

impl Entry {
    fn is_in_force(&self) -> bool {
        let mut judged = self.judged.iter();
        judged.all(|(_, judgement)| *judgement == Judgement::Applied)
    }

    /// What to do about a correction that Microsoft has adopted in this version.
    fn way_out(&self, version: GraphVersion) -> String {
        let file = &self.correction.file;
        let mut judged = self.judged.iter();
        if judged.all(|(_, judgement)| *judgement == Judgement::Adopted) {
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
        for (version, judgement) in &self.judged {
            let state = match judgement {
                Judgement::Applied => "in force".to_owned(),
                Judgement::Adopted => {
                    format!("adopted by upstream: {}", self.way_out(*version))
                }
                Judgement::Gone(reason) => format!("no longer matches the document: {reason}"),
            };
            writeln!(f, "  {:<8}  {state}", version.name())?;
        }
        Ok(())
    }
}
