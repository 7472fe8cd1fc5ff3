//! Who asks the provider, when, and what the others get. Time is tokio's, paused; nothing here has a socket.

mod failure;
mod life;
mod provider;
mod rejection;
mod sharing;
