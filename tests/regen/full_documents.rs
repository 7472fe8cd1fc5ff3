//! Microsoft's full documents make the committed tree.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use msgraph_identity_tests::checkout;
use xtask::GraphVersion;
use xtask::regen::{Options, Report, regen};
use xtask::source::Request;
use xtask::upstream_lock::UpstreamLock;

/// The folder of the full documents.
pub(crate) fn folder() -> PathBuf {
    let folder = env::var_os("GRAPH_OPENAPI_DIR")
        .unwrap_or_else(|| OsString::from("../shared/graph-openapi"));
    let folder = checkout::root().join(folder);
    for version in GraphVersion::ALL {
        let document = folder.join(format!("{version}.yaml"));
        assert!(
            document.is_file(),
            "there is no {}: set GRAPH_OPENAPI_DIR to a folder with v1.0.yaml and beta.yaml (a relative one counts from the checkout)",
            document.display()
        );
    }
    folder
}

/// What `cargo xtask regen --check --from` says about these documents.
pub(crate) fn check(from: impl IntoIterator<Item = PathBuf>) -> Report {
    let from = from.into_iter().map(OsString::from).collect();
    let options = Options {
        from: Some(Request {
            from,
            ..Request::default()
        }),
        check: true,
        ..Options::default()
    };
    regen(&checkout::project(), &options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"))
}

/// The files that would change, the lock file apart.
pub(crate) fn changes(report: &Report) -> Vec<&str> {
    let paths = report
        .differences
        .iter()
        .map(|difference| difference.path());
    paths
        .filter(|path| Path::new(path) != Path::new(UpstreamLock::FILE))
        .collect()
}

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn the_full_documents_make_the_committed_tree() {
    let report = check([folder()]);
    assert!(
        report.differences.is_empty() && report.findings.is_empty(),
        "{report}"
    );
    let kept: Vec<_> = report
        .versions
        .iter()
        .map(|kept| (kept.version, kept.operations, kept.schemas))
        .collect();
    assert_eq!(
        kept,
        [(GraphVersion::V1_0, 10, 15), (GraphVersion::Beta, 10, 17)]
    );
}
