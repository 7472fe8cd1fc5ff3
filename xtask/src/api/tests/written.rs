//! How items are written.

use super::api_of;

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(api_of(source), expected);
}

#[test]
fn structs_with_their_fields() {
    check(
        "pub struct Open { pub a: u8, pub b: Vec<Open> }
         pub struct Closed<T: Clone = u8> where T: Send { pub a: Option<T>, b: u8 }
         #[non_exhaustive] pub struct Tuple(pub u8, pub &'static str);
         pub struct Unit;",
        &[
            "pub struct c::Closed<T: Clone = u8> where T: Send { /* private fields */ }",
            "pub c::Closed::a: Option<T>",
            "pub struct c::Open",
            "pub c::Open::a: u8",
            "pub c::Open::b: Vec<c::Open>",
            "#[non_exhaustive] pub struct c::Tuple",
            "pub c::Tuple::0: u8",
            "pub c::Tuple::1: &'static str",
            "pub struct c::Unit;",
        ],
    );
}

#[test]
fn enums_with_their_variants() {
    check(
        "#[derive(Clone, Copy, Debug, Hash)]
         pub enum E<T> { A = 1, B(T, Box<E<T>>), #[non_exhaustive] C { /// Words
           name: String } }",
        &[
            "pub enum c::E<T>",
            "#[non_exhaustive] pub c::E::C { name: String }",
            "pub c::E::A = 1",
            "pub c::E::B(T, Box<c::E<T>>)",
            "impl<T: Clone> Clone for c::E<T>",
            "impl<T: Copy> Copy for c::E<T>",
            "impl<T: std::fmt::Debug> std::fmt::Debug for c::E<T>",
            "impl<T: std::hash::Hash> std::hash::Hash for c::E<T>",
        ],
    );
}

#[test]
fn functions_with_all_that_callers_see() {
    check(
        "use std::fmt; use std::future::Future as F;
         pub struct S;
         pub async fn free<'a, T: AsRef<str> + 'a>(mut text: T, (a, b): (u8, u8), f: &mut fmt::Formatter<'_>)
             -> Result<impl F<Output = S> + use<'a, T>, std::io::Error> where T: Send { todo!() }
         pub const unsafe extern \"C\" fn raw(_: *const u8) {}
         impl S { pub fn take(mut self: Box<Self>) {} pub fn get(mut self) {} pub fn all<const N: usize>(&mut self) -> [u8; N] { todo!() } fn no(&self) {} pub const MAX: u8 = 3; }",
        &[
            "pub struct c::S;",
            "pub const c::S::MAX: u8",
            "pub fn c::S::all<const N: usize>(&mut self) -> [u8; N]",
            "pub fn c::S::get(self)",
            "pub fn c::S::take(self: Box<Self>)",
            "pub async fn c::free<'a, T: AsRef<str> + 'a>(text: T, _: (u8, u8), f: &mut std::fmt::Formatter<'_>) -> Result<impl std::future::Future<Output = c::S> + use<'a, T>, std::io::Error> where T: Send",
            "pub const unsafe extern \"C\" fn c::raw(_: *const u8)",
        ],
    );
}

#[test]
fn implementations_with_their_bounds_and_types() {
    check(
        "use std::ops::Deref; use std::fmt::{self, Display};
         mod sealed { pub trait Version {} }
         pub struct V1; impl sealed::Version for V1 {}
         pub struct View<V: sealed::Version>(V);
         impl<V: sealed::Version + Send> View<V> where V: Copy { pub fn get<T>(&self, of: T) -> &V where T: Into<V> { todo!() } }
         impl View<V1> { pub fn only(&self) {} }
         impl<V: sealed::Version> Deref for View<V> { type Target = V; fn deref(&self) -> &V { todo!() } }
         impl<'a, V: sealed::Version> IntoIterator for &'a View<V> { type Item = u8; type IntoIter = std::vec::IntoIter<u8>; fn into_iter(self) -> Self::IntoIter { todo!() } }
         impl Display for V1 { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { todo!() } }
         impl From<V1> for String { fn from(_: V1) -> Self { todo!() } }
         impl Iterator for V1 { type Item = <Vec<u8> as IntoIterator>::Item; fn next(&mut self) -> Option<u8> { None } }
         unsafe impl Send for V1 {}",
        &[
            "pub struct c::V1;",
            "impl From<c::V1> for String",
            "impl Iterator for c::V1 { type Item = <Vec<u8> as IntoIterator>::Item; }",
            "impl std::fmt::Display for c::V1",
            "unsafe impl Send for c::V1",
            "pub struct c::View<V: sealed::Version> { /* private fields */ }",
            "pub fn c::View<V>::get<T>(&self, of: T) -> &V where T: Into<V>, V: sealed::Version + Send, V: Copy",
            "pub fn c::View<c::V1>::only(&self)",
        ],
    );
}

#[test]
fn traits_with_what_must_be_given() {
    check(
        "mod private { pub trait Sealed {} }
         pub trait Closed: private::Sealed {}
         pub trait Open<T>: Send + 'static where T: Clone { const MAX: u8; const MIN: u8 = 0; type Out: Iterator<Item = T>; fn must(&self, t: T) -> Self::Out; fn may(&self) -> u8 { 0 } }
         impl Open<u8> for str { }
         impl<T: Closed> Open<u16> for T { }",
        &[
            "pub trait c::Closed: private::Sealed /* sealed */",
            "pub trait c::Open<T>: Send + 'static where T: Clone",
            "pub const c::Open::MAX: u8",
            "pub const c::Open::MIN: u8 = ..",
            "pub fn c::Open::may(&self) -> u8 { .. }",
            "pub fn c::Open::must(&self, t: T) -> Self::Out",
            "pub type c::Open::Out: Iterator<Item = T>",
            "impl c::Open<u8> for str",
            "impl<T: c::Closed> c::Open<u16> for T",
        ],
    );
}

#[test]
fn aliases_constants_statics_and_macros() {
    check(
        "pub type Pair<T> = (T, Option<T>);
         pub const LIMIT: usize = 20; pub static NAME: &str = \"n\";
         #[macro_export] macro_rules! public { () => {} }
         macro_rules! own { () => {} }",
        &[
            "pub const c::LIMIT: usize",
            "pub static c::NAME: &str",
            "pub type c::Pair<T> = (T, Option<T>)",
            "pub macro c::public!",
        ],
    );
}
