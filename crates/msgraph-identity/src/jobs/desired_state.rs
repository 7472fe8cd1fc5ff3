//! A desired state of partners and connectors: what differs, and how it is reached.
