#![doc = include_str!("../README.md")]

#[rustfmt::skip]
#[allow(missing_docs, reason = "progenitor gives the variants of an enum no documentation; everything else has it")]
#[allow(unreachable_pub, clippy::all, reason = "the output of progenitor, which has a style of its own")]
mod generated;
mod hooks;

pub use generated::{Client, ClientInfo, Error, ResponseValue, types};
