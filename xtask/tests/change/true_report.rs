//! Reports are true: for random changes of contracts, they say that callers see a change if and only if the generated code
//! differs, and that it is breaking if the code of callers may no longer compile or decode.

mod code;
mod edits;

use std::collections::BTreeMap;

use xtask::GraphVersion;
use xtask::build::build;
use xtask::change::{
    ChangeReport, Clients, Contracts, Effect, Kind, compare_clients, generate_clients,
};
use xtask::project::Project;
use xtask::selection::read_selection;

use crate::checkout::project;
use crate::maintainer::tree::Tree;
use code::Code;
use edits::{EDITS, Random};

/// These may break requests although the generated code stays the same: the service no longer takes them.
const OF_THE_SERVICE: [Kind; 4] = [
    Kind::ConstraintChanged,
    Kind::DefaultChanged,
    Kind::ValueRemoved,
    Kind::PropertyBecameReadOnly,
];

/// The code of both clients. `None` if a contract is refused.
fn code_of(clients: &Clients) -> Option<BTreeMap<GraphVersion, Code>> {
    let v1_client = clients.get(&GraphVersion::V1_0)?;
    let beta = clients.get(&GraphVersion::Beta)?;
    let beta_client = beta.sharing_types_of(v1_client);
    let v1 = Code::parse(v1_client.source(), None);
    let beta = Code::parse(beta_client.source(), Some(&v1));
    Some([(GraphVersion::V1_0, v1), (GraphVersion::Beta, beta)].into())
}

/// What is untrue in a report.
fn untrue(
    was: &BTreeMap<GraphVersion, Code>,
    now: &BTreeMap<GraphVersion, Code>,
    report: &ChangeReport,
) -> Vec<String> {
    let pairs = || was.iter().map(|(version, was)| (was, &now[version]));
    let source_differs = pairs().any(|(was, now)| was.source != now.source);
    let code_differs =
        pairs().any(|(was, now)| was.without_documentation != now.without_documentation);
    let broken: Vec<_> = pairs().flat_map(|(was, now)| was.broken_by(now)).collect();
    let said = |effect| report.changes().any(|(_, change)| change.effect >= effect);
    let mut found = Vec::new();
    for (differs, effect) in [
        (source_differs, Effect::Documentation),
        (code_differs, Effect::Compatible),
        (!broken.is_empty(), Effect::Breaking),
    ] {
        if differs && !said(effect) {
            found.push(format!("no line is {effect:?}, but {broken:?}"));
        }
    }
    for (version, change) in report.changes() {
        let sentence = change.sentence();
        let differs = match change.effect {
            Effect::Contract => true,
            Effect::Documentation => source_differs,
            Effect::Compatible => code_differs,
            Effect::Breaking => !broken.is_empty() || OF_THE_SERVICE.contains(&change.kind),
        };
        if !differs {
            found.push(format!("nothing differs, but {sentence}"));
        }
        let mut types = change
            .items
            .iter()
            .filter_map(|item| item.split("::").nth(2));
        let is_gain = change.effect > Effect::Contract && sentence.contains(" gained ");
        if is_gain && !types.any(|name| now[&version].read.contains(name)) {
            found.push(format!("callers cannot read it, but {sentence}"));
        }
    }
    found
}

/// Makes random changes of the contracts of a project and of small ones, and undoes half of them.
fn check(project: &Project, seeds: Vec<u64>) {
    let small = GraphVersion::ALL.map(|version| (version, super::contract()));
    let built = build(project, None, &mut |_| {}).unwrap();
    let real = built.versions.into_iter();
    let real = real.map(|built| (built.version, built.contract.document));
    let real_selection = read_selection(project).unwrap();
    let small = (Contracts::from(small), super::selection());
    let bases = [small, (real.collect(), real_selection)].map(|(contracts, selection)| {
        let clients = generate_clients(&contracts, &selection, None);
        let code = code_of(&clients).expect("the contracts have code");
        (contracts, selection, clients, code)
    });
    let (mut compared, mut added) = (0, 0);
    let total = seeds.len();
    for seed in seeds {
        let mut random = Random(seed);
        let (contracts, selection, clients, code) = &bases[usize::from(random.below(3) == 0)];
        let (name, edit) = EDITS[random.below(EDITS.len())];
        // One version changes, or both in the same way.
        let only = random.below(3);
        let mut edited = contracts.clone();
        for (index, contract) in edited.values_mut().enumerate() {
            if only == index || only == 2 {
                let _ = edit(contract, &mut random.clone());
            }
        }
        let edited_clients = generate_clients(&edited, selection, Some((contracts, clients)));
        let Some(edited_code) = code_of(&edited_clients) else {
            continue;
        };
        let mut was = ((contracts, clients), code);
        let mut now = ((&edited, &edited_clients), &edited_code);
        if random.below(2) == 0 {
            std::mem::swap(&mut was, &mut now);
        }
        let report = compare_clients(was.0, now.0, selection);
        let found = untrue(was.1, now.1, &report);
        assert!(
            found.is_empty(),
            "seed {seed}, {name}: {found:#?}\n{report}"
        );
        compared += usize::from(edited != *contracts);
        let mut kinds = report.changes().map(|(_, change)| change.kind);
        added += usize::from(kinds.any(|kind| kind == Kind::CodeChanged));
    }
    println!("{compared} of {total} changes were compared; {added} had code that no rule explains");
    assert!(compared > total / 2, "too many changes are refused");
}

#[test]
fn a_report_says_what_differs_in_the_generated_code_and_what_breaks() {
    // A read-only property that is required, of a type that callers create; and one of an update, which has no field for it,
    // becomes a list.
    let seeds = [3_814, 4_477].into_iter().chain(0..50);
    check(&Tree::new().project, seeds.collect());
}

/// `REPORT_CHANGES` asks for more of them: 10,000 take an hour of processor time.
#[test]
#[ignore = "takes minutes"]
fn a_report_is_true_for_many_changes() {
    let changes = std::env::var("REPORT_CHANGES").ok();
    let changes: u64 = changes.map_or(500, |changes| changes.parse().unwrap());
    check(&project(), (1_000..1_000 + changes).collect());
}
