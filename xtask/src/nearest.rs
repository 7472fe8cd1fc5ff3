//! The names that are most similar to one that is not there.

/// The names that are at least this similar, from 0 to 1, most similar first. What is compared is this form of them.
pub(crate) fn nearest<'a>(
    name: &str,
    names: impl IntoIterator<Item = &'a str>,
    similarity: f64,
    form: impl Fn(&str) -> String,
) -> Vec<&'a str> {
    let name = form(name);
    let names = names.into_iter();
    let mut near: Vec<(f64, &str)> = names
        .map(|other| (strsim::normalized_levenshtein(&name, &form(other)), other))
        .filter(|(likeness, _)| *likeness >= similarity)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().map(|(_, other)| other).collect()
}
