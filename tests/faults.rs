//! What the client makes of everything that can go wrong: `tests/FAULTS.md` lists the faults, and the test of each.

mod cancellation;
mod content;
mod creation;
mod deletion;
mod errors;
mod ids;
mod index;
mod models;
mod paging;
mod permissions;
mod queries;
mod redirects;
mod scripted;
mod sockets;
mod synchronization;
mod visibility;
