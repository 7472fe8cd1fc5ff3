//! OData query options: <https://learn.microsoft.com/graph/query-parameters>. Unknown and malformed options are refused with 400.

mod collection;
mod filter;
mod options;
mod order_by;
mod select_expand;

pub(crate) use collection::list;
pub(crate) use options::{QueryOptions, format};
