//! What a change of an API means.

use super::api_of;
use crate::api::compare;
use crate::change::Effect;

use Effect::{Breaking, Compatible};

#[track_caller]
fn check(was: &str, now: &str, effect: Option<Effect>) {
    let change = compare(&api_of(was), &api_of(now));
    assert_eq!(change.effect(), effect, "{was} -> {now}: {change:?}");
}

#[test]
fn what_is_lost_breaks_and_what_is_gained_does_not() {
    check("pub fn a() {}", "pub fn a() {}", None);
    check(
        "pub fn a() {}",
        "pub fn a() {} pub fn b() {}",
        Some(Compatible),
    );
    check(
        "pub fn a() {} pub fn b() {}",
        "pub fn a() {}",
        Some(Breaking),
    );
    check("pub fn a() {}", "pub fn a(b: u8) {}", Some(Breaking));
    check(
        "pub struct S { a: u8 }",
        "#[derive(Clone)] pub struct S { a: u8 }",
        Some(Compatible),
    );
    check(
        "#[derive(Clone)] pub struct S { a: u8 }",
        "pub struct S { a: u8 }",
        Some(Breaking),
    );
}

#[test]
fn more_of_what_could_be_matched_or_built_in_full_breaks() {
    check("pub enum E { A }", "pub enum E { A, B }", Some(Breaking));
    check(
        "pub enum E<T> { A(T) }",
        "pub enum E<T> { A(T), B { b: u8 } }",
        Some(Breaking),
    );
    check(
        "#[non_exhaustive] pub enum E { A }",
        "#[non_exhaustive] pub enum E { A, B }",
        Some(Compatible),
    );
    check(
        "pub struct S { pub a: u8 }",
        "pub struct S { pub a: u8, pub b: u8 }",
        Some(Breaking),
    );
    check(
        "pub struct S { pub a: u8 }",
        "pub struct S { pub a: u8, b: u8 }",
        Some(Breaking),
    );
    check(
        "pub struct S { a: u8 }",
        "pub struct S { a: u8, pub b: u8 }",
        Some(Compatible),
    );
    check(
        "#[non_exhaustive] pub struct S { pub a: u8 }",
        "#[non_exhaustive] pub struct S { pub a: u8, pub b: u8 }",
        Some(Compatible),
    );
    check(
        "pub enum E { A }",
        "#[non_exhaustive] pub enum E { A }",
        Some(Breaking),
    );
    check(
        "pub mod a { pub enum E { A } }",
        "pub mod a { pub enum E { A } pub enum Ex { B } }",
        Some(Compatible),
    );
}

#[test]
fn what_allows_more_breaks_nobody() {
    check(
        "#[non_exhaustive] pub enum E { A }",
        "pub enum E { A }",
        Some(Compatible),
    );
    check(
        "pub struct S { a: u8 }",
        "pub struct S { pub a: u8 }",
        Some(Compatible),
    );
    check(
        "#[cfg(feature = \"x\")] pub fn a() {}",
        "pub fn a() {}",
        Some(Compatible),
    );
    check(
        "pub fn a() {}",
        "#[cfg(feature = \"x\")] pub fn a() {}",
        Some(Breaking),
    );
    check(
        "pub trait T { fn a(&self); }",
        "pub trait T { fn a(&self) {} }",
        Some(Compatible),
    );
    check(
        "pub trait T { fn a(&self) {} }",
        "pub trait T { fn a(&self); }",
        Some(Breaking),
    );
}

#[test]
fn what_others_must_implement_breaks_them() {
    check(
        "pub trait T {}",
        "pub trait T { fn a(&self); }",
        Some(Breaking),
    );
    check(
        "pub trait T: Send {}",
        "pub trait T: Send { type A; }",
        Some(Breaking),
    );
    check(
        "pub trait T {}",
        "pub trait T { fn a(&self) {} }",
        Some(Compatible),
    );
    let sealed = |member: &str| {
        format!("mod own {{ pub trait Sealed {{}} }} pub trait T: own::Sealed {{ {member} }}")
    };
    check(&sealed(""), &sealed("fn a(&self);"), Some(Compatible));
}

#[test]
fn how_a_source_is_written_makes_no_difference() {
    check(
        "pub fn a(text: &str, n: u8) {}",
        "pub fn a(name: &str, mut m: u8) {}",
        None,
    );
    check(
        "use std::fmt; pub fn a(e: fmt::Error) {}",
        "use std::fmt::Error as E; pub fn a(e: E) {}",
        None,
    );
    check(
        "pub fn a(e: Option<u8>) {}",
        "pub fn a(e: ::core::option::Option<u8>) {}",
        None,
    );
    check(
        "#[derive(Debug)] pub struct S;",
        "use std::fmt::Debug; pub struct S; impl Debug for S {}",
        None,
    );
    check(
        "pub struct S; pub mod m { pub fn f(s: super::S) {} }",
        "mod own { pub struct S; } pub use own::S; pub mod m { use crate::own::S; pub fn f(s: S) {} }",
        None,
    );
}
