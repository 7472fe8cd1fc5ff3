//! Lists the client certificates that expire within a number of days: `cargo run --example expiring -- 30`
//!
//! The exit code is 2 if there are any.

mod connect;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

const DAY: u64 = 86_400;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let days = std::env::args().nth(1).unwrap_or_else(|| "30".to_owned());
    let days: u64 = days.parse().map_err(|_| "usage: expiring [DAYS]")?;
    let window = Duration::from_secs(days.saturating_mul(DAY));

    let connectors = connect::graph()?.v1().api_connectors();
    let expiring = connectors.expiring_within(window).await?;
    for certificate in &expiring {
        println!("{certificate}");
    }
    if expiring.is_empty() {
        println!("no certificate expires within {days} days");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(2))
}
