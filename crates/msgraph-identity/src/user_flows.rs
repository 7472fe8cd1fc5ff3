//! User flows, and the API connectors that they call. The requests are in `handles`.

mod configuration;
mod user_flow;
mod user_flow_id;

pub use self::configuration::{ApiConnectorConfiguration, Attached, Step, Usage};
pub(crate) use self::configuration::{EXPAND, Steps};
pub use self::user_flow::UserFlow;
pub use self::user_flow_id::UserFlowId;
