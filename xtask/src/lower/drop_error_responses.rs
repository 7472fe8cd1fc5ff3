//! Drops error responses: a typed one makes the generated code lose status, headers and request-id whenever the body
//! is not what the contract says, as with a gateway's HTML page. Without them every error arrives as it came.

use serde_json::Value;

use super::{Context, schema::operations_mut};
use crate::error::{Error, Result};

pub(super) fn drop_error_responses(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (place, operation) in operations_mut(document) {
        let Some(responses) = operation["responses"].as_object_mut() else {
            return Err(Error::new("the operation has no responses").at(place));
        };
        responses.retain(|status, _| status.starts_with('2'));
        if responses.is_empty() {
            return Err(
                Error::new("the operation has no response of success").at(place.child("responses"))
            );
        }
    }
    Ok(())
}
