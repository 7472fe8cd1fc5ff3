//! The id of an API connector.

use serde::{Deserialize, Serialize};

use crate::id::entity_id;

/// The id of an API connector, which the service chooses. serde reads and writes it as text, and refuses text that is not an id.
///
/// It is one segment of a URL path that needs no escaping. Other text is refused: deleting the id `..` would go to the parent of the
/// collection.
///
/// ```
/// use msgraph_identity::ApiConnectorId;
///
/// let id: ApiConnectorId = "be1f769b-9b13-437e-b540-79a905c4932c".parse()?;
/// assert_eq!(id.as_str(), "be1f769b-9b13-437e-b540-79a905c4932c");
/// for text in ["", ".", "..", "a/b", "a?b", "a b"] {
///     assert!(text.parse::<ApiConnectorId>().unwrap_err().is_invalid_argument());
/// }
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiConnectorId(String);

entity_id!(ApiConnectorId, "API connector");
