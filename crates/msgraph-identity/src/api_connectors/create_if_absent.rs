//! Connectors by name.

use msgraph_identity_core::CallOptions;

use super::{ApiConnector, ApiConnectors, ConnectorProperty, Filter, NewApiConnector};
use crate::version::Version;
use crate::{Error, Request};

/// What became of a creation that was wanted only where there is no such connector.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateIfAbsent {
    /// There was none with this name: the one that is there now.
    Created(ApiConnector),
    /// Those with this name, one at least. They may differ from what was to be created.
    Present(Vec<ApiConnector>),
}

pub(super) fn find_by_name<V: Version>(
    connectors: &ApiConnectors<V>,
    display_name: &str,
) -> Request<Vec<ApiConnector>> {
    let (connectors, display_name) = (connectors.clone(), display_name.to_owned());
    Request::new((), async move |(), options| {
        find(&connectors, &display_name, options).await
    })
}

pub(super) fn create_if_absent<V: Version>(
    connectors: &ApiConnectors<V>,
    new: &NewApiConnector,
) -> Request<CreateIfAbsent> {
    let (connectors, new) = (connectors.clone(), new.clone());
    Request::new((), async move |(), options| {
        let present = find(&connectors, &new.display_name, options.clone()).await?;
        if !present.is_empty() {
            return Ok(CreateIfAbsent::Present(present));
        }
        match connectors
            .create(&new)
            .with_call_options(options.clone())
            .await
        {
            Ok(made) => Ok(CreateIfAbsent::Created(made)),
            Err(error) if error.may_have_taken_effect() => {
                // There was none before: the one that is there now is ours, or as good as that.
                let mut found = find(&connectors, &new.display_name, options)
                    .await
                    .unwrap_or_default();
                match (found.pop(), found.is_empty()) {
                    (Some(made), true) => Ok(CreateIfAbsent::Created(made)),
                    _ => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    })
}

/// Those with this name. The service may ignore a filter that is not documented, so the names are compared here too.
async fn find<V: Version>(
    connectors: &ApiConnectors<V>,
    display_name: &str,
    options: CallOptions,
) -> Result<Vec<ApiConnector>, Error> {
    let filter = Filter::eq(ConnectorProperty::DisplayName, display_name);
    let mut found = connectors
        .list()
        .filter(filter)
        .with_call_options(options)
        .all()
        .await?;
    found.retain(|connector| connector.display_name() == Some(display_name));
    Ok(found)
}
