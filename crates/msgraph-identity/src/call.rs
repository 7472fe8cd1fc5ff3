//! One call of an operation: from the generated client's reply to a value or an error.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{AnswerHead, Call, CallOptions, CallRecord, Collection, NextLink};
use msgraph_identity_v1::Error as Unread;
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span, debug_span, field};

use crate::error::{Answer, Content, Kind, Problem};
use crate::operation::Operation;
use crate::version::{Reply, Unusable, Version};
use crate::{Error, View};

/// Calls an operation through the generated client, and reads what it answers with.
pub(crate) async fn call<V: Version, T: DeserializeOwned, U, F>(
    view: &View<V>,
    operation: &'static Operation,
    options: CallOptions,
    send: impl FnOnce(V::Client) -> F,
    read: impl FnOnce(T) -> Result<U, Unusable>,
) -> Result<U, Error>
where
    F: Future<Output = Reply<T>> + Send,
{
    let call = Arc::new(Call::new(options));
    let span = span(operation);
    let reply = send(view.client_for(call.clone()))
        .instrument(span.clone())
        .await;
    let mut record = call.take_record();
    let result = match reply {
        Ok(value) => {
            let head = record.answer.take();
            let head = head.unwrap_or_else(|| head_of(value.status(), value.headers(), view));
            let value = Some(value.into_inner()).filter(|_| !is_foreign(&head));
            read_value(value.ok_or(Problem::NotJson), head, &Bytes::new(), read)
        }
        Err(unread) => Err(read_failure::<V, T>(view, unread, &record).await),
    };
    result.map_err(|kind| fail(view, kind, operation, record, &span))
}

/// Follows the link to the next page of a list.
pub(crate) async fn call_next_page<V: Version, T: DeserializeOwned, U>(
    view: &View<V>,
    operation: &'static Operation,
    options: CallOptions,
    link: &NextLink,
    read: impl FnOnce(Collection<T>) -> Result<U, Unusable>,
) -> Result<U, Error> {
    let call = Arc::new(Call::new(options));
    let session = view.session().with_call(call.clone());
    let span = span(operation);
    let sent = async {
        let request = session.next_page(link, operation.template)?;
        session.send(request).await
    };
    let sent = sent.instrument(span.clone()).await;
    let record = call.take_record();
    let result = match sent {
        Ok(response) => {
            let head = head_of(response.status(), response.headers(), view);
            let body = response.body();
            if head.status().is_success() {
                let page =
                    parse(&head, body).ok_or_else(|| find_problem::<Collection<T>>(&head, body));
                read_value(page, head, body, read)
            } else {
                let answer = read_answer(view, head, response.headers(), body);
                Err(Kind::Answer(Box::new(answer)))
            }
        }
        Err(error) => Err(Kind::Send(Arc::new(error))),
    };
    result.map_err(|kind| fail(view, kind, operation, record, &span))
}

fn parse<T: DeserializeOwned>(head: &AnswerHead, body: &Bytes) -> Option<T> {
    if is_foreign(head) {
        return None;
    }
    serde_json::from_slice(body).ok()
}

/// What a value is in the types of this crate, or what is wrong with it.
fn read_value<T, U>(
    value: Result<T, Problem>,
    head: AnswerHead,
    body: &Bytes,
    read: impl FnOnce(T) -> Result<U, Unusable>,
) -> Result<U, Kind> {
    let read = value.and_then(|value| read(value).map_err(Problem::Unusable));
    read.map_err(|problem| Kind::Content(Box::new(Content::new(head, body, problem))))
}

fn fail<V: Version>(
    view: &View<V>,
    kind: Kind,
    operation: &'static Operation,
    record: CallRecord,
    span: &Span,
) -> Error {
    let error = Error::of_call(kind, operation, record, view.service_root());
    record_error(span, &error);
    error
}

/// The span of a call, around those of its attempts.
fn span(operation: &'static Operation) -> Span {
    debug_span!(
        "msgraph_identity.call",
        otel.name = operation.name,
        url.template = operation.template,
        error.type = field::Empty,
    )
}

fn record_error(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    match error.status() {
        Some(status) => span.record("error.type", status.as_str()),
        None if error.is_timeout() => span.record("error.type", "timeout"),
        None => span.record("error.type", "_OTHER"),
    };
}

/// Whether a success comes from somebody else than Graph, such as the page of a proxy.
fn is_foreign(head: &AnswerHead) -> bool {
    !head.is_empty() && !head.may_be_json()
}

/// What a reply says that has no value.
async fn read_failure<V: Version, T: DeserializeOwned>(
    view: &View<V>,
    unread: Unread<()>,
    record: &CallRecord,
) -> Kind {
    match (unread, &record.failure, &record.answer) {
        (Unread::UnexpectedResponse(response), _, _) => {
            let headers = response.headers().clone();
            let head = head_of(response.status(), &headers, view);
            // It was read before: see `Session::execute`.
            let body = response.bytes().await.unwrap_or_default();
            Kind::Answer(Box::new(read_answer(view, head, &headers, &body)))
        }
        (Unread::InvalidResponsePayload(body, _), _, Some(head)) => {
            let problem = find_problem::<T>(head, &body);
            Kind::Content(Box::new(Content::new(head.clone(), &body, problem)))
        }
        (_, Some(failure), _) => Kind::Send(failure.clone()),
        // The request could not be built: the text of the reason may repeat a value.
        _ => Kind::InvalidArgument("an argument has a value that cannot be sent".into()),
    }
}

/// An answer that is no success.
fn read_answer<V: Version>(
    view: &View<V>,
    head: AnswerHead,
    headers: &HeaderMap,
    body: &Bytes,
) -> Answer {
    let mut answer = Answer::new(head, headers, body);
    if answer.head.status() == StatusCode::FORBIDDEN {
        let granted = view.session().pipeline().tokens().granted_permissions();
        answer.granted = granted.map(|granted| granted.into_iter().collect());
    }
    answer
}

/// Why a success is not what the contract says.
fn find_problem<T: DeserializeOwned>(head: &AnswerHead, body: &Bytes) -> Problem {
    if head.is_empty() || body.is_empty() {
        Problem::Empty
    } else if head.may_be_json() {
        find_malformed::<T>(body)
    } else {
        Problem::NotJson
    }
}

fn head_of<V: Version>(status: StatusCode, headers: &HeaderMap, view: &View<V>) -> AnswerHead {
    let now = view.session().pipeline().clock().system_time();
    AnswerHead::new(status, headers, now)
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
