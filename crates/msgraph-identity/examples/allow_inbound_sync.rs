//! Allows partner tenants to synchronize their users into this one, a few at a time:
//! `cargo run --example allow_inbound_sync -- TENANT_ID…`, or with the ids on standard input, one a line.

mod connect;

use std::error::Error;
use std::io::{IsTerminal, stdin};
use std::sync::Arc;

use indicatif::ProgressBar;
use msgraph_identity::{Access, CrossTenantAccess, SyncUpdate, TenantId, Upserted};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Graph allows far more, but other programs need the limit too.
const AT_ONCE: usize = 8;

type Outcome = (TenantId, Result<Upserted, msgraph_identity::Error>);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let partners = partners()?;
    let access = connect::graph()?.v1().cross_tenant_access();
    let progress = ProgressBar::new(partners.len() as u64);
    let mut failed = 0;
    let mut tasks = start(&access, partners);
    while let Some(task) = tasks.join_next().await {
        let (partner, outcome) = task?;
        let line = match outcome {
            Ok(Upserted::Created) => format!("{partner}: allowed, in a new policy"),
            Ok(Upserted::Updated) => format!("{partner}: allowed"),
            Ok(Upserted::Unchanged) => format!("{partner}: was allowed before"),
            Err(error) => {
                failed += 1;
                format!("{partner}: {error}")
            }
        };
        progress.suspend(|| println!("{line}"));
        progress.inc(1);
    }
    progress.finish_and_clear();
    match failed {
        0 => Ok(()),
        count => Err(format!("{count} partners failed").into()),
    }
}

fn start(access: &CrossTenantAccess, partners: Vec<TenantId>) -> JoinSet<Outcome> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for partner in partners {
        let (permits, sync) = (
            permits.clone(),
            access.partner(partner).identity_synchronization(),
        );
        tasks.spawn(async move {
            let _permit = permits.acquire_owned().await;
            (
                partner,
                sync.upsert(SyncUpdate::new().users(Access::Allow)).await,
            )
        });
    }
    tasks
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
    Ok(texts
        .iter()
        .map(|text| text.trim().parse())
        .collect::<Result<_, _>>()?)
}
