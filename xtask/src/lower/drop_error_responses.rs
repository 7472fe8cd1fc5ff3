//! Removes error responses. With a typed one, the generated code loses the status, headers and request ID if the body is not
//! as documented, such as the HTML page of a gateway. Without them, callers get every error response unchanged.

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
                Error::new("the operation has no success response").at(place.child("responses"))
            );
        }
    }
    Ok(())
}
