//! Who may synchronize users into this tenant.
