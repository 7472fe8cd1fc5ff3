//! A page of a collection: filtered, ordered, cut, with a link to the next one.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use super::options::{QueryOptions, to_object};
use super::skip_token;
use crate::answer::Answer;
use crate::graph_error::GraphError;
use crate::request_scope::RequestScope;

pub(crate) struct Collection<'a> {
    scope: &'a RequestScope<'a>,
    /// The path below the service root, which is also its name in the metadata.
    path: &'static str,
    options: &'a QueryOptions,
}

#[derive(Serialize)]
struct Page<'a, T> {
    #[serde(rename = "@odata.context")]
    context: String,
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    value: &'a [T],
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

    pub(crate) fn answer<T: Serialize>(
        self,
        items: impl Iterator<Item = T>,
    ) -> Result<Answer, GraphError> {
        let options = self.options;
        if options.filter.is_none() && options.order_by.is_none() && options.select.is_none() {
            let items: Vec<T> = items.collect();
            return Ok(self.page(&items));
        }
        let mut objects: Vec<Map<String, Value>> = items.map(|item| to_object(&item)).collect();
        if let Some(filter) = &options.filter {
            objects.retain(|object| filter.matches(object));
        }
        if let Some(order_by) = &options.order_by {
            order_by.sort(&mut objects);
        }
        let objects: Vec<_> = objects
            .into_iter()
            .map(|object| options.selected(&object))
            .collect();
        Ok(self.page(&objects))
    }

    fn page<T: Serialize>(&self, items: &[T]) -> Answer {
        let first_page = self.options.offset.is_none();
        let start = self
            .options
            .offset
            .unwrap_or(self.options.skip)
            .min(items.len());
        let page_size = self.scope.switches().page_size.max(1);
        let length = self.options.top.unwrap_or(page_size).min(page_size);
        let end = start.saturating_add(length).min(items.len());
        Answer::json(
            StatusCode::OK,
            &Page {
                context: self.scope.call.context(&self.name_in_metadata()),
                // Only page one tells the count.
                count: (self.options.count && first_page).then_some(items.len()),
                next_link: (end < items.len()).then(|| self.next_link(end)),
                value: items.get(start..end).unwrap_or_default(),
            },
        )
    }

    fn name_in_metadata(&self) -> String {
        match &self.options.select {
            Some(select) => format!("{}({})", self.path, select.join(",")),
            None => self.path.to_owned(),
        }
    }

    fn next_link(&self, offset: usize) -> String {
        let call = self.scope.call;
        format!(
            "{}/{}?{}",
            call.service_root(),
            self.path,
            skip_token::continue_at(call.query(), offset)
        )
    }
}
