//! Which tenants are done, across runs.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::TenantRef;

/// Remembers which tenants are done, so that a run that was interrupted goes on with the others.
pub trait Journal: Send + Sync {
    /// Whether the tenant was recorded.
    fn is_done(&self, tenant: &TenantRef) -> bool;

    /// Records that the tenant is done. A tenant that failed is not recorded.
    ///
    /// # Errors
    ///
    /// If it cannot be recorded. The tenant is written all the same, see [`Outcome::NotRecorded`](super::Outcome::NotRecorded).
    fn record(&self, tenant: &TenantRef) -> io::Result<()>;
}

/// A journal in a file with a tenant on each line. It survives a kill: a line counts only if it is whole.
///
/// Use a file for each set of settings: it does not say what was written.
#[derive(Debug)]
pub struct FileJournal {
    file: File,
    done: Mutex<Done>,
}

#[derive(Debug)]
struct Done {
    tenants: BTreeSet<String>,
    /// The length of the whole lines.
    length: u64,
}

impl FileJournal {
    /// Opens a journal. A file that is not there is created.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written, or is not text.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text?,
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let done = Mutex::new(Done {
            tenants: whole.lines().map(str::to_owned).collect(),
            length: whole.len().try_into().map_err(io::Error::other)?,
        });
        Ok(Self { file, done })
    }
}

impl Journal for FileJournal {
    fn is_done(&self, tenant: &TenantRef) -> bool {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.tenants.contains(&tenant.to_string())
    }

    fn record(&self, tenant: &TenantRef) -> io::Result<()> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        // A line must not continue one that was cut off, by a kill or by a full disk.
        self.file.set_len(done.length)?;
        let line = format!("{tenant}\n");
        (&self.file).write_all(line.as_bytes())?;
        self.file.sync_data()?;
        done.length += line.len() as u64;
        done.tenants.insert(tenant.to_string());
        Ok(())
    }
}
