//! The query options of a list, as they are passed to the generated clients.

/// The query options of a list.
#[derive(Clone, Default)]
pub struct ListQuery {
    pub(crate) count: Option<bool>,
    pub(crate) filter: Option<String>,
    pub(crate) order_by: Option<String>,
    pub(crate) search: Option<String>,
    pub(crate) select: Option<String>,
    pub(crate) skip: Option<i64>,
    pub(crate) top: Option<i64>,
}
