//! A page of a collection: filtered, ordered, cut, with a link to the next one.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use super::options::QueryOptions;
use super::skip_token;
use crate::answer::Answer;
use crate::request_scope::RequestScope;

pub(crate) struct Collection<'a> {
    scope: &'a RequestScope<'a>,
    /// The path below the service root, which is also its name in the metadata.
    path: &'static str,
    options: &'a QueryOptions,
}

#[derive(Serialize)]
struct Page<T> {
    #[serde(rename = "@odata.context")]
    context: String,
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    value: Vec<T>,
}

impl<'a> Collection<'a> {
    pub(crate) fn new(
        scope: &'a RequestScope<'a>,
        path: &'static str,
        options: &'a QueryOptions,
    ) -> Self {
        Self {
            scope,
            path,
            options,
        }
    }

    /// The page, made of the entities from [`QueryOptions::start`] on, each with its position.
    pub(crate) fn answer<T: Serialize>(self, items: impl Iterator<Item = (u64, T)>) -> Answer {
        let options = self.options;
        if options.order_by.is_none()
            && options.filter.is_none()
            && options.select.is_none()
            && !self.scope.switches().etags
        {
            return self.page(items);
        }
        let objects = items.map(|(position, item)| (position, self.scope.object(&item)));
        let matching = objects.filter(|(_, object)| match &options.filter {
            Some(filter) => filter.matches(object),
            None => true,
        });
        let selected = |(position, object)| (position, options.selected(object));
        let Some(order_by) = &options.order_by else {
            return self.page(matching.map(selected));
        };
        let mut sorted: Vec<Map<String, Value>> = matching.map(|(_, object)| object).collect();
        order_by.sort(&mut sorted);
        // In another order than that of their creation, places are counted.
        let placed = (0..).zip(sorted).map(selected);
        self.page(placed.filter(|(place, _)| *place >= options.offset()))
    }

    /// Takes no more items than the page has, unless they are to be counted.
    fn page<T: Serialize>(&self, mut items: impl Iterator<Item = (u64, T)>) -> Answer {
        let first_page = self.options.token.is_none();
        let skip = if first_page { self.options.skip } else { 0 };
        let skipped = items.by_ref().take(skip).count();
        let page_size = self.scope.switches().page_size;
        let length = self.options.top.unwrap_or(page_size).min(page_size);
        let (positions, value): (Vec<u64>, Vec<T>) = items.by_ref().take(length).unzip();
        let more = items.next().is_some();
        let next_link = positions
            .last()
            .filter(|_| more)
            .map(|last| self.next_link(last + 1));
        // Only page one tells the count.
        let count = (self.options.count && first_page)
            .then(|| skipped + value.len() + usize::from(more) + items.count());
        Answer::json(
            StatusCode::OK,
            &Page {
                context: self.scope.call.context(&self.name_in_metadata()),
                count,
                next_link,
                value,
            },
        )
    }

    fn name_in_metadata(&self) -> String {
        match &self.options.select {
            Some(select) => format!("{}({})", self.path, select.join(",")),
            None => self.path.to_owned(),
        }
    }

    fn next_link(&self, start: u64) -> String {
        let call = self.scope.call;
        format!(
            "{}/{}?{}",
            call.service_root(),
            self.path,
            skip_token::continue_at(call.query(), start)
        )
    }
}
