//! A page of a collection: filtered, ordered, of limited length, with a link to the next page.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::options::QueryOptions;
use crate::entities::Entities;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::model::{EntitySet, Properties};
use crate::request_scope::RequestScope;

/// Answers a list, or `…/$count`. `view` shows an entity, or `None` if readers do not see it yet.
pub(crate) fn list<K: Eq + Hash, V>(
    scope: &RequestScope<'_>,
    set: &'static EntitySet,
    operation: Operation,
    entities: &mut Entities<K, V>,
    view: impl Fn(&mut V, &QueryOptions) -> Option<Properties>,
) -> Result<FakeResponse, GraphError> {
    if operation.counts() {
        let options = QueryOptions::of_count(scope, set)?;
        let views = entities.from(0);
        let views = views.filter_map(|(_, entity)| view(entity, &options));
        return Ok(options.count_response(views));
    }
    let options = &QueryOptions::of_collection(scope, set)?;
    let views = entities.from(options.start());
    let views = views.filter_map(|(position, entity)| Some((position, view(entity, options)?)));
    let collection = Collection {
        scope,
        set,
        options,
    };
    Ok(collection.respond(views))
}

struct Collection<'a> {
    scope: &'a RequestScope<'a>,
    set: &'static EntitySet,
    options: &'a QueryOptions,
}

impl Collection<'_> {
    /// A page of the entities from [`QueryOptions::start`] on, each given with its position.
    fn respond(self, items: impl Iterator<Item = (u64, Properties)>) -> FakeResponse {
        let options = self.options;
        let matching = items.filter(|(_, entity)| options.matches(entity));
        let shown = |(position, mut entity)| {
            self.scope.add_etag(&mut entity);
            (position, options.selected(entity))
        };
        let Some(order_by) = &options.order_by else {
            return self.page(matching.map(shown));
        };
        let mut sorted: Vec<Properties> = matching.map(|(_, entity)| entity).collect();
        order_by.sort(&mut sorted);
        // Sorted entities are counted, because positions are in the order of creation.
        let placed = (0..).zip(sorted);
        let placed = placed.filter(|(place, _)| *place >= options.offset());
        self.page(placed.map(shown))
    }

    /// Reads no more items than the page has, unless `$count` asks for their number.
    fn page(&self, mut items: impl Iterator<Item = (u64, Properties)>) -> FakeResponse {
        let first_page = self.options.token.is_none();
        let skip = if first_page { self.options.skip } else { 0 };
        let skipped = items.by_ref().take(skip).count();
        let page_size = self.scope.switches().page_size;
        let length = self.options.top.unwrap_or(page_size).min(page_size);
        let (positions, value): (Vec<u64>, Vec<Properties>) = items.by_ref().take(length).unzip();
        let more = items.next().is_some();
        let next_link = positions
            .last()
            .filter(|_| more)
            .map(|last| self.next_link(last + 1));
        // Only the first page has the count.
        let count = (self.options.count && first_page)
            .then(|| skipped + value.len() + usize::from(more) + items.count());
        let context = self.scope.request.context(&self.name_in_metadata());
        let mut page = Properties::new();
        page.insert("@odata.context".into(), context.into());
        if let Some(count) = count {
            page.insert("@odata.count".into(), count.into());
        }
        if let Some(link) = next_link {
            page.insert("@odata.nextLink".into(), link.into());
        }
        page.insert("value".into(), value.into_iter().collect());
        self.scope.result_response(StatusCode::OK, self.set, page)
    }

    fn name_in_metadata(&self) -> String {
        match &self.options.select {
            Some(select) => format!("{}({})", self.set.path, select.join(",")),
            None => self.set.path.to_owned(),
        }
    }

    fn next_link(&self, start: u64) -> String {
        let request = self.scope.request;
        format!(
            "{}/{}?{}",
            request.service_root(),
            self.set.path,
            continue_at(&request.query, start)
        )
    }
}

/// A skip token is opaque to clients. It has the start of the page, and a fingerprint of the rest of the link.
const SKIP_TOKEN: [&str; 2] = ["$skiptoken", "skiptoken"];

/// The query of a link to the page that begins at `start`.
fn continue_at(query: &str, start: u64) -> String {
    let token = URL_SAFE_NO_PAD.encode(format!("{start}.{:x}", fingerprint(query)));
    let is_token = |part: &&str| {
        let mut parameters = form_urlencoded::parse(part.as_bytes());
        parameters.any(|(name, _)| SKIP_TOKEN.contains(&&*name))
    };
    let mut parts: Vec<&str> = query.split('&').collect();
    parts.retain(|part| !part.is_empty() && !is_token(part));
    let token = format!("$skiptoken={token}");
    parts.push(&token);
    parts.join("&")
}

pub(super) fn read_skip_token(token: &str, query: &str) -> Result<u64, GraphError> {
    let start = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        let (start, check) = text.split_once('.')?;
        // A token belongs to its link. In another link it is an error.
        (check == format!("{:x}", fingerprint(query))).then_some(start.parse().ok()?)
    });
    start.ok_or_else(|| {
        GraphError::bad_request("The skip token is invalid: follow '@odata.nextLink' as it is.")
    })
}

/// A client may write a link in another encoding.
fn fingerprint(query: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for parameter in form_urlencoded::parse(query.as_bytes()) {
        if !SKIP_TOKEN.contains(&&*parameter.0) {
            parameter.hash(&mut hasher);
        }
    }
    hasher.finish()
}
