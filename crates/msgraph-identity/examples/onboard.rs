//! Prepares two tenants for cross-tenant synchronization, from the first one into the second one:
//! `cargo run --example onboard -- SOURCE_TENANT_ID TARGET_TENANT_ID`

mod two_tenants;

use std::error::Error;
use std::time::Duration;

/// How long the service may take to show what was written.
const SETTLING: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let onboarding = two_tenants::onboarding()?;
    // It stops at the first refusal, and can be run again.
    let onboarded = onboarding.run().wait(SETTLING).await?;
    println!("{onboarded}");
    Ok(())
}
