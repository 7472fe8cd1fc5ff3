//! CHANGELOG.md: what stands under "Unreleased" becomes the entry of a release, with what changed in the contracts.

use semver::Version;
use time::Date;

use super::Proposal;
use crate::error::{Error, Result};

pub(super) const FILE: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## [Unreleased]\n";

/// The changelog with an entry for a release; a release that it has already stays as it is.
pub(super) fn release(
    page: &str,
    version: &Version,
    today: Date,
    proposal: &Proposal,
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
    add_section(
        &mut entry,
        "Breaking changes of the public API",
        proposal.broken(),
    );
    let contracts = proposal.changes.sentences().into_iter();
    add_section(&mut entry, "Contracts", contracts);
    let entry = match entry.trim() {
        "" => "Nothing that users see has changed.",
        entry => entry,
    };
    Ok(format!(
        "{head}{UNRELEASED}\n{title} - {today}\n\n{entry}\n{older}"
    ))
}

fn add_section(entry: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: String = lines.map(|line| format!("- {line}\n")).collect();
    if !lines.is_empty() {
        *entry = format!("{}\n\n### {title}\n\n{lines}", entry.trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::ChangeReport;

    fn nothing() -> Proposal {
        Proposal {
            changes: ChangeReport::default(),
            crates: Vec::new(),
            released: true,
        }
    }

    const PAGE: &str =
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- This.\n\n## [0.1.0]\n\nThat.\n";

    #[test]
    fn the_unreleased_becomes_an_entry_once() {
        let version = Version::new(0, 2, 0);
        let today = Date::from_calendar_date(2026, time::Month::March, 9).unwrap();
        let page = release(PAGE, &version, today, &nothing()).unwrap();
        let expected = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-03-09\n\n### Added\n\n- This.\n\n## [0.1.0]\n\nThat.\n";
        assert_eq!(page, expected);
        assert_eq!(release(&page, &version, today, &nothing()).unwrap(), page);
    }

    #[test]
    fn an_entry_without_words_says_so() {
        let today = Date::from_calendar_date(2026, time::Month::March, 9).unwrap();
        let page = release(
            "# C\n\n## [Unreleased]\n",
            &Version::new(1, 0, 0),
            today,
            &nothing(),
        );
        let expected = "# C\n\n## [Unreleased]\n\n## [1.0.0] - 2026-03-09\n\nNothing that users see has changed.\n";
        assert_eq!(page.unwrap(), expected);
    }

    #[test]
    fn a_page_without_the_unreleased_is_refused() {
        let error = release(
            "# Changelog\n",
            &Version::new(0, 1, 0),
            Date::MIN,
            &nothing(),
        );
        assert!(error.unwrap_err().to_string().contains("`## [Unreleased]`"));
    }
}
