//! The text of an error: what was asked, what came of it, what to do.

use std::fmt;

use msgraph_identity_core::{SendError, ServiceRootError};

use super::answer::{Answer, Content};
use super::{Configuration, Error, Kind};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(call) = &self.0.call {
            match (&call.method, call.path.is_empty()) {
                (Some(method), false) => write!(f, "{method} {}: ", call.path)?,
                _ => write!(f, "{}: ", call.operation.name)?,
            }
        }
        match self.kind() {
            Kind::Configuration(configuration) => configuration.fmt(f)?,
            Kind::InvalidArgument(reason) => f.write_str(reason)?,
            Kind::Answer(answer) => self.fmt_answer(answer, f)?,
            Kind::Content(content) => fmt_content(content, f)?,
            Kind::Send(error) => fmt_send(error, f)?,
            Kind::Paging(error) => error.fmt(f)?,
        }
        if let Some(finding) = self.0.finding {
            write!(f, "; {finding}")?;
        }
        self.fmt_facts(f)
    }
}

impl Error {
    fn fmt_answer(&self, answer: &Answer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", answer.head.status())?;
        if let Some(code) = self.innermost_code() {
            write!(f, ", {code}")?;
        }
        if let Some(message) = self.message() {
            write!(f, ": {}", OneLine(message.trim_end_matches('.')))?;
        }
        if let Some(wait) = answer.head.retry_after() {
            write!(f, "; the service asks to wait {} s", wait.as_secs_f64())?;
        }
        if self.is_redirect() {
            f.write_str("; redirects are not followed: does the cloud have another root?")?;
        }
        if self.is_claims_challenge() {
            f.write_str("; the service wants a token with other claims: sign in anew")?;
        } else if self.is_unauthorized() {
            f.write_str(
                "; the service rejects the access token: is it of this cloud, and still good?",
            )?;
        }
        self.fmt_permission(answer, f)
    }

    fn fmt_permission(&self, answer: &Answer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(required) = self.required_permission() else {
            return Ok(());
        };
        write!(
            f,
            "; needs the permission {}, and of a signed-in user the role {}",
            required.any_of().join(" or "),
            required.roles().join(" or ")
        )?;
        match answer.granted.as_deref() {
            None => Ok(()),
            Some([]) => f.write_str("; the token has no permission"),
            Some(granted) => write!(f, "; the token has {}", granted.join(", ")),
        }
    }

    /// What helps to find the call in logs.
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
                write!(f, "{separator}{name} {}", OneLine(value))?;
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

fn fmt_content(content: &Content, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}, but {}", content.head.status(), content.problem)?;
    match content.head.content_type() {
        Some(content_type) => write!(f, " (content type {})", OneLine(content_type)),
        None => Ok(()),
    }
}

fn fmt_send(error: &SendError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{error}")?;
    // The reason of a missing token is what the reader needs, and it is of one line.
    if let SendError::Token(error) = error
        && let Some(reason) = error.provider_error()
    {
        write!(f, ": {}", OneLine(&reason.to_string()))?;
    }
    Ok(())
}

/// A text of the service or of a library, without what would start a new line or steer a terminal.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self
            .0
            .split(char::is_control)
            .filter(|part| !part.is_empty())
            .enumerate()
        {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnusableRoot(ServiceRootError::NotAbsolute) => f.write_str(
                "the root of the cloud is not an absolute URL; write it like https://graph.example",
            ),
            // Its text says which root, and the way out.
            Self::UnusableRoot(error) => error.fmt(f),
            Self::RootWithVersion { root } => write!(
                f,
                "the root of the cloud, {root}, names a version; leave it out: the client appends /v1.0 or /beta"
            ),
            Self::UnusableLoginHost(_) => f.write_str(
                "the login host is not an absolute https URL; write it like https://login.microsoftonline.com",
            ),
            Self::LoginHostWithPath => f.write_str(
                "the login host has a path; leave it out: the client appends the tenant",
            ),
            Self::UnknownCloud => f.write_str(
                "there is no such cloud; it is one of global, us-government-l4, us-government-dod and china",
            ),
            Self::NotAToken => f.write_str(
                "the static access token is empty or no bearer token; pass the token alone, without \"Bearer\", quotes or a line break",
            ),
            Self::Application => f.write_str(
                "the application cannot be named in the header User-Agent; write it like contoso-onboarding/2.1, without line breaks",
            ),
            Self::Tls(_) => f.write_str(
                "TLS could not be set up; install the CA certificates of the operating system, or let SSL_CERT_FILE name a file of them",
            ),
            Self::Certificate(reason) => f.write_str(reason),
            Self::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
            Self::Credential(reason, _) => f.write_str(reason),
        }
    }
}
