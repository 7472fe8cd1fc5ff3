//! Whole jobs, against the fake.

mod audit;
mod desired_state;
mod offboarding;
mod onboard_many;
mod onboarding;
mod preflight;
