//! A value that readers see late, because Microsoft Graph answers reads from replicas.

/// The newest value, and the old one that the next reads still see.
#[derive(Clone, Debug)]
pub(crate) struct Replicated<T> {
    newest: T,
    /// `None` if the value does not exist on the replica yet.
    replica: Option<T>,
    stale_reads: u32,
}

impl<T> Replicated<T> {
    /// A new value that the next `lag` reads do not see.
    pub(crate) fn new(value: T, lag: u32) -> Self {
        Self {
            newest: value,
            replica: None,
            stale_reads: lag,
        }
    }

    /// The value as a write sees it.
    pub(crate) fn newest(&self) -> &T {
        &self.newest
    }

    /// The value as a read sees it.
    pub(crate) fn read(&mut self) -> Option<&T> {
        if self.stale_reads > 0 {
            self.stale_reads -= 1;
            return self.replica.as_ref();
        }
        self.replica = None;
        Some(&self.newest)
    }

    /// Replaces the value. The next `lag` reads still see the old one.
    pub(crate) fn write(&mut self, value: T, lag: u32) {
        let before = std::mem::replace(&mut self.newest, value);
        if self.stale_reads == 0 {
            self.replica = Some(before);
        }
        self.stale_reads = self.stale_reads.max(lag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lag_behind_writes() {
        let mut value = Replicated::new("a", 2);
        assert_eq!(value.newest(), &"a");
        assert_eq!(value.read(), None);
        assert_eq!(value.read(), None);
        assert_eq!(value.read(), Some(&"a"));
        value.write("b", 1);
        assert_eq!(value.read(), Some(&"a"));
        assert_eq!(value.read(), Some(&"b"));
        value.write("c", 0);
        assert_eq!(value.read(), Some(&"c"));
    }
}
