//! Turns the arguments into a list of documents, before anything is downloaded.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use super::url::SourceUrl;
use super::{Commit, Located, Place, Request, folder};
use crate::error::{Error, Result};
use crate::version::GraphVersion;

/// The documents of a request. Those that are URLs are not downloaded yet.
pub(super) fn plan(request: &Request) -> Result<Vec<Located>> {
    let mut documents = Vec::new();
    let mut folders = Vec::new();
    for from in &request.from {
        let (text, path) = (from.to_string_lossy(), Path::new(from));
        if SourceUrl::is_url(&text) {
            documents.push(plan_url(SourceUrl::parse(&text)?, request)?);
        } else if is_folder(path)? {
            documents.extend(plan_folder(path, request)?);
            folders.push(path);
        } else {
            documents.push(plan_local(path, request.version, request));
        }
    }
    refuse_missing_version(&documents, &folders, request)?;
    let versions = documents.iter();
    refuse_second_of_version(
        versions.filter_map(|document| Some((document.version?, &document.place))),
    )?;
    Ok(documents)
}

/// Refuses two documents for one version.
///
/// # Errors
///
/// Returns an error that names both.
pub fn refuse_second_of_version<P: fmt::Display>(
    documents: impl IntoIterator<Item = (GraphVersion, P)>,
) -> Result<()> {
    let mut first = BTreeMap::new();
    for (version, place) in documents {
        if let Some(other) = first.get(&version) {
            return Err(
                Error::new(format!("two documents for {version}: {other} and {place}"))
                    .help("pass one document for each version"),
            );
        }
        first.insert(version, place);
    }
    Ok(())
}

/// Whether it is a folder; if not, it is a file.
fn is_folder(path: &Path) -> Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() || metadata.is_file() => Ok(metadata.is_dir()),
        Ok(_) => Err(Error::new("`--from` is neither a file nor a folder")
            .at(path.display())
            .help("a pipe or device can be read only once: save the document as a file")),
        Err(error) => Err(Error::new("`--from` cannot be opened")
            .at(path.display())
            .because(error)
            .help("pass a folder, a file, or a URL that begins with `https://`")),
    }
}

fn plan_local(path: &Path, version: Option<GraphVersion>, request: &Request) -> Located {
    Located::at(
        Place::Local(path.to_owned()),
        version,
        request.commit.clone(),
    )
}

fn plan_folder(path: &Path, request: &Request) -> Result<Vec<Located>> {
    let mut found = Vec::new();
    for version in wanted(request) {
        if let Some(document) = folder::find(path, version)? {
            found.push(plan_local(&document, Some(version), request));
        }
    }
    // Without any document it is the wrong folder, whatever the other arguments are.
    if found.is_empty() {
        Err(missing_version(&wanted(request), &[]).at(path.display()))
    } else {
        Ok(found)
    }
}

fn plan_url(url: SourceUrl, request: &Request) -> Result<Located> {
    if url.is_https() && !cfg!(feature = "https") {
        return Err(Error::new("this build of xtask has no TLS, so it cannot download from an https address")
            .at(url.public())
            .help("run `cargo xtask-https regen --from <URL>`, or download the document and pass the file"));
    }
    let commit = match (&request.commit, Commit::in_path(url.path())) {
        (Some(given), Some(named)) if *given != named => {
            return Err(Error::new(format!(
                "`--commit {given}` contradicts the commit in the URL"
            ))
            .at(url.public())
            .help("leave `--commit` out, or pass the documents of one commit"));
        }
        (given, named) => given.clone().or(named),
    };
    Ok(Located::at(Place::Url(url), request.version, commit))
}

fn wanted(request: &Request) -> Vec<GraphVersion> {
    request
        .version
        .map_or_else(|| GraphVersion::ALL.to_vec(), |version| vec![version])
}

/// Refuses folders that lack a version, unless another argument supplies it, or may: a document without a version.
fn refuse_missing_version(
    documents: &[Located],
    folders: &[&Path],
    request: &Request,
) -> Result<()> {
    let has = |version| documents.iter().any(|of| of.version == version);
    if folders.is_empty() || has(None) {
        return Ok(());
    }
    let (there, missing): (Vec<_>, Vec<_>) = wanted(request)
        .into_iter()
        .partition(|version| has(Some(*version)));
    if missing.is_empty() {
        return Ok(());
    }
    let places: Vec<_> = folders
        .iter()
        .map(|folder| folder.display().to_string())
        .collect();
    Err(missing_version(&missing, &there).at(places.join(", ")))
}

fn missing_version(missing: &[GraphVersion], there: &[GraphVersion]) -> Error {
    let versions = GraphVersion::in_words(missing.iter().copied());
    let names: Vec<_> = missing.iter().copied().flat_map(folder::names).collect();
    let narrowed = there
        .iter()
        .map(|version| format!("; to take {version} only, add `--version {version}`"));
    Error::new(format!("no document for {versions}")).help(format!(
        "looked for {}{}",
        names.join(", "),
        narrowed.collect::<String>()
    ))
}
