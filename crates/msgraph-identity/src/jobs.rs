//! Whole jobs: each takes several requests, and is written with the public handles of this crate alone.

pub mod audit;
pub mod desired_state;
pub mod offboarding;
pub mod onboard_many;
pub mod onboarding;
pub mod preflight;
