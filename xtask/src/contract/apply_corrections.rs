//! Applies the corrections, and judges each as a whole: it applies, Microsoft has adopted it, or it no longer matches the
//! document.

mod target;

use roas_overlay::apply::{Apply, Operation};
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::overlay::Correction;
use crate::error::{Error, Result};
use crate::version::GraphVersion;
use target::{anchor, nearest_target, reach};

/// The effect of a correction on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It changes the document.
    Applied,
    /// The document already says so.
    Adopted,
    /// It no longer matches the document, for this reason.
    Gone(String),
}

/// Applies the corrections of a version to a document in order, and judges each.
///
/// # Errors
///
/// If a correction cannot be applied at all.
pub fn apply_corrections<'a>(
    document: &mut Value,
    version: GraphVersion,
    corrections: &'a [Correction],
) -> Result<Vec<(&'a Correction, Judgement)>> {
    let of_version = |correction: &&Correction| correction.about.versions.contains(&version);
    let judge = |correction: &'a Correction| match apply(document, correction) {
        Ok(judgement) => Ok((correction, judgement)),
        Err(error) => Err(error.in_document(&correction.file)),
    };
    corrections.iter().filter(of_version).map(judge).collect()
}

/// Refuses corrections that no longer match the document, all in one message.
pub(super) fn refuse_gone(
    version: GraphVersion,
    judged: &[(&Correction, Judgement)],
) -> Result<()> {
    let gone = judged
        .iter()
        .filter_map(|(correction, judgement)| match judgement {
            Judgement::Gone(reason) => {
                Some(format!("\n    {version}: {}: {reason}", correction.file))
            }
            _ => None,
        });
    let gone: String = gone.collect();
    if gone.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!(
        "these corrections no longer match the document:{gone}"
    ))
    .help("read what the document says now, then fix or delete each of them"))
}

/// Applies one correction, and leaves the document unchanged unless it applies.
fn apply(document: &mut Value, correction: &Correction) -> Result<Judgement> {
    if let Some(adopted) = &correction.about.adopted {
        let path = JsonPath::parse(adopted).map_err(|error| {
            Error::new(format!("`adopted` is not a valid JSONPath: `{adopted}`"))
                .because(error.to_string())
        })?;
        if !path.query(document).is_empty() {
            return Ok(Judgement::Adopted);
        }
    }
    // The overlay gets only what it can select: applying it takes several copies of that.
    let actions = correction.overlay.actions.iter();
    let places: Vec<_> = actions.map(|action| reach(&action.target)).collect();
    let mut part = Value::Null;
    for place in &places {
        copy(document, &mut part, place);
    }
    let mut changed = part.clone();
    let report = correction
        .overlay
        .apply(&mut changed, Default::default())
        .map_err(|error| Error::new("the correction cannot be applied").because(error))?;
    let (removes, updates): (Vec<_>, Vec<_>) = report
        .actions
        .iter()
        .partition(|action| action.operation == Operation::Remove);
    let lost_update = updates.iter().find(|action| action.matched == 0);
    let lost_remove = removes
        .iter()
        .find(|action| !exists(document, &anchor(&action.target)));
    if let Some(action) = lost_update.or(lost_remove) {
        let target = &action.target;
        let nearest = nearest_target(document, target);
        return Ok(Judgement::Gone(format!(
            "`{target}` selects nothing{nearest}"
        )));
    }
    let nothing_to_remove = !removes.is_empty() && removes.iter().all(|action| action.matched == 0);
    if nothing_to_remove || changed == part {
        return Ok(Judgement::Adopted);
    }
    for place in &places {
        copy(&changed, document, place);
    }
    Ok(Judgement::Applied)
}

fn exists(document: &Value, place: &[String]) -> bool {
    let found = place
        .iter()
        .try_fold(document, |value, name| value.get(name));
    found.is_some()
}

/// Makes one document say what another one says at a place, nothing included.
fn copy(from: &Value, to: &mut Value, place: &[String]) {
    let Some((name, rest)) = place.split_first() else {
        *to = from.clone();
        return;
    };
    if let Some(child) = from.get(name) {
        if !to.is_object() {
            *to = Value::Object(Map::new());
        }
        copy(child, &mut to[name], rest);
    } else if let Some(object) = to.as_object_mut() {
        object.shift_remove(name);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Every way to write a target, as long as this one does not need the whole document.
    const TARGETS: [&str; 17] = [
        "$",
        "$.a",
        "$.a.b.c.d",
        "$['a'][\"b\"].c.d.x",
        "$.a['b','z']",
        "$['a' ]['b']",
        "$ .a.b",
        r"$.a['b\'][\'c']",
        "$.a[\"b']['c\"]",
        "$.a[?@.c]",
        "$.f[?$.a.b.c]",
        "$.f['$'].h",
        "$..e",
        "$.a.*",
        "$.a.b.*.d",
        "$.a.x",
        "$.x.y.z",
    ];

    #[test]
    fn a_correction_changes_a_document_as_if_it_got_all_of_it() {
        let document = json!({
            "a": { "b": { "c": { "d": {} }, "e": {} }, "b']['c": { "e": {} }, "z": {} },
            "f": { "g": {}, "$": { "h": {} } },
        });
        let about = json!({ "claim": "", "truth": "", "source": "" });
        for (one, other) in TARGETS
            .iter()
            .flat_map(|one| TARGETS.map(|other| (one, other)))
        {
            for change in [json!({ "update": { "new": 1 } }), json!({ "remove": true })] {
                let action = |target: &str| {
                    let mut action = change.clone();
                    action["target"] = target.into();
                    action
                };
                let overlay = json!({
                    "overlay": "1.0.0",
                    "info": { "title": "x", "version": "1" },
                    "actions": [action(one), action(other)],
                });
                let correction = Correction {
                    name: String::new(),
                    file: String::new(),
                    about: serde_json::from_value(about.clone()).unwrap(),
                    overlay: serde_json::from_value(overlay).unwrap(),
                };
                let mut expected = document.clone();
                let applied = correction.overlay.apply(&mut expected, Default::default());
                let mut changed = document.clone();
                match apply(&mut changed, &correction) {
                    Err(_) => assert!(applied.is_err(), "{one} {other}"),
                    Ok(Judgement::Gone(_)) => assert_eq!(changed, document),
                    Ok(_) => assert_eq!(changed, expected, "{one} {other}"),
                }
            }
        }
    }
}
