//! Lists the API connectors of the tenant: `cargo run --example list`

mod connect;

use msgraph_identity::{Authentication, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let graph = connect::graph()?;
    let mut connectors = graph.v1().api_connectors().list().items();
    let mut count = 0;
    while let Some(connector) = connectors.next().await.transpose()? {
        let authentication = match connector.authentication() {
            Some(Authentication::Basic(basic)) => {
                format!("user {}", basic.username().unwrap_or("unknown"))
            }
            Some(Authentication::ClientCertificates(list)) => match list.active() {
                Some(certificate) => format!("certificate {certificate}"),
                None => "no active certificate".to_owned(),
            },
            _ => "other authentication".to_owned(),
        };
        let name = connector.display_name().unwrap_or("(no name)");
        println!("{}  {name}  {authentication}", connector.id());
        count += 1;
    }
    println!("{count} API connectors");
    Ok(())
}
