//! The program: a fake Microsoft Graph on a port of this machine until ctrl-c.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use msgraph_identity_fake::{FakeGraph, Seed};

/// A fake Microsoft Graph: API connectors, cross-tenant identity synchronization, token endpoints.
///
/// One port speaks both http and https. Without --seed there is one tenant with one application that has all
/// permissions.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// The port to listen on at 127.0.0.1; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Tenants, applications, connectors, partners and switches to start with, as YAML.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Writes the certificate of the https side to this file, for clients to trust.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// How many requests are kept for /__fake/requests; older ones are only counted.
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    recorded_requests: usize,
    /// Writes no line for each request.
    #[arg(long)]
    quiet: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = FakeGraph::builder()
        .port(arguments.port)
        .recorded_requests(arguments.recorded_requests)
        .request_log(!arguments.quiet);
    if let Some(path) = &arguments.seed {
        builder = builder.seed(read_seed(path)?);
    }
    let server = builder
        .start()
        .await
        .map_err(|error| match (error.kind(), &arguments.seed) {
            (io::ErrorKind::InvalidInput, Some(path)) => format!("{}: {error}", path.display()),
            _ => format!("port {}: {error}", arguments.port),
        })?;
    if let Some(path) = &arguments.certificate {
        std::fs::write(path, server.certificate_pem())
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!(
        "Microsoft Graph (fake) at {} and {}",
        server.url(),
        server.https_url()
    );
    for application in server.applications() {
        println!(
            "  tenant {} application {}",
            application.tenant_id, application.client_id
        );
    }
    println!("Ctrl-C ends it.");
    tokio::signal::ctrl_c().await?;
    // Requests under way are answered first; whoever can't wait for that presses the keys again.
    tokio::select! {
        () = server.stop() => {}
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    Ok(())
}

fn read_seed(path: &Path) -> Result<Seed, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Seed::from_yaml(&text).map_err(|error| format!("{}: {error}", path.display()))
}
