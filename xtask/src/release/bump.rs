//! Which version a change needs (<https://doc.rust-lang.org/cargo/reference/semver.html>): before 1.0 a breaking change
//! raises the second number, and anything else the third.

use semver::Version;

use crate::change::Effect;

/// The version that a crate needs at least; a crate that was not released keeps its own.
pub(super) fn needed(
    released: Option<&Version>,
    current: &Version,
    effect: Option<Effect>,
) -> Version {
    let (
        Some(Version {
            major,
            minor,
            patch,
            ..
        }),
        Some(effect),
    ) = (released, effect)
    else {
        return released.unwrap_or(current).clone();
    };
    match (effect, major) {
        (Effect::Breaking, 0) => Version::new(0, minor + 1, 0),
        (Effect::Breaking, _) => Version::new(major + 1, 0, 0),
        (Effect::Compatible, 1..) => Version::new(*major, minor + 1, 0),
        _ => Version::new(*major, *minor, patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Effect::{Breaking, Compatible, Documentation};

    #[test]
    fn the_version_says_what_has_happened() {
        for (released, effect, expected) in [
            ("0.1.2", None, "0.1.2"),
            ("0.1.2", Some(Documentation), "0.1.3"),
            ("0.1.2", Some(Compatible), "0.1.3"),
            ("0.1.2", Some(Breaking), "0.2.0"),
            ("1.1.2", Some(Documentation), "1.1.3"),
            ("1.1.2", Some(Compatible), "1.2.0"),
            ("1.1.2", Some(Breaking), "2.0.0"),
        ] {
            let [released, expected] = [released, expected].map(|v| Version::parse(v).unwrap());
            assert_eq!(needed(Some(&released), &released, effect), expected);
        }
    }
}
