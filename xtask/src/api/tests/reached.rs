//! What users reach, under which path and condition.

use super::{api, api_of};
use crate::api::read_modules;

#[test]
fn an_item_is_shown_where_users_find_it() {
    let lines = api_of(
        "mod inner { pub mod deep { pub struct A; impl A { pub fn a(&self) -> super::B { todo!() } } pub struct Unseen; } pub struct B; pub(crate) struct Own; pub fn own() -> Own { todo!() } }
         pub use inner::deep::A; pub use inner::B as Renamed;
         pub mod open { pub use crate::Renamed; pub use super::inner::deep; pub fn f(a: super::A) {} }",
    );
    let expected = [
        "pub struct c::A;",
        "pub fn c::A::a(&self) -> c::Renamed",
        "pub struct c::Renamed;",
        "pub mod c::open",
        "pub use c::Renamed as c::open::Renamed",
        "pub mod c::open::deep",
        "pub use c::A as c::open::deep::A",
        "pub struct c::open::deep::Unseen;",
        "pub fn c::open::f(a: c::A)",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_comes_in_by_a_star_is_there() {
    let lines = api_of(
        "mod types { pub struct A(pub B); pub struct B; mod more { pub struct C; } pub use more::*; }
         pub use types::*; pub use other::prelude::*; pub use other::{thing, Thing as T, nested::{self}};
         mod user { use super::*; impl A { pub fn c(&self) -> C { C } } }",
    );
    let expected = [
        "pub use other::prelude::* as c::*",
        "pub struct c::A",
        "pub c::A::0: c::B",
        "pub fn c::A::c(&self) -> c::C",
        "pub struct c::B;",
        "pub struct c::C;",
        "pub use other::Thing as c::T",
        "pub use other::nested as c::nested",
        "pub use other::thing as c::thing",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_function_and_a_module_may_share_a_name() {
    let lines = api_of(
        "mod batch; pub use batch::batch;
         mod own { pub fn text() {} pub mod text { pub fn inner() {} } } pub use own::text;"
            .replace("mod batch;", "mod batch { pub fn batch() {} }")
            .as_str(),
    );
    let expected = [
        "pub fn c::batch()",
        "pub fn c::text()",
        "pub mod c::text",
        "pub fn c::text::inner()",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn conditions_stand_before_what_they_hold_for() {
    let lines = api_of(
        "#[cfg(feature = \"extra\")] pub mod extra { pub struct E; impl E { #[cfg(unix)] pub fn unix(&self) {} } #[cfg(all(test, unix))] pub fn test() {} }
         #[cfg_attr(feature = \"serde\", derive(serde::Serialize))] pub struct S { #[cfg(not(windows))] pub a: u8 }
         #[cfg(test)] pub mod tests { pub fn test() {} } #[doc(hidden)] pub mod hidden { pub fn h() {} }
         #[cfg(unix)] pub fn here() {} #[cfg(windows)] pub fn here() {}
         #[cfg(feature = \"extra\")] impl Clone for S { fn clone(&self) -> Self { todo!() } }",
    );
    let expected = [
        "#[cfg(not(windows))] pub c::S::a: u8",
        "#[cfg(feature = \"extra\")] impl Clone for c::S",
        "#[cfg(feature = \"serde\")] impl serde::Serialize for c::S",
        "#[cfg(feature = \"extra\")] pub mod c::extra",
        "#[cfg(feature = \"extra\")] pub struct c::extra::E;",
        "#[cfg(feature = \"extra\")] #[cfg(unix)] pub fn c::extra::E::unix(&self)",
        "#[cfg(unix)] pub fn c::here()",
        "#[cfg(windows)] pub fn c::here()",
    ];
    let lines: Vec<_> = lines
        .iter()
        .filter(|line| !line.starts_with("pub struct c::S"))
        .collect();
    assert_eq!(lines, expected.iter().collect::<Vec<_>>());
}

#[test]
fn what_users_cannot_name_is_no_api() {
    let lines = api_of(
        "mod inner { pub(crate) struct Own; pub trait Hidden { fn h(&self); } }
         pub struct S { own: inner::Own }
         impl From<inner::Own> for S { fn from(_: inner::Own) -> Self { todo!() } }
         impl inner::Hidden for S { fn h(&self) {} }
         impl inner::Own { pub fn own(&self) {} }
         pub(crate) fn own() {} fn private() {}",
    );
    assert_eq!(lines, ["pub struct c::S { /* private fields */ }"]);
}

#[test]
fn modules_are_found_in_their_files() {
    let lines = api(&[
        (
            "src/lib.rs",
            "pub mod one; pub mod two; #[path = \"elsewhere.rs\"] pub mod three; pub mod inline { pub mod four; }",
        ),
        ("src/one.rs", "pub mod inner;"),
        ("src/one/inner.rs", "pub fn a() {}"),
        ("src/two/mod.rs", "pub mod inner;"),
        ("src/two/inner.rs", "pub fn b() {}"),
        ("src/elsewhere.rs", "pub fn c() {}"),
        ("src/inline/four.rs", "pub fn d() {}"),
    ]);
    let functions: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with("pub fn"))
        .collect();
    let expected = [
        "pub fn c::inline::four::d()",
        "pub fn c::one::inner::a()",
        "pub fn c::three::c()",
        "pub fn c::two::inner::b()",
    ];
    assert_eq!(functions, expected.iter().collect::<Vec<_>>());
}

#[test]
fn a_module_without_a_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let lib = folder.path().join("lib.rs");
    std::fs::write(&lib, "mod gone;").unwrap();
    let error = read_modules(&lib).err().unwrap().to_string();
    assert!(error.contains("a source cannot be read"), "{error}");
    assert!(error.contains("gone"), "{error}");
    std::fs::write(&lib, "pub fn (").unwrap();
    let error = read_modules(&lib).err().unwrap().to_string();
    assert!(
        error.contains("a source is no Rust") && error.contains("lib.rs"),
        "{error}"
    );
}

#[test]
fn imports_in_a_circle_come_to_an_end() {
    let lines = api_of(
        "pub mod a { pub use super::b::*; pub use super::b::Gone; } pub mod b { pub use super::a::*; pub fn f() -> Gone {} } pub use self::a as again; pub use crate as whole;",
    );
    assert!(
        lines.contains(&"pub fn c::a::f() -> Gone".to_owned())
            || lines.contains(&"pub fn c::b::f() -> Gone".to_owned()),
        "{lines:#?}"
    );
}
