//! The credentials of the client against the token endpoints of the fake, over https; and files with certificates.

#[cfg(unix)]
mod azure_cli;
mod certificate_files;
mod child;
mod client_certificate;
mod client_secret;
mod fake;
mod from_env;
mod login_errors;
mod managed_identity;
mod own_tenant;
mod pkcs12;
mod renewal;
mod token_credential;
mod tools;
mod workload_identity;
