//! Text that tries to leave a doc comment, a code fence or a literal: upstream's is dropped, ours stays text.

use serde_json::{Value, json};

use super::Outcome::Inert;
use super::assert_outcomes;
use crate::regen::document::{changed, properties, yaml};
use crate::regen::project::{CONTRACT, GENERATED, Project, UPSTREAM};
use crate::regen::source::without_documentation;

/// What text must not do, in one text.
const TEXT: &str = "*/ fn pwn1() {} /*\n\
    \"]; fn pwn2() {} #[doc = \"\n\
    ```rust\nstd::fs::write(\"pwned\", \"\").unwrap();\n```\n\
    ~~~\nstd::fs::write(\"pwned\", \"\").unwrap();\n~~~\n\
    \n    std::fs::write(\"pwned\", \"\").unwrap();\n\n\
    <script>alert(1)</script>\r\nfn pwn3() {}\r\u{2028}fn pwn4() {}\n\
    \u{202e}\u{2066}fn pwn5() {}\u{2069}\n\
    #![feature(pwn)] {0} {} \\u{7d} \u{1b}[31m [`Secret`] [x](https://example.com)\n";

const PROSE: [&str; 5] = [
    "title",
    "description",
    "summary",
    "x-ms-docs-toc-path",
    "example",
];

/// Adds prose to every object whose keys are keywords; those whose keys are names have other places for it.
fn add_prose(value: &mut Value, are_names: bool) {
    const NAMES: [&str; 8] = [
        "properties",
        "schemas",
        "responses",
        "parameters",
        "paths",
        "content",
        "mapping",
        "headers",
    ];
    match value {
        Value::Object(object) => {
            for (key, child) in object.iter_mut() {
                add_prose(child, !are_names && NAMES.contains(&key.as_str()));
            }
            if !are_names {
                for keyword in PROSE {
                    object.insert(keyword.to_owned(), TEXT.into());
                }
                object.insert(
                    "externalDocs".to_owned(),
                    json!({ "url": TEXT, "description": TEXT }),
                );
                object.insert("tags".to_owned(), json!([TEXT]));
                object.insert(
                    "x-ms-deprecation".to_owned(),
                    json!({ "date": TEXT, "version": TEXT }),
                );
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(|entry| add_prose(entry, false)),
        _ => {}
    }
}

#[test]
fn prose_of_upstream_has_no_effect_wherever_it_stands() {
    assert_outcomes([(
        "prose",
        changed(|document| add_prose(document, false)),
        Inert,
    )]);
}

#[test]
fn a_property_that_is_called_like_prose_is_a_property() {
    let names = [
        "title",
        "description",
        "summary",
        "tags",
        "example",
        "examples",
        "externalDocs",
        "x-foo",
        "links",
        "callbacks",
        "$ref",
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "allOf",
        "nullable",
        "default",
        "discriminator",
        "readOnly",
    ];
    let document = changed(|document| {
        for name in names {
            properties(document)[name] =
                json!({ "type": "string", "nullable": true, "title": TEXT, "description": TEXT });
        }
    });
    let project = Project::new();
    project
        .regen_from(&project.put("hostile.yaml", yaml(&document)))
        .assert_done();
    for file in [UPSTREAM, CONTRACT] {
        let mut written = xtask::read::parse(project.read(file).as_bytes()).unwrap();
        let properties = properties(&mut written);
        for name in names {
            assert_eq!(
                properties[name],
                json!({ "type": "string", "nullable": true }),
                "{name} in {file}"
            );
        }
    }
    let source = project.read(GENERATED);
    syn::parse_file(&source).unwrap();
    for field in [
        "pub title: ",
        "pub summary: ",
        "rename = \"x-foo\"",
        "pub ref_: ",
        "pub type_: ",
        "rename = \"$ref\"",
    ] {
        assert!(source.contains(field), "{field}");
    }
}

/// A documentation overlay that gives this text to everything that has documentation in the generated code.
fn documentation() -> String {
    let targets = [
        "$.info",
        "$.paths[*]['get', 'put', 'post', 'patch', 'delete']",
        "$.paths[*]..parameters[*]",
        "$..properties[*]",
        "$.components.schemas[*]",
        "$.components.parameters[*]",
    ];
    let actions: Vec<_> = targets
        .iter()
        .map(|target| json!({ "target": target, "update": { "title": TEXT, "summary": TEXT, "description": TEXT } }))
        .collect();
    yaml(
        &json!({ "overlay": "1.0.0", "info": { "title": "Hostile", "version": "1.0.0" }, "actions": actions }),
    )
}

#[test]
fn text_of_our_own_stays_inside_the_documentation() {
    let project = Project::new();
    let before = project.read(GENERATED);
    let file = project
        .root()
        .join("spec/overlays/documentation/zz-hostile.yaml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, documentation()).unwrap();
    let run = project.regen(&[]);
    assert_eq!(run.status, Some(0), "{run:#?}");
    let after = project.read(GENERATED);
    assert!(after.contains("fn pwn1() {}"), "the text is there");
    assert!(without_documentation(&after) == without_documentation(&before));
    let is_control =
        |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{2069}').contains(&c);
    let line = after.lines().find(|line| line.contains(is_control));
    assert_eq!(
        line, None,
        "controls of direction and terminals are no text"
    );
    assert_no_code(&after);
}

/// rustdoc takes fences and lines with four spaces for code, and `cargo test` runs it.
fn assert_no_code(source: &str) {
    let mut is_open = false;
    let documentation = source.lines().map(str::trim_start);
    for line in documentation.filter_map(|line| line.strip_prefix("///")) {
        let text = line.trim_start();
        if text.starts_with("```") || text.starts_with("~~~") {
            is_open = !is_open;
            let info = text.trim_start_matches(['`', '~']);
            assert_eq!(info, if is_open { "text" } else { "" }, "{line:?}");
        } else {
            let is_indented = line.starts_with("     ") || line.starts_with('\t');
            let is_markup = text.contains("<script") && !is_open;
            assert!(!is_indented, "{line:?}");
            assert!(!is_markup, "{line:?}");
        }
    }
    assert!(!is_open);
}
