//! A policy that is there as it should be, whether it was before or not.

use msgraph_identity_core::CallOptions;

use super::{IdentitySynchronization, UpdateModel};
use crate::Error;
use crate::error::Finding;
use crate::version::Version;

/// How many writes are tried, creating and updating in turn.
const MAX_WRITES: u32 = 4;

/// What an upsert came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Upserted {
    /// There was no policy; there is one now.
    Created,
    /// Something in the policy was different, and is not any more.
    Updated,
    /// The policy was as it should be. Nothing was written.
    Unchanged,
}

enum Write<U> {
    Create,
    Update(U),
}

pub(super) async fn upsert<V: Version>(
    synchronization: &IdentitySynchronization<V>,
    wanted: &V::SyncUpdate,
    options: CallOptions,
) -> Result<Upserted, Error> {
    let mut write = match synchronization.read(None, options.clone()).await {
        Ok(there) => {
            let difference = wanted.difference_from(&there);
            if difference.is_empty() {
                return Ok(Upserted::Unchanged);
            }
            Write::Update(difference)
        }
        Err(error) if error.is_not_found() => Write::Create,
        Err(error) => return Err(error),
    };
    let mut writes = 0;
    loop {
        let (written, done) = match &write {
            Write::Create => {
                let put = synchronization.put(wanted, options.clone());
                (put.await, Upserted::Created)
            }
            Write::Update(difference) => {
                let patch = synchronization.patch(difference, options.clone());
                (patch.await, Upserted::Updated)
            }
        };
        let Err(error) = written else {
            return Ok(done);
        };
        writes += 1;
        // Somebody else was faster, or a replica was behind. All that is wanted is sent: what was read says nothing any more.
        write = match write {
            _ if writes >= MAX_WRITES => return Err(error.with_finding(Finding::Unsettled)),
            Write::Create if error.is_conflict() && wanted.is_empty() => {
                return Ok(Upserted::Unchanged);
            }
            Write::Create if error.is_conflict() => Write::Update(wanted.clone()),
            Write::Update(_) if error.is_not_found() => Write::Create,
            _ => return Err(error),
        };
    }
}
