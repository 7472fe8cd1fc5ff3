//! One call of an operation: from the generated client's reply to a value or an error.

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{Call, CallOptions, CallRecord, Collection, NextLink};
use msgraph_identity_v1::Error as Unread;
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span, debug_span, field};

use crate::error::{Answer, Content, Kind, Problem, may_be_json};
use crate::operation::Operation;
use crate::version::{Reply, Version};
use crate::{Error, View};

/// Calls an operation through the generated client.
pub(crate) async fn call<V: Version, T: DeserializeOwned, F>(
    view: &View<V>,
    operation: &'static Operation,
    options: CallOptions,
    send: impl FnOnce(V::Client) -> F,
) -> Result<T, Error>
where
    F: Future<Output = Reply<T>> + Send,
{
    let call = Arc::new(Call::new(options));
    let span = span(operation);
    let reply = send(view.client_for(call.clone()))
        .instrument(span.clone())
        .await;
    let record = call.take_record();
    let result = match reply {
        Ok(value) => match foreign_content(&record) {
            None => Ok(value.into_inner()),
            Some(content) => Err(Kind::Content(Box::new(content))),
        },
        Err(unread) => Err(read_failure::<V, T>(view, unread, &record).await),
    };
    result.map_err(|kind| {
        let error = Error::of_call(kind, operation, record);
        record_error(&span, &error);
        error
    })
}

/// The span of a call, around those of its attempts.
pub(crate) fn span(operation: &'static Operation) -> Span {
    debug_span!(
        "msgraph_identity.call",
        otel.name = operation.name,
        url.template = operation.template,
        error.type = field::Empty,
    )
}

pub(crate) fn record_error(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    match error.status() {
        Some(status) => span.record("error.type", status.as_str()),
        None if error.is_timeout() => span.record("error.type", "timeout"),
        None => span.record("error.type", "_OTHER"),
    };
}

/// A success that comes from somebody else than Graph, such as the page of a proxy.
fn foreign_content(record: &CallRecord) -> Option<Content> {
    let (status, headers) = record.answer.as_ref()?;
    let is_empty = *status == StatusCode::NO_CONTENT
        || headers
            .get(CONTENT_LENGTH)
            .is_some_and(|length| length == "0");
    (!is_empty && !may_be_json(headers))
        .then(|| Content::new(*status, headers, &Bytes::new(), Problem::NotJson))
}

/// What a reply says that has no value.
async fn read_failure<V: Version, T: DeserializeOwned>(
    view: &View<V>,
    unread: Unread<()>,
    record: &CallRecord,
) -> Kind {
    match (unread, &record.failure, &record.answer) {
        (Unread::UnexpectedResponse(response), _, _) => {
            let (status, headers) = (response.status(), response.headers().clone());
            // It was read before: see `Session::execute`.
            let body = response.bytes().await.unwrap_or_default();
            Kind::Answer(Box::new(read_answer(view, status, &headers, &body)))
        }
        (Unread::InvalidResponsePayload(body, _), _, Some((status, headers))) => {
            Kind::Content(Box::new(read_content::<T>(*status, headers, &body)))
        }
        (_, Some(failure), _) => Kind::Send(failure.clone()),
        // The request could not be built: the text of the reason may repeat a value.
        _ => Kind::InvalidArgument("an argument has a value that cannot be sent".into()),
    }
}

/// An answer that is no success.
pub(crate) fn read_answer<V: Version>(
    view: &View<V>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &Bytes,
) -> Answer {
    let mut answer = Answer::new(status, headers, body);
    if status == StatusCode::FORBIDDEN {
        let granted = view.session().pipeline().tokens().granted_permissions();
        answer.granted = granted.map(|granted| granted.into_iter().collect());
    }
    answer
}

/// A success that is not what the contract says.
pub(crate) fn read_content<T: DeserializeOwned>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &Bytes,
) -> Content {
    let is_empty =
        body.is_empty() || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
    let problem = if is_empty {
        Problem::Empty
    } else if may_be_json(headers) {
        find_malformed::<T>(body)
    } else {
        Problem::NotJson
    };
    Content::new(status, headers, body, problem)
}

/// Where a body is not of its type. Only the place is told: the parser's own message repeats the value.
fn find_malformed<T: DeserializeOwned>(body: &[u8]) -> Problem {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize::<_, T>(&mut deserializer);
    let (path, line, column) = match read {
        Err(error) => (
            error.path().to_string(),
            error.inner().line(),
            error.inner().column(),
        ),
        // What follows the value is not JSON.
        Ok(_) => deserializer.end().err().map_or_else(
            || (String::new(), 1, 1),
            |error| (String::new(), error.line(), error.column()),
        ),
    };
    Problem::Malformed { path, line, column }
}

/// Follows the link to the next page of a list.
pub(crate) async fn call_next_page<V: Version, T: DeserializeOwned>(
    view: &View<V>,
    operation: &'static Operation,
    options: CallOptions,
    link: &NextLink,
) -> Result<Collection<T>, Error> {
    let call = Arc::new(Call::new(options));
    let session = view.session().with_call(call.clone());
    let span = span(operation);
    let sent = async {
        let request = session.next_page(link, operation.template)?;
        session.send(request).await
    };
    let result = match sent.instrument(span.clone()).await {
        Ok(response) if response.status().is_success() => read_page(&response),
        Ok(response) => {
            let (status, headers, body) = (response.status(), response.headers(), response.body());
            Err(Kind::Answer(Box::new(read_answer(
                view, status, headers, body,
            ))))
        }
        Err(error) => Err(Kind::Send(Arc::new(error))),
    };
    result.map_err(|kind| {
        let error = Error::of_call(kind, operation, call.take_record());
        record_error(&span, &error);
        error
    })
}

fn read_page<T: DeserializeOwned>(response: &http::Response<Bytes>) -> Result<Collection<T>, Kind> {
    let page = may_be_json(response.headers()).then(|| serde_json::from_slice(response.body()));
    match page {
        Some(Ok(page)) => Ok(page),
        _ => Err(Kind::Content(Box::new(read_content::<Collection<T>>(
            response.status(),
            response.headers(),
            response.body(),
        )))),
    }
}
