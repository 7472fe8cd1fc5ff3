//! Makes strings of the query options that hold lists: OData wants one value with commas, progenitor would repeat
//! the option for each element.

use serde_json::{Value, json};

use super::{Context, schema::operations_mut};
use crate::error::{Error, Result};

pub(super) fn plain_query_options(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (place, operation) in operations_mut(document) {
        for parameter in operation["parameters"].as_array_mut().into_iter().flatten() {
            if parameter["in"] != "query" {
                continue;
            }
            let place = || place.child("parameters");
            if parameter.get("style").is_some_and(|style| style != "form") {
                let error = format!(
                    "the query option `{}` is written in the style {}",
                    parameter["name"], parameter["style"]
                );
                return Err(Error::new(error).at(place()));
            }
            if parameter["schema"]["type"] == "array" {
                if parameter["explode"] != false {
                    let error = format!(
                        "the query option {} repeats itself, which OData does not know",
                        parameter["name"]
                    );
                    return Err(Error::new(error).at(place()));
                }
                parameter["schema"] = json!({ "type": "string" });
            }
        }
    }
    Ok(())
}
