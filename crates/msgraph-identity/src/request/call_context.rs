//! What is passed on to every call of a request.

use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, StatusCode};
use msgraph_identity_core::CallOptions;

use crate::ResponseHead;

/// The options of a call, and a place to put the head of its response if the caller wants it.
#[derive(Clone, Default)]
pub(crate) struct CallContext {
    pub(crate) options: CallOptions,
    pub(super) head: Option<Arc<Mutex<ResponseHead>>>,
}

impl CallContext {
    /// Keeps the head of a response, in place of that of an earlier call.
    pub(crate) fn keep_head(&self, status: StatusCode, headers: &HeaderMap) {
        if let Some(head) = &self.head {
            *head.lock().unwrap_or_else(PoisonError::into_inner) =
                ResponseHead::new(status, headers.clone());
        }
    }

    /// Has the heads of responses kept. The second value is where.
    pub(crate) fn keeping_head(mut self) -> (Self, Arc<Mutex<ResponseHead>>) {
        let head = self.head.get_or_insert_default().clone();
        (self, head)
    }
}

/// Returns the head that was kept last.
pub(crate) fn last_head(head: &Mutex<ResponseHead>) -> ResponseHead {
    head.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
