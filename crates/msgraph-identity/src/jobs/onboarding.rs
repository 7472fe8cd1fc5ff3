//! Two tenants are prepared for cross-tenant synchronization, and that is verified.
