//! The allocations of a list of 100 connectors, against the same work with a bare HTTP client, in one run.
//!
//! `cargo bench --package msgraph-identity --bench allocations`

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on ends")]

mod list;

use list::Work;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

const FEW: usize = 20;
const MANY: usize = 120;

fn main() {
    let origin = list::start();
    let counts = Work::ALL.map(|work| {
        // Makes the allocations that happen once in a process.
        work.run(1, &origin);
        (blocks(work, MANY, &origin) - blocks(work, FEW, &origin)) / (MANY - FEW) as u64
    });
    list::print("allocations", &counts);
}

fn blocks(work: Work, requests: usize, origin: &str) -> u64 {
    let profiler = dhat::Profiler::builder().testing().build();
    work.run(requests, origin);
    let blocks = dhat::HeapStats::get().total_blocks;
    drop(profiler);
    blocks
}
