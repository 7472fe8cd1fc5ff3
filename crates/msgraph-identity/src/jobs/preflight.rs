//! Which permissions a job needs, before its first write.
