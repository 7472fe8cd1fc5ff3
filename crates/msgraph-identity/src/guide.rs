//! Pages about jobs, about running programs that use this crate, and about testing them.

/// What whole jobs do, need, and never do.
#[doc = include_str!("../docs/jobs.md")]
pub mod jobs {}

/// How to operate a program: timeouts, retries, logs, proxies, clouds, permissions.
#[doc = include_str!("../docs/operating.md")]
pub mod operating {}

/// How to test a program without a tenant.
#[doc = include_str!("../docs/testing.md")]
pub mod testing {}
