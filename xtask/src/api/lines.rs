//! The text of an API: lines in the order in which one reads them.

use std::collections::BTreeSet;

/// Before what may gain variants or fields.
pub(super) const MAY_GROW: &str = "#[non_exhaustive] ";
/// Behind a struct that not everybody can build.
pub(super) const PRIVATE_FIELDS: &str = " { /* private fields */ }";
/// Behind a trait that nobody else can implement.
pub(super) const SEALED: &str = " /* sealed */";

/// Lines, each with what it belongs to.
#[derive(Default)]
pub(super) struct Lines(BTreeSet<(String, Rank, String)>);

/// The order of the lines about one item.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Itself,
    Member,
    Implementation,
}

impl Lines {
    /// An item.
    pub(super) fn add(&mut self, item: &str, conditions: &[String], text: String) {
        self.insert(item, Rank::Itself, conditions, text);
    }

    /// A field, a variant or a function of an item.
    pub(super) fn add_member(&mut self, item: &str, conditions: &[String], text: String) {
        self.insert(item, Rank::Member, conditions, text);
    }

    /// What is implemented for an item.
    pub(super) fn add_implementation(&mut self, item: &str, conditions: &[String], text: String) {
        self.insert(item, Rank::Implementation, conditions, text);
    }

    fn insert(&mut self, item: &str, rank: Rank, conditions: &[String], text: String) {
        let conditions: String = conditions
            .iter()
            .map(|condition| format!("#[cfg({condition})] "))
            .collect();
        self.0
            .insert((item.to_owned(), rank, format!("{conditions}{text}")));
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.0.into_iter().map(|(_, _, line)| line).collect()
    }
}
