//! Waiting for what was just created.

use std::time::Duration;

use super::{ApiConnector, ApiConnectorHandle};
use crate::error::Finding;
use crate::version::Version;
use crate::{Request, View};

const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Reads a connector until it is there.
pub(super) fn until_visible<V: Version>(
    view: View<V>,
    connector: ApiConnectorHandle<V>,
    at_most: Duration,
) -> Request<ApiConnector> {
    Request::new((), async move |(), options| {
        let clock = view.session().pipeline().clock().clone();
        let end = clock.now().checked_add(at_most);
        let mut wait = FIRST_WAIT;
        loop {
            let error = match connector.get().with_call_options(options.clone()).await {
                Err(error) if error.is_not_found() => error,
                got => return got,
            };
            let left = end.map_or(wait, |end| end.saturating_duration_since(clock.now()));
            if left.is_zero() {
                return Err(error.with_finding(Finding::NotVisible(at_most)));
            }
            clock.sleep(wait.min(left)).await;
            wait = LONGEST_WAIT.min(wait * 2);
        }
    })
}
