//! The program: a fake Microsoft Graph on a port of this machine, until Ctrl-C.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use msgraph_identity_fake::{FakeGraph, Seed};

/// A fake Microsoft Graph: API connectors, cross-tenant identity synchronization, token endpoints.
///
/// One port accepts both http and https. Without --seed there is one tenant, with one application that has all
/// permissions.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// The port to listen on at 127.0.0.1. 0 is any free port.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The initial tenants, applications, connectors, partners, switches and faults, as YAML.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Write the certificate of the https side to this file, for clients to trust.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// How many requests are kept for /__fake/requests. Older ones are only counted.
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    recorded_requests: usize,
    /// Do not log requests.
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
    println!("Press Ctrl-C to stop.");
    tokio::signal::ctrl_c().await?;
    // Requests in flight are answered first. A second Ctrl-C does not wait for them.
    tokio::select! {
        () = server.stop() => {}
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    Ok(())
}

fn read_seed(path: &Path) -> Result<Seed, String> {
    let file_error = |error| format!("{}: {error}", path.display());
    let mut text = String::new();
    // One byte more than a seed may have, in case the file never ends.
    File::open(path)
        .and_then(|file| file.take(4 * 1024 * 1024 + 1).read_to_string(&mut text))
        .map_err(file_error)?;
    Seed::from_yaml(&text).map_err(|error| format!("{}: {error}", path.display()))
}
