//! What is measured.

use std::fmt;
use std::fs::{self, File};
use std::path::Path;

use xtask::Error;
use xtask::read::{self, FirstPass};
use xtask::selection::Selection;
use xtask::slice::{slice, version_for};
use xtask::source::DigestReader;

use crate::Result;

/// Ways to cut the slice out of a document.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    Short,
    /// The short way, with the document hashed in the same pass.
    Hashed,
    Full,
}

impl Work {
    pub(crate) fn parse(name: &str) -> Result<Self> {
        let mut all = [Self::Short, Self::Hashed, Self::Full].into_iter();
        let work = all.find(|work| work.to_string() == name);
        work.ok_or_else(|| format!("no way is called `{name}`").into())
    }

    pub(crate) fn run(self, document: &Path, selection: &Selection) -> Result {
        match self {
            Self::Short => {
                let mut file = File::open(document)?;
                let first_pass = FirstPass::over(&mut file, selection).map_err(Error::from)?;
                first_pass
                    .slice(&mut file, None, selection)
                    .map_err(Error::from)?;
            }
            Self::Hashed => {
                let mut reader = DigestReader::new(File::open(document)?);
                let first_pass = FirstPass::over(&mut reader, selection).map_err(Error::from)?;
                let (_, mut file) = reader.finish_with_inner()?;
                first_pass
                    .slice(&mut file, None, selection)
                    .map_err(Error::from)?;
            }
            Self::Full => {
                let value = read::parse(&fs::read(document)?)?;
                slice(&value, version_for(&value, None)?, selection)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Short => "short",
            Self::Hashed => "hashed",
            Self::Full => "full",
        })
    }
}
