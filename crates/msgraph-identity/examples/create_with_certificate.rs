//! Creates an API connector that authenticates with a client certificate, unless there is one with its name:
//! `cargo run --example create_with_certificate -- NAME URL CERTIFICATE.pfx`, with the password of the file in `PFX_PASSWORD`.

mod connect;

use std::error::Error;
use std::time::{Duration, SystemTime};

use msgraph_identity::{ConnectorAuth, CreateIfAbsent, NewApiConnector, Pkcs12};

const SOON: Duration = Duration::from_secs(30 * 24 * 60 * 60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, url, file] = &arguments[..] else {
        return Err("usage: create_with_certificate NAME URL CERTIFICATE.pfx".into());
    };
    let password = std::env::var("PFX_PASSWORD").unwrap_or_default();
    let certificate = Pkcs12::from_der(std::fs::read(file)?, password)?;
    if certificate.not_after() < SystemTime::now() + SOON {
        eprintln!("the certificate expires soon: {certificate}");
    }

    let connectors = connect::graph()?.v1().api_connectors();
    let new = NewApiConnector::new(name, url, ConnectorAuth::pkcs12(certificate))?;
    match connectors.create_if_absent(&new).await? {
        CreateIfAbsent::Created(connector) => {
            // A read right after the creation may come too early.
            let handle = connectors.connector(connector.id());
            handle.wait_until_visible(Duration::from_secs(60)).await?;
            println!("created {}", connector.id());
        }
        CreateIfAbsent::Present(present) => {
            for connector in present {
                println!("there already: {}", connector.id());
            }
        }
    }
    Ok(())
}
