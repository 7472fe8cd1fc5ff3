//! Differences of form: the same document in other words makes the same files, byte for byte.

mod normalized;
mod writer;

use serde_json::{Map, Value, json};
use xtask::GraphVersion;

use crate::regen::document::{CONNECTOR, CONNECTORS, UPLOAD};
use crate::regen::document::{changed, each_object, full, operation, yaml};
use crate::regen::project::{CONTRACT, GENERATED, LOCK, Project, difference};
use crate::regen::source::without_documentation;
use writer::{Quotes, Style};

/// All files but the lock file are as they were.
#[track_caller]
fn assert_same(name: &str, document: impl AsRef<[u8]>) {
    let project = Project::new();
    let before = project.files();
    let run = project.regen_from(&project.put("document", document));
    assert!(
        run.status == Some(0) && run.stderr.is_empty(),
        "{name}: {run:#?}"
    );
    let changed = difference(&before, &project.files());
    assert_eq!(changed, [LOCK], "{name}");
}

#[track_caller]
fn assert_same_with(name: &str, change: impl FnOnce(&mut Value)) {
    assert_same(name, yaml(&changed(change)));
}

fn document() -> Value {
    full(GraphVersion::V1_0)
}

#[test]
fn the_null_branch_of_2022() {
    assert_same_with("null", |document| {
        each_object(document, &mut |object| {
            if object.get("enum") == Some(&json!([null])) {
                object.shift_remove("enum");
                object.insert("type".to_owned(), "object".into());
            }
        });
    });
}

/// Changes each choice between a reference and null.
fn references_or_null(change: fn(&mut Map<String, Value>, Value)) -> impl FnOnce(&mut Value) {
    move |document| {
        each_object(document, &mut |object| {
            if let Some(Value::Array(branches)) = object.get("anyOf") {
                let reference = branches[0].clone();
                object.shift_remove("anyOf");
                change(object, reference);
            }
        });
    }
}

#[test]
fn references_that_may_be_null_in_other_words() {
    assert_same_with(
        "null first",
        references_or_null(|object, reference| {
            let absent = json!({ "type": "object", "nullable": true });
            object.insert("anyOf".to_owned(), json!([absent, reference]));
        }),
    );
    assert_same_with(
        "one of both",
        references_or_null(|object, reference| {
            let absent = json!({ "type": "object", "nullable": true });
            object.insert("oneOf".to_owned(), json!([reference, absent]));
        }),
    );
    assert_same_with(
        "a switch beside",
        references_or_null(|object, reference| {
            object.insert("anyOf".to_owned(), json!([reference]));
            object.insert("nullable".to_owned(), true.into());
        }),
    );
}

#[test]
fn path_parameters_that_each_operation_declares() {
    assert_same_with("operations", |document| {
        let paths = document["paths"].as_object_mut().unwrap();
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            let Some(Value::Array(of_path)) = item.shift_remove("parameters") else {
                continue;
            };
            for operation in item.values_mut() {
                let own = operation["parameters"].as_array().cloned();
                let all = [of_path.clone(), own.unwrap_or_default()].concat();
                operation["parameters"] = all.into();
            }
        }
    });
}

#[test]
fn bodies_that_are_required_or_do_not_say_so() {
    let bodies = |change: fn(&mut Value)| {
        move |document: &mut Value| {
            each_object(document, &mut |object| {
                object.get_mut("requestBody").map(change);
            });
        }
    };
    assert_same_with("required", bodies(|body| body["required"] = true.into()));
    assert_same_with(
        "silent",
        bodies(|body| {
            body.as_object_mut().unwrap().shift_remove("required");
        }),
    );
}

#[test]
fn query_options_that_list_names_and_say_their_style() {
    assert_same_with("query options", |document| {
        each_object(document, &mut |object| {
            let is_list = ["$select", "$expand", "$orderby"]
                .iter()
                .any(|name| object.get("name") == Some(&json!(name)));
            if is_list {
                object["schema"]["items"]["enum"] = json!(["id", "id desc", "displayName"]);
            }
            if let Some(place) = object.get("in").and_then(Value::as_str) {
                let style = if place == "query" { "form" } else { "simple" };
                object.insert("style".to_owned(), style.into());
            }
        });
    });
}

#[test]
fn path_parameters_of_other_names() {
    assert_same_with("names", |document| {
        let paths = std::mem::take(document["paths"].as_object_mut().unwrap());
        let renamed = |text: &str| {
            text.replace("identityApiConnector-id", "id").replace(
                "crossTenantAccessPolicyConfigurationPartner-tenantId",
                "tenantId",
            )
        };
        let paths: Map<_, _> = paths
            .into_iter()
            .map(|(path, item)| (renamed(&path), item))
            .collect();
        document["paths"] = paths.into();
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
        assert_same_with("servers", |document| {
            document["servers"] = json!([{ "url": url, "description": "Core" }])
        });
    }
}

fn reordered(value: Value, order: fn(&mut Vec<(String, Value)>)) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<_> = object
                .into_iter()
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
    assert_same(
        "reversed",
        yaml(&reordered(document(), |entries| entries.reverse())),
    );
    assert_same(
        "sorted",
        yaml(&reordered(document(), |entries| {
            entries.sort_by(|a, b| a.0.cmp(&b.0))
        })),
    );
    assert_same(
        "JSON",
        reordered(document(), |entries| entries.reverse()).to_string(),
    );
}

#[test]
fn json_of_any_writer() {
    let compact = document().to_string();
    let pretty = serde_json::to_string_pretty(&document()).unwrap();
    assert_same("compact", &compact);
    assert_same("pretty", &pretty);
    assert_same(
        "lines of Windows",
        format!("\u{feff}{}\r\n", pretty.replace('\n', "\r\n")),
    );
    assert_same(
        "escaped",
        compact
            .replace('/', "\\/")
            .replace("\"get\"", "\"\\u0067et\""),
    );
}

#[test]
fn yaml_of_any_writer() {
    for (name, style) in [
        ("two spaces", Style::new(2)),
        ("indented sequences", Style::new(2).indented_sequences()),
        ("four spaces", Style::new(4).indented_sequences()),
        ("flat sequences", Style::new(4).quotes(Quotes::Single)),
        ("double quotes", Style::new(2).quotes(Quotes::Double)),
        ("single quotes", Style::new(2).quotes(Quotes::Single)),
        ("flow", Style::new(2).flow()),
    ] {
        assert_same(name, style.write(&document()));
    }
}

#[test]
fn lines_of_any_system() {
    let text = yaml(&document());
    assert_same("Windows", text.replace('\n', "\r\n"));
    assert_same("byte order mark", format!("\u{feff}{text}"));
    assert_same("no last line end", text.trim_end());
    assert_same(
        "comments",
        text.replace("paths:\n", "# all\npaths: # of them\n\n  # first\n"),
    );
    assert_same("markers", format!("%YAML 1.2\n---\n{text}...\n"));
    assert_same("unquoted statuses", text.replace("'204':", "204:"));
}

/// What is written out where it is used, or once for all, is seen in the contract and makes the same code. Our
/// documentation of it must follow.
#[test]
fn components_written_out_make_the_same_code() {
    let by_reference = |document: &mut Value| {
        let body = operation(document, CONNECTORS, "post")["requestBody"].take();
        document["components"]["requestBodies"] = json!({ "connector": body });
        let reference = json!({ "$ref": "#/components/requestBodies/connector" });
        operation(document, CONNECTORS, "post")["requestBody"] = reference;
        for path in [CONNECTOR, UPLOAD] {
            let parameter = document["paths"][path]["parameters"][0].take();
            document["components"]["parameters"]["connector"] = parameter;
            document["paths"][path]["parameters"] =
                json!([{ "$ref": "#/components/parameters/connector" }]);
        }
    };
    let written_out = |document: &mut Value| {
        let shared = document["components"]["parameters"].clone();
        for parameter in operation(document, CONNECTORS, "get")["parameters"]
            .as_array_mut()
            .unwrap()
        {
            let name = parameter["$ref"]
                .as_str()
                .and_then(|text| text.rsplit('/').next());
            if let Some(name) = name {
                *parameter = shared[name].clone();
            }
        }
    };
    for (name, document) in [
        ("by reference", changed(by_reference)),
        ("written out", changed(written_out)),
    ] {
        let project = Project::new();
        let (contract, generated) = (project.read(CONTRACT), project.read(GENERATED));
        let run = project.regen_from(&project.put("document", yaml(&document)));
        assert_eq!(run.status, Some(0), "{name}: {run:#?}");
        assert!(project.read(CONTRACT) != contract, "{name}");
        let code = without_documentation(&project.read(GENERATED));
        assert!(code == without_documentation(&generated), "{name}");
        assert!(run.stdout.contains("describes nothing"), "{name}: {run:#?}");
    }
}
