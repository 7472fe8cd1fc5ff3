//! Invokes one operation: from the generated client's reply to a value or an error.

mod response_body;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode};
use msgraph_identity_core::{
    Call, CallRecord, Collection, NextLink, RefusedRequest, ResponseMetadata, SendError, Session,
    from_json,
};
use msgraph_identity_v1::Error as Unread;
use reqwest::Request;
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span, debug_span, field};

use self::response_body::{find_problem, is_foreign, parse};
use crate::error::{ErrorResponse, Kind, Problem, UnexpectedContent};
use crate::operation_table::Operation;
use crate::paging::Page;
use crate::request::{CallContext, last_head};
use crate::version::{Reply, Unusable, Version};
use crate::{Error, VersionedClient};

/// Invokes an operation through the generated client and reads the response.
pub(crate) async fn invoke<V: Version, T: DeserializeOwned, U, F>(
    client: &VersionedClient<V>,
    operation: &'static Operation,
    context: CallContext,
    send: impl FnOnce(V::Client) -> F,
    read: impl FnOnce(T) -> Result<U, Unusable>,
) -> Result<U, Error>
where
    F: Future<Output = Reply<T>> + Send,
{
    let (call, span) = start(client, operation, &context)?;
    let reply = send(client.client_for(call.clone()))
        .instrument(span.clone())
        .await;
    let mut record = call.take_record();
    let result = match reply {
        Ok(value) => {
            context.keep_head(value.status(), value.headers());
            let head = record.response.take();
            let head = head.unwrap_or_else(|| head_of(value.status(), value.headers(), client));
            let value = Some(value.into_inner()).filter(|_| !is_foreign(&head));
            let value = value.ok_or(Problem::NotJson);
            read_value(client, value, head, &Bytes::new(), read)
        }
        Err(unread) => Err(read_failure::<V, T>(client, &context, unread, &record).await),
    };
    result.map_err(|kind| fail(client, kind, operation, &context, record, &span))
}

/// Requests a page of a list: the first one by this function, every other one by its link.
pub(crate) async fn invoke_page<V: Version, T: DeserializeOwned, U, F>(
    client: &VersionedClient<V>,
    operation: &'static Operation,
    context: CallContext,
    link: Option<NextLink>,
    send_first: impl FnOnce(V::Client) -> F,
    read: impl FnMut(T) -> Result<U, Unusable>,
) -> Result<Page<U>, Error>
where
    F: Future<Output = Reply<Collection<T>>> + Send,
{
    let (context, head) = context.keeping_head();
    let read = |page| Page::read(page, read);
    let page = match link {
        None => invoke(client, operation, context, send_first, read).await,
        Some(link) => invoke_next_page(client, operation, context, &link, read).await,
    };
    page.map(|page| page.with_head(last_head(&head)))
}

/// Requests the next page of a list.
pub(crate) async fn invoke_next_page<V: Version, T: DeserializeOwned, U>(
    client: &VersionedClient<V>,
    operation: &'static Operation,
    context: CallContext,
    link: &NextLink,
    read: impl FnOnce(Collection<T>) -> Result<U, Unusable>,
) -> Result<U, Error> {
    let build = |session: &Session| session.next_page(link, operation.template);
    invoke_directly(client, operation, context, build, parse, read).await
}

/// Sends a request without the method of the generated client. A response without content is read as `null`.
pub(crate) async fn invoke_raw<V: Version, T: DeserializeOwned, U>(
    client: &VersionedClient<V>,
    operation: &'static Operation,
    context: CallContext,
    mut request: Request,
    read: impl FnOnce(T) -> Result<U, Unusable>,
) -> Result<U, Error> {
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    let build = |session: &Session| session.prepare(&mut request).map(|()| request);
    let parse = |head: &ResponseMetadata, body: &Bytes| match body.is_empty() {
        true => from_json(&Bytes::from_static(b"null")).ok(),
        false => parse(head, body),
    };
    invoke_directly(client, operation, context, build, parse, read).await
}

/// Sends a request without the generated client and reads the response.
async fn invoke_directly<V: Version, T: DeserializeOwned, U>(
    client: &VersionedClient<V>,
    operation: &'static Operation,
    context: CallContext,
    build: impl FnOnce(&Session) -> Result<Request, RefusedRequest>,
    parse: impl FnOnce(&ResponseMetadata, &Bytes) -> Option<T>,
    read: impl FnOnce(T) -> Result<U, Unusable>,
) -> Result<U, Error> {
    let (call, span) = start(client, operation, &context)?;
    let session = client.session().with_call(call.clone());
    let sent = async { session.send(build(&session)?).await };
    let sent = sent.instrument(span.clone()).await;
    let record = call.take_record();
    let result = match sent {
        Ok(response) => {
            context.keep_head(response.status(), response.headers());
            let head = head_of(response.status(), response.headers(), client);
            let body = response.body();
            if head.status().is_success() {
                let value = parse(&head, body).ok_or_else(|| find_problem::<T>(&head, body));
                read_value(client, value, head, body, read)
            } else {
                let response = read_error_response(client, head, response.headers(), body);
                Err(Kind::Response(Box::new(response)))
            }
        }
        Err(error) => Err(Kind::Send(Arc::new(error))),
    };
    result.map_err(|kind| fail(client, kind, operation, &context, record, &span))
}

/// Starts a call, unless the time of the request that it belongs to is up.
fn start<V: Version>(
    client: &VersionedClient<V>,
    operation: &'static Operation,
    context: &CallContext,
) -> Result<(Arc<Call>, Span), Error> {
    let options = context.options_at(client.session().pipeline().clock().now());
    let is_late = options.timeout == Some(Duration::ZERO);
    let call = Arc::new(Call::new(options));
    let span = span(operation);
    if is_late {
        let kind = Kind::Send(Arc::new(SendError::TimedOut(Duration::ZERO)));
        let record = call.take_record();
        return Err(fail(client, kind, operation, context, record, &span));
    }
    Ok((call, span))
}

/// Names the timeout that the caller has set, in place of what was left of it.
fn with_timeout(kind: Kind, context: &CallContext) -> Kind {
    match (&kind, context.options.timeout) {
        (Kind::Send(error), Some(timeout)) if matches!(**error, SendError::TimedOut(_)) => {
            Kind::Send(Arc::new(SendError::TimedOut(timeout)))
        }
        _ => kind,
    }
}

/// Turns what was decoded into a type of this crate.
fn read_value<V: Version, T, U>(
    client: &VersionedClient<V>,
    value: Result<T, Problem>,
    head: ResponseMetadata,
    body: &Bytes,
    read: impl FnOnce(T) -> Result<U, Unusable>,
) -> Result<U, Kind> {
    let read = value.and_then(|value| read(value).map_err(Problem::Unusable));
    read.map_err(|problem| unexpected_content(client, head, body, problem))
}

fn unexpected_content<V: Version>(
    client: &VersionedClient<V>,
    head: ResponseMetadata,
    body: &[u8],
    problem: Problem,
) -> Kind {
    let content = UnexpectedContent::new(head, body, problem, client.sent_tokens());
    Kind::Content(Box::new(content))
}

fn fail<V: Version>(
    client: &VersionedClient<V>,
    kind: Kind,
    operation: &'static Operation,
    context: &CallContext,
    record: CallRecord,
    span: &Span,
) -> Error {
    let error = Error::of_call(
        with_timeout(kind, context),
        operation,
        record,
        client.service_root(),
        client.sent_tokens().clone(),
    );
    record_error(span, &error);
    error
}

/// The span of a call. Those of its attempts are inside.
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

/// Reads a reply that has no value.
async fn read_failure<V: Version, T: DeserializeOwned>(
    client: &VersionedClient<V>,
    context: &CallContext,
    unread: Unread<()>,
    record: &CallRecord,
) -> Kind {
    match (unread, &record.failure, &record.response) {
        (Unread::UnexpectedResponse(response), _, _) => {
            let headers = response.headers().clone();
            let head = head_of(response.status(), &headers, client);
            context.keep_head(response.status(), &headers);
            // The body is in memory already: see `Session::execute`.
            let body = response.bytes().await.unwrap_or_default();
            let response = read_error_response(client, head, &headers, &body);
            Kind::Response(Box::new(response))
        }
        (Unread::InvalidResponsePayload(body, _), _, Some(head)) => {
            let problem = find_problem::<T>(head, &body);
            unexpected_content(client, head.clone(), &body, problem)
        }
        (_, Some(failure), _) => Kind::Send(failure.clone()),
        // The request could not be built. The text of the reason may repeat a value.
        _ => Kind::InvalidArgument("an argument has a value that cannot be sent".into()),
    }
}

/// Reads a response whose status is not a success.
fn read_error_response<V: Version>(
    client: &VersionedClient<V>,
    head: ResponseMetadata,
    headers: &HeaderMap,
    body: &Bytes,
) -> ErrorResponse {
    let mut response = ErrorResponse::new(head, headers, body, client.sent_tokens());
    if response.head.status() == StatusCode::FORBIDDEN {
        let granted = client.session().pipeline().tokens().granted_permissions();
        response.granted = granted.map(|granted| granted.into_iter().collect());
    }
    response
}

fn head_of<V: Version>(
    status: StatusCode,
    headers: &HeaderMap,
    client: &VersionedClient<V>,
) -> ResponseMetadata {
    let now = client.session().pipeline().clock().system_time();
    ResponseMetadata::new(status, headers, now)
}
