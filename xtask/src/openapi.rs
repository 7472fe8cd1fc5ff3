//! The grammar of OpenAPI 3.0: the kind of each object in a JSON tree, so that a name is never mistaken for a keyword. A
//! property called `title` is a property; the same word one level up is prose.

mod pointer;
mod reference;
mod walk;

use serde_json::Value;

pub use pointer::Pointer;
pub use reference::{Reference, Section, referenced};
pub use walk::{walk, walk_document, walk_mut};

/// The kind of an object in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// The document itself.
    Document,
    /// `info`.
    Info,
    /// An entry of `servers`.
    Server,
    /// An entry of `paths`.
    PathItem,
    /// An operation of a path item.
    Operation,
    /// A parameter, in a path item, an operation or `components`.
    Parameter,
    /// A request body.
    RequestBody,
    /// An entry of `content`.
    MediaType,
    /// A response.
    Response,
    /// A response header.
    Header,
    /// A schema, named or inline.
    Schema,
    /// The `discriminator` of a schema.
    Discriminator,
    /// `components`.
    Components,
    /// A value without keywords: an example, a default, an enum, a scalar, a vendor extension.
    Free,
}

/// How the value of a keyword contains objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The value is the object.
    One(Node),
    /// The value maps names to objects.
    Map(Node),
    /// The value lists objects.
    List(Node),
}

use Node::{
    Components, Discriminator, Document, Free, Header, Info, MediaType, Operation, Parameter,
    PathItem, RequestBody, Response, Schema, Server,
};
use Shape::{List, Map, One};

/// The property in which OData names the type of an object.
pub const ODATA_TYPE: &str = "@odata.type";

type Keywords = &'static [(&'static str, Shape)];

/// The HTTP methods of a path item, in the order in which they are written.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "patch", "delete", "head", "options", "trace",
];

const PATH_ITEM: Keywords = &[
    ("get", One(Operation)),
    ("put", One(Operation)),
    ("post", One(Operation)),
    ("patch", One(Operation)),
    ("delete", One(Operation)),
    ("head", One(Operation)),
    ("options", One(Operation)),
    ("trace", One(Operation)),
    ("servers", List(Server)),
    ("parameters", List(Parameter)),
];

const SCHEMA: Keywords = &[
    ("type", One(Free)),
    ("format", One(Free)),
    ("required", One(Free)),
    ("allOf", List(Schema)),
    ("anyOf", List(Schema)),
    ("oneOf", List(Schema)),
    ("not", One(Schema)),
    ("discriminator", One(Discriminator)),
    ("enum", One(Free)),
    ("default", One(Free)),
    ("nullable", One(Free)),
    ("items", One(Schema)),
    ("properties", Map(Schema)),
    ("additionalProperties", One(Schema)),
    ("readOnly", One(Free)),
    ("writeOnly", One(Free)),
    ("deprecated", One(Free)),
];

const DOCUMENTED_PARAMETER: Keywords = &[
    ("name", One(Free)),
    ("in", One(Free)),
    ("required", One(Free)),
    ("deprecated", One(Free)),
    ("style", One(Free)),
    ("explode", One(Free)),
    ("schema", One(Schema)),
    ("content", Map(MediaType)),
];

/// The operations of a document, each with its path and method.
pub fn operations(document: &Value) -> impl Iterator<Item = (&str, &'static str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        METHODS
            .into_iter()
            .filter_map(move |method| Some((path.as_str(), method, item.get(method)?)))
    })
}

impl Node {
    /// The keywords of this object, in the order in which they are written.
    pub const fn keywords(self) -> Keywords {
        match self {
            Document => &[
                ("openapi", One(Free)),
                ("info", One(Info)),
                ("servers", List(Server)),
                ("security", One(Free)),
                ("paths", Map(PathItem)),
                ("components", One(Components)),
            ],
            Info => &[("title", One(Free)), ("version", One(Free))],
            Server => &[("url", One(Free)), ("variables", One(Free))],
            PathItem => PATH_ITEM,
            Operation => &[
                ("operationId", One(Free)),
                ("deprecated", One(Free)),
                ("parameters", List(Parameter)),
                ("requestBody", One(RequestBody)),
                ("responses", Map(Response)),
                ("security", One(Free)),
            ],
            Parameter | Header => DOCUMENTED_PARAMETER,
            RequestBody => &[("required", One(Free)), ("content", Map(MediaType))],
            MediaType => &[("schema", One(Schema))],
            Response => &[("headers", Map(Header)), ("content", Map(MediaType))],
            Schema => SCHEMA,
            Discriminator => &[("propertyName", One(Free)), ("mapping", One(Free))],
            Components => &[
                ("schemas", Map(Schema)),
                ("responses", Map(Response)),
                ("parameters", Map(Parameter)),
                ("requestBodies", Map(RequestBody)),
                ("headers", Map(Header)),
            ],
            Free => &[],
        }
    }

    /// How the value of a keyword contains objects; `Free` for an unknown keyword.
    pub fn shape_of(self, keyword: &str) -> Shape {
        self.keywords()
            .iter()
            .find(|(known, _)| *known == keyword)
            .map_or(One(Free), |(_, shape)| *shape)
    }
}
