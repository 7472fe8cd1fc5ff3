//! `If-Match`, for the operations that have it.

use crate::{Error, Request};

/// What must hold for a deletion.
#[derive(Clone, Debug, Default)]
pub struct Precondition {
    etag: Option<String>,
}

impl Precondition {
    pub(crate) fn if_match(&self) -> Option<&str> {
        self.etag.as_deref()
    }
}

/// What a deletion comes to: where the answer of an earlier attempt was lost, nothing there is what was asked for.
pub(crate) fn settle_deletion(deleted: Result<(), Error>) -> Result<(), Error> {
    match deleted {
        Err(error) if error.is_not_found() && error.has_lost_answer() => Ok(()),
        other => other,
    }
}

impl<T> Request<T, Precondition> {
    /// Deletes only the version with this ETag, as in [`etag`](msgraph_identity_core::AdditionalProperties::etag). The contract has
    /// it; Microsoft's pages do not, and no answer of the service has been seen with an ETag.
    ///
    /// # Errors
    ///
    /// [`Error::is_precondition_failed`] where there is another version.
    pub fn if_match(mut self, etag: impl Into<String>) -> Self {
        self.parameters.etag = Some(etag.into());
        self
    }
}
