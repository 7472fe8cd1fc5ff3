//! `If-Match`, for the operations that accept it.

use reqwest::header::HeaderValue;

use crate::error::{invalid_argument, refuse_blank};
use crate::{Error, Request};

/// The condition of a deletion.
#[derive(Clone, Debug, Default)]
pub struct Precondition {
    etag: Option<String>,
}

impl Precondition {
    /// The value of `If-Match`.
    pub(crate) fn if_match(&self) -> Result<Option<&str>, Error> {
        let Some(etag) = &self.etag else {
            return Ok(None);
        };
        refuse_blank("the ETag", etag)?;
        if HeaderValue::from_str(etag).is_err() {
            return Err(invalid_argument(
                "the ETag has a character that cannot be sent in a header, such as a line break",
            ));
        }
        Ok(Some(etag))
    }
}

/// Turns a 404 into a success if an earlier attempt may have deleted the entity.
pub(crate) fn settle_deletion(deleted: Result<(), Error>) -> Result<(), Error> {
    match deleted {
        Err(error) if error.is_not_found() && error.has_lost_response() => Ok(()),
        other => other,
    }
}

/// Returns whether something was deleted. What is gone already is no error.
pub(crate) fn unless_gone(deleted: Result<(), Error>) -> Result<bool, Error> {
    match deleted {
        Ok(()) => Ok(true),
        Err(error) if error.is_absent() => Ok(false),
        Err(error) => Err(error),
    }
}

impl<T> Request<T, Precondition> {
    /// Deletes the entity only if it has this ETag, as in [`etag`](msgraph_identity_core::AdditionalProperties::etag). The contract
    /// has the header; Microsoft's pages do not, and no response of the service has been seen with an ETag.
    ///
    /// # Errors
    ///
    /// [`Error::is_precondition_failed`] if the entity has another version, [`Error::is_invalid_argument`] if the ETag is blank.
    pub fn if_match(mut self, etag: impl Into<String>) -> Self {
        self.parameters.etag = Some(etag.into());
        self
    }
}
