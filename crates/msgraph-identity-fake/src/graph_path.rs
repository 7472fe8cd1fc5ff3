//! The resource behind a path, and the operation of each method on it.

use std::sync::LazyLock;

use axum::http::{HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;

use crate::graph_error::{GraphError, shorten};
use crate::graph_operation::Operation;
use crate::graph_version::GraphVersion;
use crate::switches::{CloudProfile, PathCase, Switches};

/// The place of a key in a path.
const KEY: &str = "{}";

/// What precedes the name of an action or function.
const NAMESPACE: &str = "microsoft.graph.";

/// Every method of every path, as the contract spells it. The namespace of an action or function may be left out.
#[rustfmt::skip]
static ROUTES: [(&str, Method, Operation); 42] = [
    ("identity/apiConnectors", Method::GET, Operation::ListApiConnectors),
    ("identity/apiConnectors", Method::POST, Operation::CreateApiConnector),
    ("identity/apiConnectors/$count", Method::GET, Operation::CountApiConnectors),
    ("identity/apiConnectors/{}", Method::GET, Operation::GetApiConnector),
    ("identity/apiConnectors/{}", Method::PATCH, Operation::UpdateApiConnector),
    ("identity/apiConnectors/{}", Method::DELETE, Operation::DeleteApiConnector),
    ("identity/apiConnectors/{}/microsoft.graph.uploadClientCertificate", Method::POST, Operation::UploadClientCertificate),
    ("identity/b2xUserFlows", Method::GET, Operation::ListUserFlows),
    ("identity/b2xUserFlows/{}", Method::GET, Operation::GetUserFlow),
    ("identity/b2xUserFlows/{}/apiConnectorConfiguration", Method::GET, Operation::GetApiConnectorConfiguration),
    ("identity/b2xUserFlows/{}/apiConnectorConfiguration/postAttributeCollection/$ref", Method::PUT, Operation::SetPostAttributeCollection),
    ("identity/b2xUserFlows/{}/apiConnectorConfiguration/postAttributeCollection/$ref", Method::DELETE, Operation::ClearPostAttributeCollection),
    ("identity/b2xUserFlows/{}/apiConnectorConfiguration/postFederationSignup/$ref", Method::PUT, Operation::SetPostFederationSignup),
    ("identity/b2xUserFlows/{}/apiConnectorConfiguration/postFederationSignup/$ref", Method::DELETE, Operation::ClearPostFederationSignup),
    ("policies/crossTenantAccessPolicy", Method::GET, Operation::GetCrossTenantAccessPolicy),
    ("policies/crossTenantAccessPolicy", Method::PATCH, Operation::UpdateCrossTenantAccessPolicy),
    ("policies/crossTenantAccessPolicy/default", Method::GET, Operation::GetCrossTenantAccessDefault),
    ("policies/crossTenantAccessPolicy/default", Method::PATCH, Operation::UpdateCrossTenantAccessDefault),
    ("policies/crossTenantAccessPolicy/default/microsoft.graph.resetToSystemDefault", Method::POST, Operation::ResetCrossTenantAccessDefault),
    ("policies/crossTenantAccessPolicy/partners", Method::GET, Operation::ListPartners),
    ("policies/crossTenantAccessPolicy/partners", Method::POST, Operation::CreatePartner),
    ("policies/crossTenantAccessPolicy/partners/$count", Method::GET, Operation::CountPartners),
    ("policies/crossTenantAccessPolicy/partners/{}", Method::GET, Operation::GetPartner),
    ("policies/crossTenantAccessPolicy/partners/{}", Method::PATCH, Operation::UpdatePartner),
    ("policies/crossTenantAccessPolicy/partners/{}", Method::DELETE, Operation::DeletePartner),
    ("policies/crossTenantAccessPolicy/partners/{}/identitySynchronization", Method::GET, Operation::GetIdentitySynchronization),
    ("policies/crossTenantAccessPolicy/partners/{}/identitySynchronization", Method::PUT, Operation::CreateIdentitySynchronization),
    ("policies/crossTenantAccessPolicy/partners/{}/identitySynchronization", Method::PATCH, Operation::UpdateIdentitySynchronization),
    ("policies/crossTenantAccessPolicy/partners/{}/identitySynchronization", Method::DELETE, Operation::DeleteIdentitySynchronization),
    ("policies/deletedItems/crossTenantPartners", Method::GET, Operation::ListDeletedItems),
    ("policies/deletedItems/crossTenantPartners/$count", Method::GET, Operation::CountDeletedItems),
    ("policies/deletedItems/crossTenantPartners/{}", Method::GET, Operation::GetDeletedItem),
    ("policies/deletedItems/crossTenantPartners/{}", Method::DELETE, Operation::DeleteDeletedItem),
    ("policies/deletedItems/crossTenantPartners/{}/microsoft.graph.restore", Method::POST, Operation::RestoreDeletedItem),
    ("policies/deletedItems/crossTenantSyncPolicyPartners", Method::GET, Operation::ListDeletedItems),
    ("policies/deletedItems/crossTenantSyncPolicyPartners/$count", Method::GET, Operation::CountDeletedItems),
    ("policies/deletedItems/crossTenantSyncPolicyPartners/{}", Method::GET, Operation::GetDeletedItem),
    ("policies/deletedItems/crossTenantSyncPolicyPartners/{}", Method::DELETE, Operation::DeleteDeletedItem),
    ("policies/deletedItems/crossTenantSyncPolicyPartners/{}/microsoft.graph.restore", Method::POST, Operation::RestoreDeletedItem),
    ("tenantRelationships/microsoft.graph.findTenantInformationByDomainName/{}", Method::GET, Operation::FindTenantInformationByDomainName),
    ("tenantRelationships/microsoft.graph.findTenantInformationByTenantId/{}", Method::GET, Operation::FindTenantInformationByTenantId),
    ("$batch", Method::POST, Operation::Batch),
];

/// The resource behind a path. Its key is not checked yet, because an unknown method is refused first.
pub(crate) struct GraphPath {
    template: &'static str,
    /// The key in the path, or an empty text.
    pub(crate) key: String,
}

/// The two collections below `/policies/deletedItems`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeletedKind {
    Partner,
    Synchronization,
}

impl GraphPath {
    pub(crate) fn find(
        version: GraphVersion,
        segments: &[String],
        switches: &Switches,
    ) -> Result<Self, GraphError> {
        let names: Vec<&str> = segments
            .iter()
            .map(|segment| spelling(segment, switches.path_case))
            .collect();
        let keeps_deleted = version == GraphVersion::Beta && switches.cloud == CloudProfile::Global;
        let is_kept =
            |template: &str| keeps_deleted || !template.starts_with("policies/deletedItems");
        let template = ROUTES
            .iter()
            .map(|(template, ..)| *template)
            .find(|template| {
                is_kept(template)
                    && template.split('/').count() == names.len()
                    && matching(template, &names) == names.len()
            })
            .ok_or_else(|| unknown_segment(&names))?;
        let place = template.split('/').position(|part| part == KEY);
        let key = place.and_then(|place| segments.get(place));
        Ok(Self {
            template,
            key: key.cloned().unwrap_or_default(),
        })
    }

    pub(crate) fn deleted_kind(&self) -> DeletedKind {
        match self.template.contains("crossTenantSyncPolicyPartners") {
            true => DeletedKind::Synchronization,
            false => DeletedKind::Partner,
        }
    }

    pub(crate) fn operation(&self, method: &Method) -> Result<Operation, GraphError> {
        let known = || {
            ROUTES
                .iter()
                .filter(|(template, ..)| *template == self.template)
        };
        if let Some((.., operation)) = known().find(|(_, known, _)| known == method) {
            return Ok(*operation);
        }
        let allowed: Vec<&str> = known().map(|(_, method, _)| method.as_str()).collect();
        let error = GraphError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        );
        Err(match HeaderValue::from_str(&allowed.join(", ")) {
            Ok(allowed) => error.with_header(header::ALLOW, allowed),
            Err(_) => error,
        })
    }
}

/// How many segments at the start of a path match those of a template.
fn matching(template: &str, names: &[&str]) -> usize {
    let fits = |&(part, name): &(&str, &&str)| {
        part == KEY || part == *name || part.strip_prefix(NAMESPACE) == Some(*name)
    };
    template.split('/').zip(names).take_while(fits).count()
}

/// Every segment that is not a key, after the versions.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let segments = ROUTES.iter().flat_map(|(template, ..)| template.split('/'));
    let names = segments.flat_map(|name| [Some(name), name.strip_prefix(NAMESPACE)]);
    let versions = GraphVersion::ALL.map(GraphVersion::as_str).into_iter();
    versions
        .chain(names.flatten().filter(|name| *name != KEY))
        .collect()
});

/// The spelling of the contract, if the case of a segment does not matter.
pub(crate) fn spelling(segment: &str, case: PathCase) -> &str {
    if case == PathCase::Exact {
        return segment;
    }
    let known = NAMES.iter().find(|name| name.eq_ignore_ascii_case(segment));
    known.copied().unwrap_or(segment)
}

/// Graph names the first segment that it does not have.
fn unknown_segment(names: &[&str]) -> GraphError {
    let known = ROUTES
        .iter()
        .map(|(template, ..)| matching(template, names));
    let unknown = names.get(known.max().unwrap_or(0)).or(names.last());
    let unknown = shorten(unknown.unwrap_or(&""));
    GraphError::refused_early(format!("Resource not found for the segment '{unknown}'."))
}

/// The decoded segments of a path. A key may stand in parentheses: `apiConnectors('id')` is `apiConnectors/id`. A slash at
/// the end is allowed, and two slashes after the version, as Microsoft's SDK for Python writes them. Anywhere else an
/// empty segment is a missing key.
pub(crate) fn segments(path: &str) -> Result<Vec<String>, GraphError> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let mut segments = Vec::new();
    for (position, raw) in path.split('/').enumerate() {
        if position == 1 && raw.is_empty() {
            continue;
        }
        let segment = percent_decode_str(raw)
            .decode_utf8()
            .map_err(|_| GraphError::refused_early("The request URI is not valid UTF-8."))?;
        if segment.is_empty() || segment.chars().any(|c| c.is_ascii_control()) {
            return Err(GraphError::refused_early(
                "Invalid request: a segment of the request URI is not valid.",
            ));
        }
        match split_key(&segment) {
            Some((name, key)) => segments.extend([name, key]),
            None => segments.push(segment.into_owned()),
        }
    }
    Ok(segments)
}

/// `partners('x')` and `partners(x)`, as OData writes keys.
fn split_key(segment: &str) -> Option<(String, String)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let key = key
        .strip_prefix('\'')
        .and_then(|key| key.strip_suffix('\''))
        .unwrap_or(key);
    if name.is_empty() || key.is_empty() {
        return None;
    }
    Some((name.to_owned(), key.replace("''", "'")))
}
