//! A partner is removed, with a backup.
