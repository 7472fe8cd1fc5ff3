//! The report is true: for random changes of contracts, it says that callers see a change if and only if the generated code
//! differs, and "breaking" if their code may no longer compile or decode. What breaks is read from the generated code.

mod code;
mod edits;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use xtask::GraphVersion;
use xtask::change::{Change, ChangeReport, Contracts, Effect, Kind, compare_contracts};
use xtask::generate::generate;
use xtask::lower::lower;
use xtask::selection::{Selection, read_selection};

use crate::checkout::{BUILT, project};
use code::Code;
use edits::{EDITS, Random};

/// Contracts that are changed, with their generated code.
struct Base {
    contracts: Contracts,
    selection: Selection,
    code: BTreeMap<GraphVersion, Code>,
}

impl Base {
    fn new(contracts: Contracts, selection: Selection) -> Self {
        let code = generated(&contracts, &selection).expect("the contracts have code");
        Self {
            contracts,
            selection,
            code,
        }
    }

    fn both() -> [Self; 2] {
        let small = GraphVersion::ALL.map(|version| (version, super::contract()));
        let real = BUILT.versions.iter().map(|built| built.to_contract());
        [
            Self::new(small.into(), super::selection()),
            Self::new(real.collect(), read_selection(&project()).unwrap()),
        ]
    }
}

/// The code of both clients. `None` if a contract is refused.
fn generated(contracts: &Contracts, selection: &Selection) -> Option<BTreeMap<GraphVersion, Code>> {
    let client = |version, v1| {
        let lowered = catch_unwind(AssertUnwindSafe(|| lower(&contracts[&version], selection)));
        generate(&lowered.ok()?.ok()?, version, v1).ok()
    };
    let v1 = client(GraphVersion::V1_0, None)?;
    let beta = client(GraphVersion::Beta, Some(&v1))?;
    let v1 = Code::read(&v1.source(), None);
    let beta = Code::read(&beta.source(), Some(&v1));
    Some([(GraphVersion::V1_0, v1), (GraphVersion::Beta, beta)].into())
}

/// What the service may refuse although the generated code stays the same.
fn is_of_the_service(change: &Change) -> bool {
    let kinds = [
        Kind::ConstraintChanged,
        Kind::DefaultChanged,
        Kind::ValueRemoved,
        Kind::PropertyBecameReadOnly,
    ];
    change.effect == Effect::Breaking && kinds.contains(&change.kind)
}

/// What is untrue in a report.
fn disagreements(
    was: &BTreeMap<GraphVersion, Code>,
    now: &BTreeMap<GraphVersion, Code>,
    report: &ChangeReport,
) -> Vec<String> {
    let mut found = Vec::new();
    let said = |effect| report.changes().any(|(_, change)| change.effect >= effect);
    let sources_differ = was
        .iter()
        .any(|(version, was)| was.source != now[version].source);
    let code_differs = was
        .iter()
        .any(|(version, was)| was.code != now[version].code);
    let broken: Vec<_> = was
        .iter()
        .flat_map(|(version, was)| was.broken_by(&now[version]))
        .collect();
    if sources_differ && !said(Effect::Documentation) {
        found.push("the generated source differs, and no line says so".to_owned());
    }
    if code_differs && !said(Effect::Compatible) {
        found.push("the generated code differs, and no line says so".to_owned());
    }
    if !broken.is_empty() && !said(Effect::Breaking) {
        found.push(format!("not called breaking: {broken:?}"));
    }
    for (version, change) in report
        .changes()
        .filter(|(_, change)| !is_of_the_service(change))
    {
        let sentence = change.sentence();
        let is_false = match change.effect {
            Effect::Contract => false,
            Effect::Documentation => !sources_differ,
            Effect::Compatible => !code_differs,
            Effect::Breaking => !code_differs,
        };
        if is_false {
            found.push(format!("nothing differs, but {sentence}"));
        }
        let of_type = |item: &String| item.split("::").nth(2).map(str::to_owned);
        let types: Vec<_> = change.items.iter().filter_map(of_type).collect();
        let code = &now[&version];
        if change.effect > Effect::Contract
            && sentence.contains(" gained ")
            && !types.iter().any(|name| code.answered.contains(name))
        {
            found.push(format!("{version}: callers cannot read it, but {sentence}"));
        }
    }
    found
}

/// Makes random changes, a third of them of the real contracts.
fn check(changes: std::ops::Range<u64>) {
    let bases = Base::both();
    let (mut refused, mut same, mut unforeseen) = (0, 0, 0);
    let total = changes.end - changes.start;
    let mut untrue: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for seed in changes {
        let mut random = Random(seed);
        let base = &bases[usize::from(random.below(3) == 0)];
        let (name, edit) = EDITS[random.below(EDITS.len())];
        let edited = random.below(3);
        let mut contracts = base.contracts.clone();
        let versions = contracts.values_mut().enumerate();
        for (_, contract) in versions.filter(|(index, _)| edited == 2 || *index == edited) {
            // Both versions get the same change.
            let _ = edit(contract, &mut random.clone());
        }
        if contracts == base.contracts {
            same += 1;
            continue;
        }
        let Some(code) = generated(&contracts, &base.selection) else {
            refused += 1;
            continue;
        };
        for (was, now, before, after) in [
            (&base.code, &code, &base.contracts, &contracts),
            (&code, &base.code, &contracts, &base.contracts),
        ] {
            let report = compare_contracts(before, after, &base.selection);
            let mut kinds = report.changes().map(|(_, change)| change.kind);
            unforeseen += usize::from(kinds.any(|kind| kind == Kind::CodeChanged));
            for what in disagreements(was, now, &report) {
                let seeds = untrue.entry(format!("{name}: {what}")).or_default();
                seeds.push(format!("{seed}\n{report}"));
            }
        }
    }
    println!("{total} changes: {same} change nothing, {refused} refused, {unforeseen} unforeseen");
    let shown = untrue.iter().map(|(what, seeds)| {
        format!(
            "{what}\n  {} times, such as with seed {}\n",
            seeds.len(),
            seeds[0]
        )
    });
    let shown: Vec<_> = shown.take(40).collect();
    assert!(
        shown.is_empty(),
        "{} untrue:\n{}",
        untrue.len(),
        shown.join("\n")
    );
    assert!(
        same + refused < total / 2,
        "too few changes can be compared"
    );
}

#[test]
fn a_report_says_what_differs_in_the_generated_code_and_what_breaks() {
    check(0..150);
}

#[test]
#[ignore = "takes an hour"]
fn a_report_is_true_for_ten_thousand_changes() {
    check(1_000..11_000);
}
