//! A response on its way to the client, and what goes wrong there.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::fake_response::FakeResponse;

/// Where a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CutPoint {
    /// Before the first byte of the response.
    BeforeHead,
    /// In the middle of the status line.
    InHead,
    /// After the head, before the first byte of the body.
    AfterHead,
    /// In the middle of the body.
    InBody,
    /// After the whole response, although it promised to keep the connection open.
    AfterBody,
}

/// How a response goes wrong on the network.
#[derive(Clone, Debug)]
pub(crate) enum WireFault {
    Cut(CutPoint),
    Dribble { bytes: usize, pause: Duration },
}

/// A response, and the network fault that it meets.
pub(crate) struct Delivery {
    pub(crate) response: FakeResponse,
    pub(crate) wire: Option<WireFault>,
}

impl Delivery {
    pub(crate) fn whole(response: FakeResponse) -> Self {
        Self {
            response,
            wire: None,
        }
    }
}
