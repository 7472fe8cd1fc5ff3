//! Lists who may synchronize into the tenant, as a table: `cargo run --example audit -- EXPECTED_TENANT_ID…`
//!
//! The exit code is 0 if only the expected tenants may, 2 if others may too or a partner cannot be read, and 1 after an error.

mod connect;

use std::error::Error;
use std::process::ExitCode;

use msgraph_identity::TenantId;
use msgraph_identity::jobs::audit::Audit;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let expected = std::env::args().skip(1).map(|id| id.parse());
    let expected: Vec<TenantId> = expected.collect::<Result<_, _>>()?;
    let client = connect::graph()?.v1();
    let report = Audit::new(&client).expect(expected).with_names().run();
    let report = report.await?;
    print!("{report}");
    let clean = report.unexpected().next().is_none() && report.unreadable().is_empty();
    Ok(ExitCode::from(if clean { 0 } else { 2 }))
}
