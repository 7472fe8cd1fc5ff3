//! Many partners are added, and an interrupted run goes on.
