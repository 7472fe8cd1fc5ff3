//! Path templates, such as `/identity/apiConnectors/{id}`.

/// Whether a path is the same as a template but for the names of its parameters.
pub fn is_same_path(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('{'), path.split('{'));
    template.next() == path.next() && template.map(after_name).eq(path.map(after_name))
}

/// What follows the name of a parameter, if that has an end.
fn after_name(part: &str) -> Option<&str> {
    part.split_once('}').map(|(_, rest)| rest)
}
