//! Compares the readers of generated code with what serde derives, on random JSON.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::from_json;
use crate::{AdditionalProperties, Polymorphic, UnknownKind, read_polymorphic, read_struct};

const CASES: usize = 5_000;

/// Two modules with the same types: in one, serde derives the readers.
macro_rules! types {
    ($module:ident, $($derive:ident)?) => {
        mod $module {
            use super::*;

            #[derive(Serialize, $($derive)?)]
            pub(super) enum BasicTag {
                #[serde(rename = "#basic", alias = "basic")]
                Basic,
            }

            #[derive(Serialize, $($derive)?)]
            pub(super) struct Basic {
                #[serde(rename = "@odata.type")]
                pub(super) odata_type: BasicTag,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(super) name: Option<String>,
                #[serde(flatten)]
                pub(super) additional_properties: AdditionalProperties,
            }

            #[derive(Serialize, $($derive)?)]
            pub(super) enum ListTag {
                #[serde(rename = "#list")]
                List,
            }

            #[derive(Serialize, $($derive)?)]
            pub(super) struct List {
                #[serde(rename = "@odata.type")]
                pub(super) odata_type: ListTag,
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                pub(super) name: Vec<Entity>,
                #[serde(flatten)]
                pub(super) additional_properties: AdditionalProperties,
            }

            #[derive(Serialize, $($derive)?)]
            #[serde(untagged)]
            pub(super) enum Kind {
                Basic(Basic),
                List(List),
                Unknown(UnknownKind),
            }

            #[derive(Serialize, $($derive)?)]
            pub(super) struct Entity {
                pub(super) id: i64,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(super) kind: Option<Box<Kind>>,
                #[serde(flatten)]
                pub(super) additional_properties: AdditionalProperties,
            }
        }
    };
}

types!(derived, Deserialize);
types!(generated,);

impl<'de> Deserialize<'de> for generated::BasicTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        derived::BasicTag::deserialize(deserializer).map(|_| Self::Basic)
    }
}

impl<'de> Deserialize<'de> for generated::ListTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        derived::ListTag::deserialize(deserializer).map(|_| Self::List)
    }
}

use generated::{Basic, Entity, Kind, List};

impl<'de> Deserialize<'de> for Basic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_struct!(
            deserializer,
            Basic { "@odata.type" => odata_type, "name" => name },
            additional_properties
        )
    }
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_struct!(
            deserializer,
            List { "@odata.type" => odata_type, "name" => name = Default::default() },
            additional_properties
        )
    }
}

impl<'de> Deserialize<'de> for Entity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_struct!(deserializer, Entity { "id" => id, "kind" => kind }, additional_properties)
    }
}

impl From<UnknownKind> for Kind {
    fn from(kind: UnknownKind) -> Self {
        Self::Unknown(kind)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_polymorphic(deserializer)
    }
}

impl Polymorphic for Kind {
    fn read_kind<'de, D: Deserializer<'de>>(odata_type: &str, object: D) -> Result<Self, D::Error> {
        match odata_type {
            "#basic" | "basic" => Deserialize::deserialize(object).map(Self::Basic),
            "#list" => Deserialize::deserialize(object).map(Self::List),
            _ => Deserialize::deserialize(object).map(Self::Unknown),
        }
    }
}

#[test]
fn random_json_is_read_as_serde_reads_it() {
    let (mut random, mut read_ones, mut known) = (fastrand::Rng::with_seed(7), 0, 0);
    for _ in 0..CASES {
        let mut json = String::new();
        write_value(&mut json, &mut random, 6);
        let expected = serde_json::from_str::<derived::Entity>(&json);
        let expected = expected
            .ok()
            .map(|entity| serde_json::to_string(&entity).unwrap());
        let written = |entity: Entity| serde_json::to_string(&entity).unwrap();
        assert_eq!(
            from_json(json.as_bytes()).ok().map(written),
            expected,
            "{json}"
        );
        assert_eq!(
            serde_json::from_str(&json).ok().map(written),
            expected,
            "{json}"
        );
        if let Some(expected) = expected {
            read_ones += 1;
            known += usize::from(expected.contains("list") || expected.contains("basic"));
            let value: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(
                serde_json::from_value(value).ok().map(written),
                Some(expected),
                "{json}"
            );
        }
    }
    assert!(
        read_ones > CASES / 10 && known > CASES / 50,
        "{read_ones} {known}"
    );
}

/// Writes an entity, or what is almost one: some properties occur twice, or have a value of another type.
fn write_value(json: &mut String, random: &mut fastrand::Rng, depth: usize) {
    const SCALARS: [&str; 8] = [
        "null",
        "true",
        "1",
        "2.5",
        "-3",
        "\"text\"",
        "\"\\u00e9\"",
        "1e3",
    ];
    if depth == 0 || random.u8(..8) == 0 {
        *json += random.choice(SCALARS).unwrap();
        return;
    }
    if random.u8(..8) == 0 {
        json.push('[');
        for index in 0..random.usize(..3) {
            *json += if index > 0 { "," } else { "" };
            write_value(json, random, depth - 1);
        }
        json.push(']');
        return;
    }
    let mut members = vec![r#""id":7"#.to_owned()];
    for _ in 0..random.usize(..4) {
        let mut member = random
            .choice([
                "\"kind\":",
                "\"name\":",
                "\"other\":",
                "\"id\":",
                "\"k\\u0069nd\":",
            ])
            .unwrap()
            .to_owned();
        write_value(&mut member, random, depth - 1);
        members.push(member);
    }
    if random.bool() {
        let tags = [
            "\"#basic\"",
            "\"basic\"",
            "\"#list\"",
            "\"#l\\u0069st\"",
            "\"#else\"",
            "7",
        ];
        let tag = random.choice(tags).unwrap();
        let place = if random.u8(..4) == 0 {
            members.len()
        } else {
            0
        };
        members.insert(place, format!("\"@odata.type\":{tag}"));
    }
    if random.u8(..3) == 0 {
        random.shuffle(&mut members);
    }
    *json += &format!("{{{}}}", members.join(","));
}
