//! The text of an error: what was requested, what went wrong, what to do.

use std::error;
use std::fmt;

use msgraph_identity_core::{ForeignText, ODataError, SendError};

use super::error_response::join_details;
use super::{Error, ErrorResponse, Kind, Problem, UnexpectedContent};
use crate::sent_tokens::SentTokens;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((part, tenant_id)) = self.0.tenant {
            write!(f, "the {part} tenant {tenant_id}: ")?;
        }
        if let Some(call) = &self.0.call {
            match (&call.method, call.path.is_empty()) {
                (Some(method), false) => write!(f, "{method} {}: ", self.foreign(&call.path))?,
                _ => write!(f, "{}: ", call.operation.name)?,
            }
        }
        match self.kind() {
            // The reason may repeat what a credential says.
            Kind::Configuration(configuration) => {
                write!(f, "{}", self.foreign(&configuration.to_string()))?;
            }
            Kind::InvalidArgument(reason) => f.write_str(reason)?,
            Kind::WaitTimedOut(text) => f.write_str(text)?,
            Kind::Response(response) => self.fmt_response(response, f)?,
            Kind::Content(content) => self.fmt_content(content, f)?,
            Kind::Send(error) => self.fmt_send(error, f)?,
            Kind::Paging(error) => error.fmt(f)?,
            Kind::ChangedSincePlan(place) => write!(
                f,
                "the tenant has changed since the plan was made, at {place}; plan again"
            )?,
        }
        if let Some(finding) = self.0.finding {
            write!(f, "; {finding}")?;
        }
        self.fmt_facts(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        let shown = |text: Option<&str>| text.map(|text| self.foreign(text).to_string());
        f.debug_struct("Error")
            .field("message", &self.to_string())
            .field("status", &self.status())
            .field("code", &shown(self.code()))
            .field("request_id", &shown(self.request_id()))
            .field("client_request_id", &shown(self.client_request_id()))
            .field("attempts", &self.attempts())
            .field("source", &error::Error::source(self))
            .finish_non_exhaustive()
    }
}

impl Error {
    fn foreign<'a>(&'a self, text: &'a str) -> Foreign<'a> {
        let call = self.0.call.as_ref();
        Foreign {
            text,
            sent_tokens: call.map(|call| &*call.sent_tokens),
        }
    }

    fn fmt_response(&self, response: &ErrorResponse, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", response.head.status())?;
        if let Some(error) = &response.error {
            self.fmt_odata_error(error, f)?;
        }
        if let Some(wait) = response.head.retry_after() {
            write!(f, "; the service asks to wait {} s", wait.as_secs_f64())?;
        }
        if self.is_redirect() {
            f.write_str("; redirects are not followed: does the cloud have another root?")?;
        }
        if self.is_claims_challenge() {
            f.write_str("; the service wants a token with other claims: sign in again")?;
        } else if !response.is_graph_error() {
            return self.fmt_origin(response, f);
        } else if self.is_unauthorized() {
            f.write_str(
                "; the service rejects the access token: check that it is for this cloud and has not expired",
            )?;
        }
        if self.is_license_missing() {
            return f.write_str(
                "; the tenant may lack a license for a setting, such as Microsoft Entra ID P1: assign one, or leave the setting out",
            );
        }
        if self.is_bad_request()
            && self
                .message()
                .is_some_and(|message| message.contains("b2B"))
        {
            f.write_str("; the names of properties are compared with their case: write `b2b…`")?;
        }
        self.fmt_permission(response, f)
    }

    /// Writes the documented code first, then the more specific one.
    fn fmt_odata_error(&self, error: &ODataError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let innermost = error.innermost_code();
        if let Some(code) = error.code.as_deref().or(innermost) {
            write!(f, ", {}", self.foreign(code))?;
            if let Some(inner) = innermost.filter(|inner| *inner != code) {
                write!(f, " ({})", self.foreign(inner))?;
            }
        }
        if let Some(message) = self.message() {
            write!(f, ": {}", self.foreign(message.trim_end_matches('.')))?;
        }
        let details = join_details(&error.details);
        if !details.is_empty() {
            write!(f, "; details: {}", self.foreign(&details))?;
        }
        Ok(())
    }

    /// Says that the response need not come from Graph.
    fn fmt_origin(&self, response: &ErrorResponse, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_redirect() {
            return Ok(());
        }
        let body = if response.has_body {
            "the body is not a Graph error"
        } else {
            "there is no body with a Graph error"
        };
        write!(
            f,
            "; {body}, so the response may come from a proxy or gateway"
        )?;
        self.fmt_content_type(response.head.content_type(), f)
    }

    fn fmt_permission(&self, response: &ErrorResponse, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(required) = self.required_permission() {
            let permissions = required.any_of().join(" or ");
            write!(f, "; needs the permission {permissions}")?;
            if !required.roles().is_empty() {
                let roles = required.roles().join(" or ");
                write!(f, ", and of a signed-in user the role {roles}")?;
            }
        }
        match response.granted.as_deref() {
            _ if !self.is_permission_denied() => Ok(()),
            None => Ok(()),
            Some([]) => f.write_str("; the token has no permission"),
            Some(granted) => write!(f, "; the token has {}", self.foreign(&granted.join(", "))),
        }
    }

    fn fmt_content(&self, content: &UnexpectedContent, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but ", content.head.status())?;
        match &content.problem {
            Problem::Empty => f.write_str("the response has no content")?,
            Problem::NotJson => f.write_str("the content is not JSON")?,
            Problem::TooComplex => f.write_str(
                "the content has more than 200,000 objects and arrays, or more than 2,000,000 values; ask for smaller pages",
            )?,
            Problem::Malformed { path, line, column } => {
                f.write_str("the content is not what the contract says")?;
                if !path.is_empty() && path != "." {
                    write!(f, ", at {}", self.foreign(path))?;
                }
                write!(f, " (line {line}, column {column})")?;
            }
            Problem::Unusable(what) => f.write_str(what)?,
        }
        self.fmt_content_type(content.head.content_type(), f)
    }

    fn fmt_content_type(
        &self,
        content_type: Option<&str>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        match content_type {
            Some(content_type) => write!(f, " (content type {})", self.foreign(content_type)),
            None => Ok(()),
        }
    }

    fn fmt_send(&self, error: &SendError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It may repeat parts of a next link.
        write!(f, "{}", self.foreign(&error.to_string()))?;
        // The reader needs the reason of a missing token.
        if let SendError::Token(error) = error
            && let Some(reason) = error.provider_error()
        {
            write!(f, ": {}", self.foreign(&reason.to_string()))?;
        }
        Ok(())
    }

    /// Writes what helps to find the call in logs.
    fn fmt_facts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = " (";
        if self.attempts() > 1 {
            write!(f, "{separator}{} attempts", self.attempts())?;
            separator = ", ";
        }
        let call = self.0.call.as_ref();
        for (name, value) in [
            ("to", call.and_then(|call| call.service_root.as_deref())),
            ("request-id", self.request_id()),
            ("client-request-id", self.client_request_id()),
        ] {
            if let Some(value) = value {
                write!(f, "{separator}{name} {}", self.foreign(value))?;
                separator = ", ";
            }
        }
        if separator == ", " {
            f.write_str(")")
        } else {
            Ok(())
        }
    }
}

/// Writes text of the service, of a library or of a credential as [`ForeignText`] does, with the access tokens of the client
/// masked.
struct Foreign<'a> {
    text: &'a str,
    sent_tokens: Option<&'a SentTokens>,
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sent_tokens {
            Some(tokens) => ForeignText::new(&tokens.mask(self.text)).fmt(f),
            None => ForeignText::new(self.text).fmt(f),
        }
    }
}
