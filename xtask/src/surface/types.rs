//! The types of the values that operations take and answer, with how callers use them. A type that is only inherited from
//! is not one of them: each type that inherits has its properties, as in Rust.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Use;
use super::operation::{Content, Operation};
use super::{About, Located, Member};
use crate::lower::open_unions::own_name;
use crate::openapi::{Pointer, Reference};

/// A type.
pub(crate) struct Type {
    pub(crate) place: Pointer,
    pub(crate) about: About,
    pub(crate) uses: BTreeSet<Use>,
    pub(crate) shape: Shape,
}

/// What a type is made of.
pub(crate) enum Shape {
    Object(BTreeMap<String, Member>),
    /// A polymorphic type: the schema of each kind, with its place.
    Union(BTreeMap<String, Pointer>),
    Value(Box<Member>),
}

impl Shape {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Object(_) => "an object",
            Self::Union(_) => "a polymorphic type",
            Self::Value(_) => "a plain value",
        }
    }
}

pub(super) fn reach_types<'a>(
    document: &Value,
    operations: impl Iterator<Item = &'a Operation>,
) -> BTreeMap<String, Type> {
    let mut search = Search {
        root: Located::root(document),
        types: BTreeMap::new(),
        open: Vec::new(),
    };
    for operation in operations {
        let sent = if operation.method == "PATCH" {
            Use::Update
        } else {
            Use::Create
        };
        let answers = operation.answer.iter().chain(&operation.errors);
        let answers = answers.map(|content| (content, Use::Answer));
        for (content, used) in operation
            .body
            .iter()
            .map(|body| (body, sent))
            .chain(answers)
        {
            search.start(content, used);
        }
    }
    while let Some((name, schema, used)) = search.open.pop() {
        search.visit(name, &schema, used);
    }
    search.types
}

struct Search<'a> {
    root: Located<'a>,
    types: BTreeMap<String, Type>,
    open: Vec<(String, Located<'a>, Use)>,
}

impl<'a> Search<'a> {
    fn start(&mut self, content: &Content, used: Use) {
        self.follow(&content.names, used);
        let schema = self.root.document.pointer(&content.place.to_string());
        if let (Some(name), Some(value)) = (&content.inline, schema) {
            let schema = Located {
                value,
                place: content.place.clone(),
                ..self.root.clone()
            };
            self.open.push((name.clone(), schema, used));
        }
    }

    fn follow(&mut self, names: &[Reference], used: Use) {
        for reference in names {
            if let Some(schema) = self.root.component(reference) {
                self.open.push((reference.name.clone(), schema, used));
            }
        }
    }

    fn visit(&mut self, name: String, schema: &Located<'a>, used: Use) {
        let known = self.types.get_mut(&name);
        if known.is_some_and(|known| !known.uses.insert(used)) {
            return;
        }
        let shape = self.read_shape(&name, schema, used);
        self.types.entry(name).or_insert_with(|| Type {
            place: schema.place.clone(),
            about: About::read(schema),
            uses: BTreeSet::from([used]),
            shape,
        });
    }

    /// Reads what a type is made of, and follows where it leads.
    fn read_shape(&mut self, name: &str, schema: &Located<'a>, used: Use) -> Shape {
        if schema.get("oneOf").is_some() && schema.get("discriminator").is_some() {
            return Shape::Union(self.read_kinds(name, schema, used));
        }
        let mut properties = BTreeMap::new();
        collect_properties(schema, &mut properties, &mut Vec::new());
        if properties.is_empty() {
            let value = Member::read(schema, true);
            self.follow(&value.names, used);
            return Shape::Value(Box::new(value));
        }
        for property in properties.values() {
            // A read-only property is never sent, and neither are its parts.
            if used == Use::Answer || !property.read_only {
                self.follow(&property.names, used);
            }
        }
        Shape::Object(properties)
    }

    fn read_kinds(
        &mut self,
        union: &str,
        schema: &Located<'a>,
        used: Use,
    ) -> BTreeMap<String, Pointer> {
        let branches: Vec<_> = schema.get("oneOf").iter().flat_map(Located::list).collect();
        let kinds = branches.into_iter().map(|branch| {
            let name = match branch.reference() {
                Some(reference) => reference.name,
                None => own_name(union, branch.value),
            };
            self.open.push((name.clone(), branch.resolve(), used));
            (name, branch.place)
        });
        kinds.collect()
    }
}

/// The properties of a schema with those that it inherits; the heir wins.
fn collect_properties(
    schema: &Located<'_>,
    properties: &mut BTreeMap<String, Member>,
    parents: &mut Vec<Pointer>,
) {
    if parents.contains(&schema.place) {
        return;
    }
    parents.push(schema.place.clone());
    for part in schema.get("allOf").iter().flat_map(Located::list) {
        collect_properties(&part.resolve(), properties, parents);
    }
    for (name, property) in schema.get("properties").iter().flat_map(Located::entries) {
        properties.insert(name.to_owned(), Member::read(&property, false));
    }
    let required = schema.value.get("required").and_then(Value::as_array);
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        if let Some(property) = properties.get_mut(name) {
            property.required = true;
        }
    }
}
