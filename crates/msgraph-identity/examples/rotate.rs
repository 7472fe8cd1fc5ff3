//! Makes a new client certificate the active one of an API connector, and shows the wait for it:
//! `cargo run --example rotate -- ID CERTIFICATE.pfx`, with the password of the file in `PFX_PASSWORD`.

mod connect;

use std::error::Error;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use msgraph_identity::Pkcs12;

const AT_MOST: Duration = Duration::from_secs(120);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, file] = &arguments[..] else {
        return Err("usage: rotate ID CERTIFICATE.pfx".into());
    };
    let password = std::env::var("PFX_PASSWORD").unwrap_or_default();
    let certificate = Pkcs12::from_der(std::fs::read(file)?, password)?;
    let connector = connect::graph()?
        .v1()
        .api_connectors()
        .connector(&id.parse()?);

    // It is drawn on standard error, and only if that is a terminal.
    let bar = ProgressBar::new(AT_MOST.as_secs()).with_message(certificate.to_string());
    bar.set_style(ProgressStyle::with_template(
        "{wide_bar} {pos}/{len} s\n{wide_msg}",
    )?);
    let rotation = connector.certificates().rotate(&certificate, AT_MOST);
    let mut rotation = rotation.into_future();
    let mut second = tokio::time::interval(Duration::from_secs(1));
    let rotated = loop {
        tokio::select! {
            rotated = &mut rotation => break rotated?,
            _ = second.tick() => bar.set_position(bar.elapsed().as_secs()),
        }
    };
    bar.finish_and_clear();

    let done = match rotated.uploaded {
        true => "was uploaded and is active",
        false => "was active already",
    };
    println!("{certificate} {done}");
    Ok(())
}
