//! Compares the generated code with what the changes of the contract say, so that the report is true for changes that no
//! rule foresees.

use std::collections::{BTreeMap, HashMap};

use super::generated_items::{GeneratedItem, GeneratedItems, generated_items};
use super::{Change, Effect, Kind, Subject};
use crate::generate::Client;
use crate::openapi::Pointer;
use crate::version::GraphVersion;

/// The types that lowering makes of one schema have its name with these endings.
const DERIVED_TYPES: [&str; 3] = ["Update", "Known", "OdataType"];

/// Gives each change the effect that the code shows, and adds a change for all code that no change explains.
pub(super) fn compare_code(
    was: &Client,
    now: &Client,
    version: GraphVersion,
    changes: &mut Vec<Change>,
) {
    let crate_name = version.crate_name().replace('-', "_");
    let mut differences = differences(
        &generated_items(was, &crate_name),
        &generated_items(now, &crate_name),
    );
    let index = Index::of(&differences);
    for change in &mut *changes {
        let mut shown = None;
        for at in index.explained_by(change) {
            let difference = &mut differences[at];
            if !change.kind.is_text() || difference.effect == Effect::Documentation {
                difference.explained = true;
                shown = shown.max(Some(difference.effect));
            }
        }
        change.effect = match shown {
            _ if change.effect == Effect::Breaking && change.kind.may_refuse_requests() => {
                continue;
            }
            None => Effect::Contract,
            Some(Effect::Documentation) => Effect::Documentation,
            Some(effect) if change.kind.breaks_more_than_names() => effect.max(change.effect),
            Some(effect) => effect,
        };
    }
    changes.extend(unexplained(differences));
}

/// An item whose code or documentation differs.
struct Difference {
    item: String,
    effect: Effect,
    explained: bool,
}

fn differences(was: &GeneratedItems, now: &GeneratedItems) -> Vec<Difference> {
    let nothing = GeneratedItem::default();
    let mut differences = Vec::new();
    let gone = was.keys().filter(|item| !now.contains_key(*item));
    for item in gone.chain(now.keys()) {
        let [before, after] = [was, now].map(|items| items.get(item).unwrap_or(&nothing));
        let code = if !before.promises.is_subset(&after.promises) {
            Some(Effect::Breaking)
        } else {
            (before.code != after.code).then_some(Effect::Compatible)
        };
        let text = before.documentation != after.documentation;
        let text = text.then_some(Effect::Documentation);
        let effects = code.into_iter().chain(text);
        differences.extend(effects.map(|effect| Difference {
            item: item.clone(),
            effect,
            explained: false,
        }));
    }
    differences
}

/// The differences by the names of their items, so that those of a change are found at once.
struct Index {
    /// By each name, and by the names of what that is a part of.
    within: HashMap<String, Vec<usize>>,
    /// By the names of types and of their parts.
    types: HashMap<String, Vec<usize>>,
}

impl Index {
    fn of(differences: &[Difference]) -> Self {
        let (mut within, mut types) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for (at, difference) in differences.iter().enumerate() {
            for name in of_schema(&difference.item) {
                for whole in wholes(&name) {
                    within.entry(whole.to_owned()).or_default().push(at);
                }
                if name.contains("::types::") {
                    types.entry(name).or_default().push(at);
                }
            }
        }
        Self { within, types }
    }

    /// The differences of which a change of the contract says that the item changes: it names the item, a part of it, or what
    /// it is a part of.
    fn explained_by(&self, change: &Change) -> Vec<usize> {
        let mut explained = Vec::new();
        if change.kind.is_of_service() {
            return explained;
        }
        for item in change.items.iter().map(|item| method_of(item)) {
            explained.extend(self.within.get(item).into_iter().flatten());
            if !change.kind.is_text() {
                let types = wholes(item).filter_map(|whole| self.types.get(whole));
                explained.extend(types.flatten());
            }
        }
        explained
    }
}

/// An item, and what it is a part of.
fn wholes(item: &str) -> impl Iterator<Item = &str> {
    let ends = item.match_indices("::").map(|(end, _)| end);
    ends.chain([item.len()]).map(|end| &item[..end])
}

/// The method of an argument; any other item is itself.
fn method_of(item: &str) -> &str {
    item.split('(').next().unwrap_or(item)
}

/// The item, and the item of the schema that it is derived from.
fn of_schema(item: &str) -> Vec<String> {
    let mut names = vec![item.to_owned()];
    let mut parts = item.splitn(4, "::");
    if let (Some(of), Some("types"), Some(name)) = (parts.next(), parts.next(), parts.next()) {
        let rest = parts
            .next()
            .map_or(String::new(), |rest| format!("::{rest}"));
        let schemas = DERIVED_TYPES
            .iter()
            .filter_map(|end| name.strip_suffix(end));
        names.extend(schemas.map(|schema| format!("{of}::types::{schema}{rest}")));
    }
    names
}

/// A change for each type and method with differences that nothing explains.
fn unexplained(differences: Vec<Difference>) -> impl Iterator<Item = Change> {
    let mut items: BTreeMap<String, Effect> = BTreeMap::new();
    for difference in differences.into_iter().filter(|of| !of.explained) {
        let parts: Vec<_> = difference.item.split("::").take(3).collect();
        let effect = items.entry(parts.join("::")).or_insert(difference.effect);
        *effect = difference.effect.max(*effect);
    }
    items.into_iter().map(|(item, effect)| {
        let kind = match effect {
            Effect::Documentation => Kind::DocumentationChanged,
            _ => Kind::CodeChanged,
        };
        let name = item.rsplit("::").next().unwrap_or(&item);
        let place = match item.split("::").nth(1) {
            Some("types") => Pointer::new(["components", "schemas"]),
            Some("Client") => Pointer::new(["paths"]),
            _ => Pointer::new(["info"]),
        };
        Change {
            effect,
            ..Subject::new(name, vec![item.clone()]).change(kind, place)
        }
    })
}
