//! Microsoft's documents in full. They are in the folder `GRAPH_OPENAPI_DIR`, or in `../shared/graph-openapi` beside
//! the workspace; run these tests with `-- --ignored`.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::read::{self, Cut, Way};
use xtask::selection::Selection;
use xtask::slice::{Slice, slice};
use xtask::source::{Request, digest_file, locate};

use crate::written;

pub(crate) fn folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph-openapi");
    std::env::var_os("GRAPH_OPENAPI_DIR").map_or(beside, PathBuf::from)
}

fn selection() -> Selection {
    Selection::parse(include_str!("../../../spec/selection.toml")).unwrap()
}

fn cut(document: &Path) -> Cut {
    let request = Request {
        from: vec![document.into()],
        ..Request::default()
    };
    let located = locate(&request, &mut |_| ()).unwrap();
    let cut = read::cut(&located[0], &selection()).unwrap();
    assert_eq!(cut.digest, digest_file(document).unwrap());
    cut
}

#[test]
#[ignore = "needs the full documents"]
fn slices_are_those_of_the_full_parse() {
    for name in ["v1.0.yaml", "beta.yaml"] {
        let path = folder().join(name);
        let value = read::parse(&fs::read(&path).unwrap()).unwrap();
        let short = cut(&path);
        assert_eq!(short.way, Way::Streamed, "{name}");
        let full: Slice = slice(&value, short.version, &selection()).unwrap();
        assert_eq!(written(&short.slice), written(&full), "{name}");

        let json = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
        fs::write(json.path(), value.to_string()).unwrap();
        let short = cut(json.path());
        assert_eq!(short.way, Way::InPart, "{name}");
        assert_eq!(written(&short.slice), written(&full), "{name} as JSON");
    }
}
