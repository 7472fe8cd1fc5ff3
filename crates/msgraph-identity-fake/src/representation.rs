//! The representation of a result that the client asks for, with `Accept` or `$format`.
//! <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControllingtheAmountofControlInforma>

use axum::http::{HeaderMap, header};

/// How much control information a result has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Metadata {
    None,
    #[default]
    Minimal,
    Full,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Representation {
    pub(crate) metadata: Metadata,
    /// Whether `Edm.Int64` values are written as strings.
    pub(crate) ieee754_compatible: bool,
}

impl Representation {
    /// What `$format` asks for, or `Accept` if there is no `$format`. Returns `None` if that is not JSON.
    pub(crate) fn negotiate(format: Option<&str>, headers: &HeaderMap) -> Option<Self> {
        if let Some(format) = format {
            let format = match format.eq_ignore_ascii_case("json") {
                true => "application/json",
                false => format,
            };
            return best(format);
        }
        let accept = headers.get_all(header::ACCEPT).iter();
        let accept: Vec<&str> = accept.filter_map(|value| value.to_str().ok()).collect();
        let accept = accept.join(",");
        if accept.trim().is_empty() {
            return Some(Self::default());
        }
        best(&accept)
    }

    pub(crate) fn content_type(self) -> String {
        let metadata = match self.metadata {
            Metadata::None => "none",
            Metadata::Minimal => "minimal",
            Metadata::Full => "full",
        };
        let ieee754_compatible = self.ieee754_compatible;
        format!(
            "application/json;odata.metadata={metadata};odata.streaming=true;IEEE754Compatible={ieee754_compatible};charset=utf-8"
        )
    }
}

/// The JSON representation with the highest weight in a list of media ranges. Of two with the same weight the more
/// specific one counts, then the first.
fn best(ranges: &str) -> Option<Representation> {
    let mut best: Option<((u16, u8), Representation)> = None;
    for range in split_outside_quotes(ranges, ',') {
        if let Some(found) = media_range(range)
            && found.0.0 > 0
            && best.is_none_or(|(rank, _)| found.0 > rank)
        {
            best = Some(found);
        }
    }
    best.map(|(_, representation)| representation)
}

/// A media range that matches JSON, with its weight in thousandths and how specific it is. A range with a parameter that
/// OData's JSON format does not have matches nothing.
fn media_range(range: &str) -> Option<((u16, u8), Representation)> {
    let mut parts = split_outside_quotes(range, ';').into_iter().map(str::trim);
    let specific = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/json" => 2,
        "application/*" => 1,
        "*/*" => 0,
        _ => return None,
    };
    let (mut weight, mut representation) = (1_000, Representation::default());
    for part in parts.filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"').to_ascii_lowercase();
        let name = name.trim().to_ascii_lowercase();
        match (name.strip_prefix("odata.").unwrap_or(&name), value.as_str()) {
            ("q", _) => {
                let q: f32 = value.parse().ok()?;
                weight = (0.0..=1.0).contains(&q).then_some((q * 1_000.0) as u16)?;
            }
            ("metadata", "none") => representation.metadata = Metadata::None,
            ("metadata", "minimal") => representation.metadata = Metadata::Minimal,
            ("metadata", "full") => representation.metadata = Metadata::Full,
            ("ieee754compatible", "true") => representation.ieee754_compatible = true,
            ("ieee754compatible", "false")
            | ("streaming", "true" | "false")
            | ("charset", "utf-8" | "utf8") => {}
            _ => return None,
        }
    }
    Some(((weight, specific), representation))
}

/// The parts between separators; a separator inside a quoted string does not count.
fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|character| {
        quoted ^= character == '"';
        character == separator && !quoted
    })
    .collect()
}
