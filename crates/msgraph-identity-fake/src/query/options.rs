//! The options of one request, parsed and checked against the type of the result.

use axum::http::StatusCode;

use super::collection::read_skip_token;
use super::filter::{self, Filter};
use super::order_by::OrderBy;
use super::select_expand::{expand, select};
use crate::fake_response::FakeResponse;
use crate::graph_error::{GraphError, shorten};
use crate::graph_version::GraphVersion;
use crate::model::{EntitySet, Expansion, Properties};
use crate::request_scope::RequestScope;

#[derive(Default)]
pub(crate) struct QueryOptions {
    pub(super) select: Option<Vec<String>>,
    expand: Vec<Expansion>,
    pub(super) filter: Option<Filter>,
    pub(super) order_by: Option<OrderBy>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) count: bool,
    /// The start of the page, from `$skiptoken`.
    pub(super) token: Option<u64>,
}

const OF_COLLECTION: [&str; 9] = [
    "$select",
    "$expand",
    "$filter",
    "$orderby",
    "$top",
    "$skip",
    "$count",
    "$skiptoken",
    FORMAT,
];

/// Read by [`format`] alone.
const FORMAT: &str = "$format";

/// Known and not supported.
const SEARCH: &str = "$search";

/// The limit of Graph itself. A page is no longer than its switch says.
const MAX_TOP: usize = 999;

type Parsed = Result<QueryOptions, GraphError>;

impl QueryOptions {
    pub(crate) fn of_collection(scope: &RequestScope<'_>, set: &EntitySet) -> Parsed {
        Self::parse(scope, set, &OF_COLLECTION)
    }

    pub(crate) fn of_entity(scope: &RequestScope<'_>, set: &EntitySet) -> Parsed {
        Self::parse(scope, set, &["$select", "$expand", FORMAT])
    }

    /// For an entity that has nothing to expand.
    pub(crate) fn of_singleton(scope: &RequestScope<'_>, set: &EntitySet) -> Parsed {
        Self::parse(scope, set, &["$select", FORMAT])
    }

    /// For a function, which has no options.
    pub(crate) fn of_function(scope: &RequestScope<'_>, set: &EntitySet) -> Parsed {
        Self::parse(scope, set, &[FORMAT])
    }

    /// For `…/$count`.
    pub(crate) fn of_count(scope: &RequestScope<'_>, set: &EntitySet) -> Parsed {
        if !scope.switches().count {
            return Err(GraphError::bad_request(
                "$count is not offered in this tenant.",
            ));
        }
        Self::parse(scope, set, &["$filter", FORMAT])
    }

    fn parse(scope: &RequestScope<'_>, set: &EntitySet, allowed: &[&str]) -> Parsed {
        let ty = scope.ty(set);
        let mut options = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in form_urlencoded::parse(scope.request.query.as_bytes()) {
            let Some(name) = system_option(scope.request.version, &name) else {
                continue;
            };
            if !allowed.contains(&name.as_str()) {
                return Err(GraphError::bad_request(format!(
                    "Query option '{}' is not supported here.",
                    shorten(&name)
                )));
            }
            if seen.contains(&name) {
                return Err(GraphError::bad_request(format!(
                    "Query option '{name}' was specified more than once."
                )));
            }
            match name.as_str() {
                "$select" => options.select = select(&value, ty)?,
                "$expand" => options.expand = expand(&value, ty)?,
                "$filter" => options.filter = Some(filter::parse(&value, ty)?),
                "$orderby" => options.order_by = Some(OrderBy::parse(&value, ty)?),
                "$top" => options.top = Some(top(&value)?),
                "$skip" => options.skip = number("$skip", &value)?,
                "$count" => options.count = count(&value, scope)?,
                FORMAT => {}
                _ => options.token = Some(read_skip_token(&value, &scope.request.query)?),
            }
            seen.push(name);
        }
        Ok(options)
    }

    /// The position of the first entity that a page can have.
    pub(crate) fn start(&self) -> u64 {
        if self.order_by.is_some() {
            0
        } else {
            self.offset()
        }
    }

    pub(super) fn offset(&self) -> u64 {
        self.token.unwrap_or(0)
    }

    /// The expansion of this navigation property, if `$expand` names it.
    pub(crate) fn expansion(&self, name: &str) -> Option<&Expansion> {
        self.expand.iter().find(|expansion| expansion.name == name)
    }

    /// A single entity with its context, of which `$select` is a part.
    pub(crate) fn entity_response(
        &self,
        scope: &RequestScope<'_>,
        set: &'static EntitySet,
        entity: Properties,
    ) -> FakeResponse {
        let mut entity = scope.with_context(set, entity, self.select.as_deref());
        if self.select.is_none() {
            return scope.entity_response(StatusCode::OK, set, entity);
        }
        scope.add_etag(&mut entity);
        scope.result_response(StatusCode::OK, set, self.selected(entity))
    }

    /// The number of entities, as text.
    pub(crate) fn count_response(
        &self,
        entities: impl Iterator<Item = Properties>,
    ) -> FakeResponse {
        let count = entities.filter(|entity| self.matches(entity)).count();
        FakeResponse::text(StatusCode::OK, count.to_string())
    }

    pub(super) fn matches(&self, entity: &Properties) -> bool {
        let filter = self.filter.as_ref();
        filter.is_none_or(|filter| filter(entity))
    }

    pub(super) fn selected(&self, mut entity: Properties) -> Properties {
        if let Some(select) = &self.select {
            entity.retain(|name, _| {
                name.starts_with("@odata.")
                    || select.contains(name)
                    || self.expansion(name).is_some()
            });
        }
        entity
    }
}

/// The value of `$format`, if the query has it.
pub(crate) fn format(version: GraphVersion, query: &str) -> Result<Option<String>, GraphError> {
    let parameters = form_urlencoded::parse(query.as_bytes());
    let mut values = parameters
        .filter(|(name, _)| system_option(version, name).as_deref() == Some(FORMAT))
        .map(|(_, value)| value.into_owned());
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        _ => Err(GraphError::bad_request(
            "Query option '$format' was specified more than once.",
        )),
    }
}

/// The name with its `$`, which is optional in beta. Parameters with other names are ignored.
fn system_option(version: GraphVersion, name: &str) -> Option<String> {
    if name.starts_with('$') {
        return Some(name.to_owned());
    }
    let with_prefix = format!("${name}");
    let known = OF_COLLECTION.contains(&with_prefix.as_str()) || with_prefix == SEARCH;
    (version == GraphVersion::Beta && known).then_some(with_prefix)
}

fn number(option: &str, value: &str) -> Result<usize, GraphError> {
    // Only digits, although `i64` would also read a sign, and at most 64 bits, as in the contract.
    if value.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(number) = value.parse::<i64>()
    {
        return Ok(usize::try_from(number).unwrap_or(usize::MAX));
    }
    Err(GraphError::refused_early(format!(
        "Invalid value for query option '{option}': a whole number is expected."
    )))
}

fn top(value: &str) -> Result<usize, GraphError> {
    match number("$top", value)? {
        top @ 1..=MAX_TOP => Ok(top),
        other => Err(GraphError::bad_request(format!(
            "Invalid page size specified: '{other}'. Must be between 1 and {MAX_TOP} inclusive."
        ))),
    }
}

fn count(value: &str, scope: &RequestScope<'_>) -> Result<bool, GraphError> {
    match value {
        "true" if !scope.switches().count => Err(GraphError::bad_request(
            "$count is not offered in this tenant.",
        )),
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(GraphError::refused_early(
            "Invalid value for query option '$count': true or false is expected.",
        )),
    }
}
