//! How much memory this process has.

use tokio::sync::Mutex;

/// Held by the test that runs, because memory is measured for the whole process.
pub(crate) static ALONE: Mutex<()> = Mutex::const_new(());

/// The resident memory in KiB, or `None` if the system has no `/proc`.
pub(crate) fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Asserts that at most this many KiB were added.
pub(crate) fn assert_flat(before: Option<u64>, allowed: u64) {
    let (Some(before), Some(now)) = (before, resident()) else {
        return;
    };
    println!("{before} KiB before, {now} KiB now");
    assert!(
        now <= before + allowed,
        "{before} KiB before, {now} KiB now"
    );
}
