//! Differences of form: the same document in other words makes the same files, byte for byte.

mod normalized;

use serde_json::{Map, Value, json};
use xtask::GraphVersion;

use crate::regen::document::{CONNECTOR, CONNECTORS, PARTNERS, UPLOAD};
use crate::regen::document::{changed, each_object, full, operation, yaml};
use crate::regen::project::{CONTRACT, GENERATED, LOCK, Project, Run, difference};

/// All files but the lock file are as they were.
#[track_caller]
fn assert_same(name: &str, document: impl AsRef<[u8]>) -> Run {
    let project = Project::new();
    let before = project.files();
    let run = project.regen_from(&project.put("document", document));
    run.assert_done();
    let changed = difference(&before, &project.files());
    assert_eq!(changed, [LOCK], "{name}");
    run
}

#[track_caller]
fn assert_same_with(name: &str, change: impl FnOnce(&mut Value)) {
    assert_same(name, yaml(&changed(change)));
}

fn document() -> Value {
    full(GraphVersion::V1_0)
}

#[test]
fn path_parameters_of_other_names() {
    assert_same_with("names", |document| {
        let paths = std::mem::take(document["paths"].as_object_mut().unwrap());
        let renamed = |text: &str| {
            let text = text.replace("identityApiConnector-id", "id");
            text.replace(
                "crossTenantAccessPolicyConfigurationPartner-tenantId",
                "tenantId",
            )
        };
        let paths = paths.into_iter().map(|(path, item)| (renamed(&path), item));
        document["paths"] = paths.collect::<Map<_, _>>().into();
        each_object(&mut document["paths"], &mut |object| {
            if let Some(Value::String(name)) = object.get_mut("name") {
                *name = renamed(name);
            }
        });
    });
}

#[test]
fn what_the_version_says_already() {
    for version in [json!(1.0), json!("1.0.1"), json!(null)] {
        assert_same_with("info", |document| document["info"]["version"] = version);
    }
    for url in [
        "https://graph.microsoft.com/v1.0/",
        "https://graph.microsoft.us/v1.0",
    ] {
        let servers = json!([{ "url": url, "description": "Core" }]);
        assert_same_with("servers", |document| document["servers"] = servers);
    }
}

fn reordered(value: Value, order: fn(&mut Vec<(String, Value)>)) -> Value {
    match value {
        Value::Object(object) => {
            let entries = object.into_iter();
            let mut entries: Vec<_> = entries
                .map(|(key, child)| (key, reordered(child, order)))
                .collect();
            order(&mut entries);
            entries.into_iter().collect::<Map<_, _>>().into()
        }
        Value::Array(entries) => entries
            .into_iter()
            .map(|entry| reordered(entry, order))
            .collect(),
        scalar => scalar,
    }
}

#[test]
fn keys_in_any_order() {
    let reversed = reordered(document(), |entries| entries.reverse());
    let sorted = reordered(document(), |entries| entries.sort_by(|a, b| a.0.cmp(&b.0)));
    assert_same("reversed", yaml(&reversed));
    assert_same("sorted", yaml(&sorted));
    assert_same("JSON", reversed.to_string());
}

#[test]
fn json_of_any_writer() {
    let compact = document().to_string();
    let pretty = format!("{:#}", document());
    assert_same("compact", &compact);
    assert_same(
        "lines of Windows",
        format!("\u{feff}{}\r\n", pretty.replace('\n', "\r\n")),
    );
    let escaped = compact
        .replace('/', "\\/")
        .replace("\"get\"", "\"\\u0067et\"");
    assert_same("escaped", escaped);
}

#[test]
fn yaml_of_any_writer() {
    let text = yaml(&document());
    let windows = assert_same("Windows", text.replace('\n', "\r\n"));
    windows.assert_ended(0, "(parsed in full: a carriage return at line 1)");
    assert_same("byte order mark", format!("\u{feff}{text}"));
    assert_same("no last line end", text.trim_end());
    let comments = "# all\npaths: # of them\n\n  # first\n";
    assert_same("comments", text.replace("paths:\n", comments));
    assert_same("markers", format!("%YAML 1.2\n---\n{text}...\n"));
    assert_same("unquoted statuses", text.replace("'204':", "204:"));
    // The single quotes in the path of a function are part of it.
    let double_quotes = text.split_inclusive('\n').map(|line| {
        let is_function = line.contains("='");
        let quote = if is_function { "'" } else { "\"" };
        line.replace('\'', quote)
    });
    assert_same("double quotes", double_quotes.collect::<String>());
    assert_same("flow", format!("# flow\n{}", document()));
    let four_spaces = text.lines().map(|line| {
        let text = line.trim_start();
        let indentation = " ".repeat(2 * (line.len() - text.len()));
        format!("{indentation}{}\n", text.replacen("- ", "-   ", 1))
    });
    assert_same("four spaces", four_spaces.collect::<String>());
}

/// What is written out where it is used, or once for all, is seen in the contract and makes the same code. Our
/// documentation of it must follow.
#[test]
fn components_written_out_make_the_same_code() {
    let by_reference = changed(|document| {
        let body = operation(document, CONNECTORS, "post")["requestBody"].take();
        document["components"]["requestBodies"]["connector"] = body;
        let reference = json!({ "$ref": "#/components/requestBodies/connector" });
        operation(document, CONNECTORS, "post")["requestBody"] = reference;
        for path in [CONNECTOR, UPLOAD] {
            let parameter = document["paths"][path]["parameters"][0].take();
            document["components"]["parameters"]["connector"] = parameter;
            let reference = json!({ "$ref": "#/components/parameters/connector" });
            document["paths"][path]["parameters"] = json!([reference]);
        }
    });
    let written_out = changed(|document| {
        let shared = document["components"]["parameters"].clone();
        for list in [CONNECTORS, PARTNERS, "/identity/b2xUserFlows"] {
            let parameters = &mut operation(document, list, "get")["parameters"];
            for parameter in parameters.as_array_mut().unwrap() {
                let reference = parameter["$ref"].as_str();
                if let Some((_, name)) = reference.and_then(|text| text.rsplit_once('/')) {
                    *parameter = shared[name].clone();
                }
            }
        }
    });
    for document in [by_reference, written_out] {
        let project = Project::whole();
        let (contract, generated) = (project.read(CONTRACT), project.read(GENERATED));
        let run = project.regen_from(&project.put("document", yaml(&document)));
        run.assert_ended(0, "describes nothing");
        assert!(project.read(CONTRACT) != contract);
        let code = without_documentation(&project.read(GENERATED));
        assert!(code == without_documentation(&generated));
    }
}

/// The code without its documentation: what the compiler sees.
pub(crate) fn without_documentation(source: &str) -> String {
    struct Remove;
    impl syn::visit_mut::VisitMut for Remove {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        }
    }
    let mut file = syn::parse_file(source).unwrap();
    syn::visit_mut::VisitMut::visit_file_mut(&mut Remove, &mut file);
    prettyplease::unparse(&file)
}
