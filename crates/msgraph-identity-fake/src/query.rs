//! OData query options: <https://learn.microsoft.com/graph/query-parameters>. Whatever is unknown or malformed is a 400.

mod collection;
mod expand;
mod filter;
mod names;
mod options;
mod order_by;
mod skip_token;

pub(crate) use collection::Collection;
pub(crate) use expand::Expansion;
pub(crate) use options::QueryOptions;
