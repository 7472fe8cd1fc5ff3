//! What `$expand` asks for.

/// A navigation property whose entity comes with the answer.
#[derive(Debug, PartialEq)]
pub(crate) struct Expansion {
    pub(crate) name: &'static str,
    /// The properties of the other entity that are kept, or `None` for all of them.
    pub(crate) select: Option<Vec<String>>,
}
