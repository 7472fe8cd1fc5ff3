//! Connectors by name.

use super::ApiConnectors;
use crate::api_connectors::{ApiConnector, ConnectorProperty, Filter, NewApiConnector};
use crate::error::refuse_blank;
use crate::request::CallContext;
use crate::version::Version;
use crate::{Error, Request};

/// The result of [`ApiConnectors::create_if_absent`].
#[derive(Clone, Debug, PartialEq)]
pub enum CreateIfAbsent {
    /// No connector had this name. This connector was created.
    Created(ApiConnector),
    /// The connectors that had this name already, at least one. They may differ from the new connector in everything else.
    Present(Vec<ApiConnector>),
}

impl<V: Version> ApiConnectors<V> {
    /// Returns all connectors with exactly this display name. Names need not be unique.
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectors, Error};
    /// # async fn example(connectors: ApiConnectors) -> Result<(), Error> {
    /// for connector in connectors.find_by_name("Vet sign-ups").await? {
    ///     println!("{}", connector.id());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Microsoft does not document the filter that is used. The names are compared here too, in case the service ignores it.
    ///
    /// # Errors
    ///
    /// Those of [`ListApiConnectors::all`](crate::ListApiConnectors::all), and
    /// [`is_invalid_argument`](crate::Error::is_invalid_argument) if the name is blank.
    pub fn find_by_name(&self, display_name: &str) -> Request<Vec<ApiConnector>> {
        let (connectors, display_name) = (self.clone(), display_name.to_owned());
        Request::new((), async move |(), context| {
            find(&connectors, &display_name, context).await
        })
    }

    /// Creates a connector, unless there is one with its display name.
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectors, CreateIfAbsent, Error, NewApiConnector};
    /// # async fn example(connectors: ApiConnectors, new: NewApiConnector) -> Result<(), Error> {
    /// match connectors.create_if_absent(&new).await? {
    ///     CreateIfAbsent::Created(connector) => println!("created {}", connector.id()),
    ///     CreateIfAbsent::Present(present) => println!("there are {} already", present.len()),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// If two clients do this at the same time, both may create one. If the response to the creation is lost, the connector is
    /// looked for; the creation is never repeated.
    ///
    /// # Errors
    ///
    /// Those of [`create`](Self::create) and [`find_by_name`](Self::find_by_name).
    pub fn create_if_absent(&self, new: impl Into<NewApiConnector>) -> Request<CreateIfAbsent> {
        let (connectors, new) = (self.clone(), new.into());
        Request::new((), async move |(), context| {
            new.auth.check()?;
            let present = find(&connectors, &new.display_name, context.clone()).await?;
            if !present.is_empty() {
                return Ok(CreateIfAbsent::Present(present));
            }
            match connectors.create(&new).within(context.clone()).await {
                Ok(created) => Ok(CreateIfAbsent::Created(created)),
                Err(error) if error.may_have_taken_effect() => {
                    // No connector had this name before, so a single one now is the result of this creation.
                    let found = find(&connectors, &new.display_name, context).await;
                    let mut found = found.unwrap_or_default();
                    match (found.pop(), found.is_empty()) {
                        (Some(created), true) => Ok(CreateIfAbsent::Created(created)),
                        _ => Err(error),
                    }
                }
                Err(error) => Err(error),
            }
        })
    }
}

/// Returns the connectors with this name. The service may ignore a filter that is not documented, so the names are compared here
/// too.
async fn find<V: Version>(
    connectors: &ApiConnectors<V>,
    display_name: &str,
    context: CallContext,
) -> Result<Vec<ApiConnector>, Error> {
    refuse_blank("the display name", display_name)?;
    let filter = Filter::eq(ConnectorProperty::DisplayName, display_name);
    let list = connectors.list().filter(filter);
    let mut found = list.within(context).all().await?;
    found.retain(|connector| connector.display_name() == Some(display_name));
    Ok(found)
}
