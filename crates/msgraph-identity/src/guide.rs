//! Pages about running and testing programs that use this crate.

/// How to operate a program: timeouts, retries, logs, proxies, clouds, permissions.
#[doc = include_str!("../docs/operating.md")]
pub mod operating {}

/// How to test a program without a tenant.
#[doc = include_str!("../docs/testing.md")]
pub mod testing {}
