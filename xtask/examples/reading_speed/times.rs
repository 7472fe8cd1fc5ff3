//! Repeated measurements, told as their median and range.

use std::fmt;
use std::time::Instant;

use crate::Result;

/// Milliseconds that the same thing took, in the order of rounds.
#[derive(Default)]
pub(crate) struct Times(Vec<f64>);

/// How many milliseconds it takes.
pub(crate) fn time(work: impl FnOnce() -> Result) -> Result<f64> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed().as_secs_f64() * 1e3)
}

impl Times {
    pub(crate) fn push(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
    }

    pub(crate) fn median(&self) -> f64 {
        sorted(&self.0)[self.0.len() / 2]
    }

    /// This against the other, round by round.
    pub(crate) fn ratios(&self, other: &Self) -> String {
        let ratios: Vec<f64> = self.0.iter().zip(&other.0).map(|(a, b)| a / b).collect();
        let ratios = sorted(&ratios);
        format!(
            "{:6.1} times  ({:.1} to {:.1})",
            ratios[ratios.len() / 2],
            ratios[0],
            ratios[ratios.len() - 1]
        )
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sorted = sorted(&self.0);
        write!(
            f,
            "{:6.1} ms     ({:.1} to {:.1})",
            self.median(),
            sorted[0],
            sorted[sorted.len() - 1]
        )
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}
