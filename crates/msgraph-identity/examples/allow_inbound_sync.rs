//! Allows partner tenants to synchronize their users into this one, a few at a time:
//! `cargo run --example allow_inbound_sync -- TENANT_ID…`, or with the ids on standard input, one a line.

mod connect;

use std::error::Error;
use std::io::{IsTerminal, stdin};

use futures_util::stream::{self, StreamExt as _};
use indicatif::ProgressBar;
use msgraph_identity::{Access, SyncUpdate, TenantId, Upserted};

/// Graph allows far more, but other programs need the limit too.
const AT_ONCE: usize = 8;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let partners = partners()?;
    let access = connect::graph()?.v1().cross_tenant_access();
    let progress = ProgressBar::new(partners.len() as u64);
    let mut outcomes = stream::iter(partners)
        .map(async |partner| {
            let sync = access.partner(partner).identity_synchronization();
            (
                partner,
                sync.upsert(SyncUpdate::new().users(Access::Allow)).await,
            )
        })
        .buffer_unordered(AT_ONCE);
    let mut failed = 0;
    while let Some((partner, outcome)) = outcomes.next().await {
        let outcome = match outcome {
            Ok(Upserted::Created) => "allowed, in a new policy".to_owned(),
            Ok(Upserted::Updated) => "allowed".to_owned(),
            Ok(Upserted::Unchanged) => "was allowed before".to_owned(),
            Err(error) => {
                failed += 1;
                error.to_string()
            }
        };
        progress.suspend(|| println!("{partner}: {outcome}"));
        progress.inc(1);
    }
    progress.finish_and_clear();
    match failed {
        0 => Ok(()),
        count => Err(format!("{count} partners failed").into()),
    }
}

/// The partners to allow. Text that is not a tenant id ends the program before anything is sent.
fn partners() -> Result<Vec<TenantId>, Box<dyn Error>> {
    let mut texts: Vec<String> = std::env::args().skip(1).collect();
    if texts.is_empty() && !stdin().is_terminal() {
        texts = stdin().lines().collect::<Result<_, _>>()?;
    }
    if texts.is_empty() {
        return Err("usage: allow_inbound_sync TENANT_ID…".into());
    }
    let partners = texts.iter().map(|text| text.trim().parse());
    Ok(partners.collect::<Result<_, _>>()?)
}
