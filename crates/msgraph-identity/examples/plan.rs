//! Compares a tenant with a desired state in JSON, and prints what differs, like a diff:
//! `cargo run --example plan -- desired.json [--apply]`
//!
//! The exit code is 0 if nothing differs, 2 if something does, and 1 after an error. With `--apply`, the differences are written, and
//! the exit code is 0 or 1. Without a file name, what the tenant has is printed as a desired state.

mod connect;

use std::error::Error;
use std::process::ExitCode;

use msgraph_identity::jobs::desired_state::DesiredState;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, apply) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => (None, false),
        [file] if !file.starts_with('-') => (Some(file), false),
        [file, "--apply"] => (Some(file), true),
        _ => return Err("usage: plan [DESIRED.json [--apply]]".into()),
    };
    let Some(file) = file else {
        let state = DesiredState::export(&connect::graph()?.v1()).await?;
        println!("{}", serde_json::to_string_pretty(&state)?);
        return Ok(ExitCode::SUCCESS);
    };
    let desired = DesiredState::from_json(&std::fs::read_to_string(file)?)?;
    let plan = desired.plan(&connect::graph()?.v1()).await?;
    print!("{plan}");
    if apply {
        plan.apply().await?;
    } else if !plan.is_empty() {
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::SUCCESS)
}
