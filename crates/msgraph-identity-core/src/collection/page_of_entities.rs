//! The entities of a page, with room for as many as a page has.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

/// How many entities a page has where nothing else was asked for. A list that grows to it bit by bit is moved several times.
const USUAL_PAGE: usize = 100;

pub(super) fn deserialize<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(Entities(PhantomData))
}

struct Entities<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entities<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of entities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Vec<T>, A::Error> {
        let mut entities = Vec::new();
        while let Some(entity) = array.next_element()? {
            if entities.is_empty() {
                entities.reserve(USUAL_PAGE);
            }
            entities.push(entity);
        }
        if entities.len() < USUAL_PAGE / 2 {
            entities.shrink_to_fit();
        }
        Ok(entities)
    }
}
