//! One call: what is asked for beyond the operation, and what became of it. The generated code knows neither.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderMap, Method};

use crate::{AnswerHead, SendError};

/// What is asked for beyond the operation and its parameters.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// Headers that are added to the request, in place of those of the same name.
    pub headers: HeaderMap,
    /// Query options that are added to the URL, names and values as they are before encoding.
    pub query: Vec<(String, String)>,
    /// How long the call may take, waits and all attempts included; in place of what the pipeline says.
    pub timeout: Option<Duration>,
}

// By hand: headers and queries may hold anything.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("query", &names)
            .field("timeout", &self.timeout)
            .finish()
    }
}

/// A call and what is known of it. A [`Session`](crate::Session) that was given one writes down what happens.
#[derive(Debug, Default)]
pub struct Call {
    options: CallOptions,
    record: Mutex<CallRecord>,
}

/// What became of a call.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CallRecord {
    /// The method of the request; `None` before there is one.
    pub method: Option<Method>,
    /// The path of the request, without its query.
    pub path: String,
    /// The caller's id of the request.
    pub client_request_id: Option<String>,
    /// How often the request was sent.
    pub attempts: u32,
    /// Whether an attempt was under way when the call ended.
    pub is_in_flight: bool,
    /// Whether an attempt before the last one may have been executed, although its answer was lost.
    pub may_have_been_executed: bool,
    /// The head of the last answer.
    pub answer: Option<AnswerHead>,
    /// Why there was no answer in the end.
    pub failure: Option<Arc<SendError>>,
}

impl Call {
    /// A call with these options, of which nothing is known yet.
    pub fn new(options: CallOptions) -> Self {
        Self {
            options,
            record: Mutex::default(),
        }
    }

    /// What is asked for beyond the operation.
    pub fn options(&self) -> &CallOptions {
        &self.options
    }

    /// What has become of it, leaving nothing.
    pub fn take_record(&self) -> CallRecord {
        std::mem::take(&mut *self.record())
    }

    pub(crate) fn record(&self) -> MutexGuard<'_, CallRecord> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
