//! Larger documents, made of others.

#[path = "../../examples/reading_speed/grown.rs"]
pub(crate) mod grown;

use crate::{SMALL, full, selection, short};

#[test]
fn a_grown_document_has_the_same_slice() {
    let mut text = Vec::new();
    grown::write(SMALL, 4, &mut text).unwrap();
    let grown = xtask::read::parse(&text).unwrap();
    assert_eq!(grown["paths"].as_object().unwrap().len(), 16);
    assert_eq!(
        grown["components"]["schemas"].as_object().unwrap().len(),
        24
    );
    let selection = selection();
    assert_eq!(
        short(&text, &selection).unwrap(),
        full(SMALL.as_bytes(), &selection).unwrap()
    );
}
