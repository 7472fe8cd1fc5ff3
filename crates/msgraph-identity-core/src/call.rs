//! One call with all its attempts: its options, which the generated code does not have, and a record of what happened.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderMap, Method};

use crate::{ResponseMetadata, SendError};

/// The options of a call, beyond the parameters of the operation.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// Headers of the request. They replace headers of the same name.
    pub headers: HeaderMap,
    /// Query options that are added to the URL, as names and values before encoding.
    pub query: Vec<(String, String)>,
    /// The time limit of the call, including waits and all attempts. `None` means the limit of the pipeline.
    pub timeout: Option<Duration>,
}

// Not derived, because values of headers and queries may be secrets.
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

/// A call and the record of what happened. A [`Session`](crate::Session) writes the record if it is given the call.
#[derive(Debug, Default)]
pub struct Call {
    options: CallOptions,
    record: Mutex<CallRecord>,
}

/// What happened in a call.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CallRecord {
    /// The method of the request; `None` before the request was built.
    pub method: Option<Method>,
    /// The path of the request, without its query.
    pub path: String,
    /// The id that the client gave the request: the header `client-request-id`.
    pub client_request_id: Option<String>,
    /// The number of times that the request was sent.
    pub attempts: u32,
    /// Whether the last attempt has not ended. After the call has ended, it means that the attempt was interrupted.
    pub is_in_flight: bool,
    /// Whether the service may have acted on an attempt before the last one, although its response was lost.
    pub may_have_been_executed: bool,
    /// The last response.
    pub response: Option<ResponseMetadata>,
    /// Why there is no response.
    pub failure: Option<Arc<SendError>>,
}

impl Call {
    /// Creates a call with these options and an empty record.
    pub fn new(options: CallOptions) -> Self {
        Self {
            options,
            record: Mutex::default(),
        }
    }

    /// Returns the options.
    pub fn options(&self) -> &CallOptions {
        &self.options
    }

    /// Returns the record and leaves an empty one.
    pub fn take_record(&self) -> CallRecord {
        std::mem::take(&mut *self.record())
    }

    pub(crate) fn record(&self) -> MutexGuard<'_, CallRecord> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
