//! Text that tries to leave a doc comment, a code fence or a literal: upstream's is dropped, ours stays text.

use serde_json::{Map, Value, json};

use super::Outcome::Inert;
use super::assert_outcomes;
use crate::regen::document::{changed, properties, yaml};
use crate::regen::forms::without_documentation;
use crate::regen::project::{CONTRACT, GENERATED, Project, UPSTREAM};

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
    const NAMES: &str = "properties schemas responses parameters paths content mapping headers";
    match value {
        Value::Object(object) => {
            for (key, child) in object.iter_mut() {
                let is_map = NAMES.split(' ').any(|name| name == key);
                add_prose(child, !are_names && is_map);
            }
            if !are_names {
                object.extend(PROSE.map(|keyword| (keyword.to_owned(), TEXT.into())));
                let more = json!({
                    "externalDocs": { "url": TEXT, "description": TEXT },
                    "tags": [TEXT],
                    "x-ms-deprecation": { "date": TEXT, "version": TEXT },
                });
                object.extend(more.as_object().unwrap().clone());
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(|entry| add_prose(entry, false)),
        _ => {}
    }
}

#[test]
fn prose_of_upstream_has_no_effect_wherever_it_stands() {
    let document = changed(|document| add_prose(document, false));
    assert_outcomes([("prose", document, Inert)]);
}

#[test]
fn a_property_that_is_called_like_prose_is_a_property() {
    let names = "title description summary tags example examples externalDocs x-foo links callbacks $ref type \
        properties required items enum allOf nullable default discriminator readOnly";
    let names = || names.split_whitespace();
    let with = |property: Value| {
        let with_property = |name: &str| (name.to_owned(), property.clone());
        names().map(with_property).collect::<Map<_, _>>()
    };
    let text = json!({ "type": "string", "nullable": true, "title": TEXT, "description": TEXT });
    let document = changed(|document| {
        properties(document)
            .as_object_mut()
            .unwrap()
            .extend(with(text))
    });
    let project = Project::new();
    project
        .regen_from(&project.put("hostile.yaml", yaml(&document)))
        .assert_done();
    for file in [UPSTREAM, CONTRACT] {
        let mut written = xtask::read::parse(project.read(file).as_bytes()).unwrap();
        let written = properties(&mut written).as_object_mut().unwrap();
        written.retain(|name, _| names().any(|added| added == name));
        assert_eq!(
            *written,
            with(json!({ "type": "string", "nullable": true })),
            "{file}"
        );
    }
    let source = project.read(GENERATED);
    syn::parse_file(&source).unwrap();
    let plain = ["pub title: ", "pub summary: ", "rename = \"x-foo\""];
    let special = ["pub ref_: ", "pub type_: ", "rename = \"$ref\""];
    for field in plain.iter().chain(&special) {
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
    let update = json!({ "title": TEXT, "summary": TEXT, "description": TEXT });
    let actions = targets.map(|target| json!({ "target": target, "update": update }));
    let info = json!({ "title": "Hostile", "version": "1.0.0" });
    yaml(&json!({ "overlay": "1.0.0", "info": info, "actions": actions }))
}

#[test]
fn text_of_our_own_stays_inside_the_documentation() {
    let project = Project::new();
    let before = project.read(GENERATED);
    let overlay = "project/spec/overlays/documentation/zz-hostile.yaml";
    project.put(overlay, documentation());
    let run = project.regen(&[]);
    assert_eq!(run.status, Some(0), "{run:#?}");
    let after = project.read(GENERATED);
    assert!(after.contains("fn pwn1() {}"), "the text is there");
    assert!(without_documentation(&after) == without_documentation(&before));
    let is_control =
        |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{2069}').contains(&c);
    let line = after.lines().find(|line| line.contains(is_control));
    assert_eq!(line, None, "controls of direction and terminals");
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
