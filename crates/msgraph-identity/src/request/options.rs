//! What is added to a request beyond its operation.

use std::time::Duration;

use msgraph_identity_core::CallOptions;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

use crate::Error;
use crate::error::Kind;

/// The options of a call, or why they cannot be sent: said when the request is awaited, so that a chain of calls needs no `?`.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestOptions {
    options: CallOptions,
    refused: Option<&'static str>,
}

impl RequestOptions {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let name = HeaderName::from_bytes(name.as_bytes());
        match (name, HeaderValue::from_str(value)) {
            (Ok(AUTHORIZATION), _) => {
                self.refused = Some(
                    "the header `Authorization` is the credential's; make a client with another credential",
                );
            }
            (Ok(name), Ok(value)) => {
                self.options.headers.insert(name, value);
            }
            _ => {
                self.refused = Some(
                    "a header has a name or a value that cannot be sent, such as a name with a space or a value with a line break",
                );
            }
        }
    }

    pub(crate) fn query(&mut self, name: &str, value: &str) {
        self.options.query.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn timeout(&mut self, timeout: Duration) {
        self.options.timeout = Some(timeout);
    }

    pub(crate) fn into_call_options(self) -> Result<CallOptions, Error> {
        match self.refused {
            None => Ok(self.options),
            Some(reason) => Err(Kind::InvalidArgument(reason.into()).into()),
        }
    }
}

impl From<CallOptions> for RequestOptions {
    fn from(options: CallOptions) -> Self {
        Self {
            options,
            refused: None,
        }
    }
}
