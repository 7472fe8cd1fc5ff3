//! Turns a panic of progenitor into an error: it reports some bad input with `assert!` and `todo!`. The invariants refuse
//! such input first; this catches what they miss.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use crate::error::{Error, Result};

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `generate`. A panic in it prints nothing.
pub(crate) fn catch_panic<T>(generate: impl FnOnce() -> T) -> Result<T> {
    keep_hook_quiet();
    IS_CAUGHT.set(true);
    let result = catch_unwind(AssertUnwindSafe(generate));
    IS_CAUGHT.set(false);
    result.map_err(|payload| {
        Error::new(format!("progenitor panicked: {}", first_line(&*payload)))
            .help("add a lowering pass that removes the construct, or an invariant that refuses it")
    })
}

/// Without this, a caught panic would be reported twice.
fn keep_hook_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                report(panic);
            }
        }));
    });
}

fn first_line(payload: &(dyn Any + Send)) -> &str {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied());
    text.and_then(|text| text.lines().next())
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_message() {
        let error = catch_panic(|| panic!("not yet implemented: {}\n more", 5)).unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("progenitor panicked: not yet implemented: 5\n  help"),
            "{text}"
        );
        assert_eq!(catch_panic(|| 5).unwrap(), 5);
    }
}
