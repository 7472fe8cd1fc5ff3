//! Verifies that two tenants are prepared for cross-tenant synchronization. It writes nothing:
//! `cargo run --example verify -- SOURCE_TENANT_ID TARGET_TENANT_ID`
//!
//! The exit code is 0 if they are, 2 if they are not, and 1 after an error.

mod two_tenants;

use std::error::Error;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let verification = two_tenants::onboarding()?.verify().await?;
    println!("{verification}");
    Ok(if verification.is_complete() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}
