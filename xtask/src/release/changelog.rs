//! CHANGELOG.md: what stands under "Unreleased" becomes the entry of a release, with what changed in the contracts.

use semver::Version;
use time::Date;

use crate::change::ChangeReport;
use crate::error::{Error, Result};

pub(super) const FILE: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## [Unreleased]\n";

/// The changelog with an entry for a release; a release that it has already stays as it is.
pub(super) fn release(
    page: &str,
    version: &Version,
    today: Date,
    changes: &ChangeReport,
) -> Result<String> {
    let title = format!("## [{version}]");
    if page.lines().any(|line| line.starts_with(&title)) {
        return Ok(page.to_owned());
    }
    let Some((head, rest)) = page.split_once(UNRELEASED) else {
        return Err(Error::new("the changelog has no `## [Unreleased]`")
            .at(FILE)
            .help("add it above the last release"));
    };
    let (entry, older) = match rest.find("\n## ") {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    let mut entry = entry.trim_end().to_owned();
    let lines: Vec<_> = changes
        .changes()
        .map(|(version, change)| {
            format!(
                "- {version}: {} ({})\n",
                change.sentence(),
                change.effect.name()
            )
        })
        .collect();
    if !lines.is_empty() {
        entry = format!("{entry}\n\n### Contracts\n\n{}", lines.concat());
    }
    let entry = entry.trim();
    Ok(format!(
        "{head}{UNRELEASED}\n{title} - {today}\n\n{entry}\n{older}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- This.\n\n## [0.1.0]\n\nThat.\n";

    #[test]
    fn the_unreleased_becomes_an_entry_once() {
        let version = Version::new(0, 2, 0);
        let today = Date::from_calendar_date(2026, time::Month::March, 9).unwrap();
        let page = release(PAGE, &version, today, &ChangeReport::default()).unwrap();
        let expected = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-03-09\n\n### Added\n\n- This.\n\n## [0.1.0]\n\nThat.\n";
        assert_eq!(page, expected);
        assert_eq!(
            release(&page, &version, today, &ChangeReport::default()).unwrap(),
            page
        );
    }

    #[test]
    fn a_page_without_the_unreleased_is_refused() {
        let error = release(
            "# Changelog\n",
            &Version::new(0, 1, 0),
            Date::MIN,
            &ChangeReport::default(),
        );
        assert!(error.unwrap_err().to_string().contains("`## [Unreleased]`"));
    }
}
