//! Microsoft's full documents make the committed tree.

use xtask::GraphVersion;
use xtask::regen::{Options, regen};
use xtask::source::Request;

use crate::checkout::{documents, project};

/// Reads the full documents.
pub(crate) fn from_documents() -> Option<Request> {
    Some(Request {
        from: vec![documents().into()],
        ..Request::default()
    })
}

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn the_full_documents_make_the_committed_tree() {
    let options = Options {
        from: from_documents(),
        check: true,
        ..Options::default()
    };
    let report = regen(&project(), &options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.is_success(), "{report}");
    let kept = report
        .versions
        .iter()
        .map(|kept| (kept.version, kept.operations, kept.schemas));
    let expected = [(GraphVersion::V1_0, 10, 15), (GraphVersion::Beta, 10, 17)];
    assert_eq!(kept.collect::<Vec<_>>(), expected);
}
