//! Uploads a new client certificate to an API connector, and waits until it is the active one:
//! `cargo run --example rotate_certificate -- ID CERTIFICATE.pfx`, with the password of the file in `PFX_PASSWORD`.

mod connect;

use std::error::Error;
use std::time::Duration;

use msgraph_identity::{ApiConnector, Authentication, Pkcs12};

const ATTEMPTS: u32 = 30;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, file] = &arguments[..] else {
        return Err("usage: rotate_certificate ID CERTIFICATE.pfx".into());
    };
    let password = std::env::var("PFX_PASSWORD").unwrap_or_default();
    let certificate = Pkcs12::from_der(std::fs::read(file)?, password)?;

    let connectors = connect::graph()?.v1().api_connectors();
    let connector = connectors.connector(&id.parse()?);
    let mut shown = connector.certificates().upload(&certificate).await?;
    for _ in 0..ATTEMPTS {
        if active(&shown) == Some(certificate.thumbprint()) {
            println!("certificate {} is active", certificate.thumbprint());
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        shown = connector.get().await?;
    }
    Err("the certificate was uploaded, and is not active yet: is it valid already?".into())
}

/// The thumbprint of the certificate in use.
fn active(connector: &ApiConnector) -> Option<&str> {
    match connector.authentication()? {
        Authentication::ClientCertificates(certificates) => certificates.active()?.thumbprint(),
        _ => None,
    }
}
