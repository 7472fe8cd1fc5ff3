//! Applies the corrections of upstream, and judges each as a whole: in force, adopted by upstream, or hanging on
//! something that is gone.

mod target;

use roas_overlay::apply::{Apply, Operation};
use serde_json::Value;
use serde_json_path::JsonPath;

use super::Finding;
use super::overlay::Correction;
use crate::error::{Error, Result};
use crate::version::GraphVersion;
use target::{anchor_exists, nearest_target};

/// What a correction does to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It changes the document.
    Applied,
    /// The document says so already.
    Adopted,
    /// What it hangs on is gone; the JSONPath that selects nothing.
    Gone(String),
}

/// A correction, and what it does to the document of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The correction's name.
    pub correction: String,
    /// What it does.
    pub judgement: Judgement,
    /// Where what it hangs on is gone: the entry most like it, in words.
    pub nearest: String,
}

/// Judges each correction of a version, in order, as applied to a document.
///
/// # Errors
///
/// Where a correction cannot be applied at all.
pub fn judge_corrections(
    document: &Value,
    version: GraphVersion,
    corrections: &[Correction],
) -> Result<Vec<Judged>> {
    Ok(apply_corrections(document, version, corrections)?.judged)
}

/// A corrected document.
pub(super) struct Corrected {
    pub(super) document: Value,
    pub(super) applied: Vec<String>,
    pub(super) findings: Vec<Finding>,
    judged: Vec<Judged>,
    gone: Vec<String>,
}

impl Corrected {
    /// Refuses corrections that hang on something that is gone, all in one message.
    pub(super) fn check_anchors(&self) -> Result<()> {
        if self.gone.is_empty() {
            return Ok(());
        }
        Err(Error::new(format!(
            "what these corrections hang on is gone:\n    {}",
            self.gone.join("\n    ")
        ))
        .help("see what upstream says now, and mend or delete each of them"))
    }
}

/// Applies all corrections of a version, in order.
pub(super) fn apply_corrections(
    document: &Value,
    version: GraphVersion,
    corrections: &[Correction],
) -> Result<Corrected> {
    let mut corrected = Corrected {
        document: document.clone(),
        applied: Vec::new(),
        findings: Vec::new(),
        judged: Vec::new(),
        gone: Vec::new(),
    };
    for correction in corrections
        .iter()
        .filter(|correction| correction.about.versions.contains(&version))
    {
        let judgement = apply(&mut corrected.document, correction)
            .map_err(|error| error.in_document(&correction.file))?;
        let mut nearest = String::new();
        match &judgement {
            Judgement::Applied => corrected.applied.push(correction.name.clone()),
            Judgement::Adopted => corrected.findings.push(Finding::Adopted {
                version,
                correction: correction.name.clone(),
                file: correction.file.clone(),
            }),
            Judgement::Gone(target) => {
                nearest = nearest_target(&corrected.document, target);
                corrected.gone.push(format!(
                    "{version}: {}: `{target}` selects nothing{nearest}",
                    correction.file
                ));
            }
        }
        corrected.judged.push(Judged {
            correction: correction.name.clone(),
            judgement,
            nearest,
        });
    }
    Ok(corrected)
}

/// Applies one correction where it changes something; leaves the document alone otherwise.
fn apply(document: &mut Value, correction: &Correction) -> Result<Judgement> {
    if let Some(adopted) = &correction.about.adopted {
        let path = JsonPath::parse(adopted).map_err(|error| {
            Error::new(format!("`adopted` is no JSONPath: `{adopted}`")).because(error.to_string())
        })?;
        if !path.query(document).is_empty() {
            return Ok(Judgement::Adopted);
        }
    }
    let mut changed = document.clone();
    let report = correction
        .overlay
        .apply(&mut changed, Default::default())
        .map_err(|error| Error::new("the correction cannot be applied").because(error))?;
    let (removes, updates): (Vec<_>, Vec<_>) = report
        .actions
        .iter()
        .partition(|action| action.operation == Operation::Remove);
    if let Some(action) = updates.iter().find(|action| action.matched == 0) {
        return Ok(Judgement::Gone(action.target.clone()));
    }
    if let Some(action) = removes
        .iter()
        .find(|action| !anchor_exists(document, &action.target))
    {
        return Ok(Judgement::Gone(action.target.clone()));
    }
    let nothing_to_remove = !removes.is_empty() && removes.iter().all(|action| action.matched == 0);
    if nothing_to_remove || changed == *document {
        return Ok(Judgement::Adopted);
    }
    *document = changed;
    Ok(Judgement::Applied)
}

#[cfg(test)]
mod tests {
    use super::super::overlay::About;
    use super::*;
    use serde_json::json;

    fn correction(adopted: Option<&str>, actions: Value) -> Correction {
        Correction {
            name: "test".to_owned(),
            file: "test.yaml".to_owned(),
            about: About {
                claim: String::new(),
                truth: String::new(),
                source: String::new(),
                adopted: adopted.map(str::to_owned),
                versions: GraphVersion::ALL.to_vec(),
            },
            overlay: serde_json::from_value(json!({
                "overlay": "1.0.0", "info": { "title": "t", "version": "1" }, "actions": actions,
            }))
            .unwrap(),
        }
    }

    fn answers_204() -> Value {
        json!([
            { "target": "$.paths['/a'].patch.responses", "update": { "204": { "description": "Success" } } },
            { "target": "$.paths['/a'].patch.responses['2XX']", "remove": true },
        ])
    }

    fn judge(document: Value, correction: &Correction) -> (Judgement, Value) {
        let mut corrected = document;
        let judgement = apply(&mut corrected, correction).unwrap();
        (judgement, corrected)
    }

    fn with_responses(responses: Value) -> Value {
        json!({ "paths": { "/a": { "patch": { "responses": responses } } } })
    }

    #[test]
    fn a_correction_in_force_changes_the_document() {
        let (judgement, document) = judge(
            with_responses(json!({ "2XX": {} })),
            &correction(None, answers_204()),
        );
        assert_eq!(judgement, Judgement::Applied);
        assert_eq!(
            document,
            with_responses(json!({ "204": { "description": "Success" } }))
        );
    }

    #[test]
    fn upstream_has_adopted_what_changes_nothing_or_has_nothing_left_to_remove() {
        for responses in [
            json!({ "204": { "description": "Success" } }),
            json!({ "200": {} }),
        ] {
            let document = with_responses(responses);
            assert_eq!(
                judge(document.clone(), &correction(None, answers_204())),
                (Judgement::Adopted, document)
            );
        }
    }

    #[test]
    fn a_correction_may_say_itself_what_its_adoption_looks_like() {
        let actions =
            json!([{ "target": "$.paths['/a']", "update": { "put": { "responses": {} } } }]);
        let correction = correction(Some("$.paths['/a'].put"), actions);
        let adopted = json!({ "paths": { "/a": { "put": { "operationId": "theirs" } } } });
        assert_eq!(
            judge(adopted.clone(), &correction),
            (Judgement::Adopted, adopted)
        );
        assert_eq!(
            judge(with_responses(json!({})), &correction).0,
            Judgement::Applied
        );
    }

    #[test]
    fn an_operation_that_is_gone_is_not_an_adoption() {
        let document = json!({ "paths": { "/a": { "get": {} } } });
        let update = Judgement::Gone("$.paths['/a'].patch.responses".to_owned());
        assert_eq!(
            judge(document.clone(), &correction(None, answers_204())).0,
            update
        );
        let target = "$.paths['/a'].patch.responses['2XX']";
        let remove = correction(None, json!([{ "target": target, "remove": true }]));
        assert_eq!(
            judge(document, &remove).0,
            Judgement::Gone(target.to_owned())
        );
    }
}
