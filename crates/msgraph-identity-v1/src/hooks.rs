//! What every request goes through: the session of the core crate. The implementation must stand in the crate of the
//! generated client.

use msgraph_identity_core::{Session, percent_encode_spaces};
use progenitor_client::{ClientHooks, OperationInfo};

use crate::generated::{Client, ClientInfo, Error};

impl ClientHooks<Session> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), Error<E>> {
        percent_encode_spaces(request.url_mut());
        self.inner()
            .authorize(request)
            .await
            .map_err(|error| Error::Custom(error.to_string()))
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        _: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        self.inner().execute(self.client(), request).await
    }
}
