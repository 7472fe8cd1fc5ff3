//! The id of a user flow.

use serde::{Deserialize, Serialize};

use crate::id::entity_id;

/// The id of a user flow, such as `B2X_1_PartnerSignUp`. serde reads and writes it as text, and refuses text that is not an id.
///
/// It is one segment of a URL path that needs no escaping. Other text is refused, as for
/// [`ApiConnectorId`](crate::ApiConnectorId).
///
/// ```
/// use msgraph_identity::UserFlowId;
///
/// let id: UserFlowId = "B2X_1_PartnerSignUp".parse()?;
/// assert_eq!(id.as_str(), "B2X_1_PartnerSignUp");
/// assert!("a/b".parse::<UserFlowId>().unwrap_err().is_invalid_argument());
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserFlowId(String);

entity_id!(UserFlowId, "user flow");
