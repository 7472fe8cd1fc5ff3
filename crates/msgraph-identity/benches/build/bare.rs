//! A list with a bare HTTP client, TLS by rustls with ring.

use serde::Deserialize;

#[derive(Deserialize)]
struct Page {
    value: Vec<Connector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Connector {
    id: String,
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let provider = rustls::crypto::ring::default_provider();
    provider.install_default().map_err(|_| "there is one")?;
    let response = reqwest::Client::new()
        .get("https://graph.microsoft.com/v1.0/identity/apiConnectors")
        .bearer_auth(std::env::var("GRAPH_TOKEN")?)
        .send()
        .await?;
    let page: Page = response.error_for_status()?.json().await?;
    for connector in page.value {
        println!("{:?} {}", connector.display_name, connector.id);
    }
    Ok(())
}
