//! The resource behind a path, and the operation of each method on it.

use axum::http::{HeaderValue, Method, StatusCode, header};

use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::graph_version::GraphVersion;
use crate::switches::PathCase;

/// The resource behind a path. Keys are not checked yet, because an unknown method is refused first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GraphPath {
    Connectors,
    ConnectorCount,
    Connector(String),
    UploadClientCertificate(String),
    Partners,
    PartnerCount,
    Partner(String),
    Synchronization(String),
    DeletedItems(DeletedKind),
    DeletedItemCount(DeletedKind),
    DeletedItem(DeletedKind, String),
    RestoreDeletedItem(DeletedKind, String),
    Batch,
}

/// The two collections below `/policies/deletedItems`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeletedKind {
    Partner,
    Synchronization,
}

/// Every segment that is not a key, as the contract spells it.
const NAMES: [&str; 13] = [
    "identity",
    "apiConnectors",
    "$count",
    "uploadClientCertificate",
    "microsoft.graph.uploadClientCertificate",
    "policies",
    "crossTenantAccessPolicy",
    "partners",
    "identitySynchronization",
    "deletedItems",
    "crossTenantPartners",
    "crossTenantSyncPolicyPartners",
    "restore",
];

impl GraphPath {
    pub(crate) fn find(
        version: GraphVersion,
        segments: &[String],
        case: PathCase,
    ) -> Result<Self, GraphError> {
        let names: Vec<&str> = segments
            .iter()
            .map(|segment| spelling(segment, case))
            .collect();
        let deleted = |kind: &str| match kind {
            "crossTenantPartners" => Some(DeletedKind::Partner),
            "crossTenantSyncPolicyPartners" => Some(DeletedKind::Synchronization),
            _ => None,
        };
        let path = match names.as_slice() {
            ["identity", "apiConnectors"] => Self::Connectors,
            ["identity", "apiConnectors", "$count"] => Self::ConnectorCount,
            ["identity", "apiConnectors", _] => Self::Connector(segments[2].clone()),
            [
                "identity",
                "apiConnectors",
                _,
                "uploadClientCertificate" | "microsoft.graph.uploadClientCertificate",
            ] => Self::UploadClientCertificate(segments[2].clone()),
            ["policies", "crossTenantAccessPolicy", "partners"] => Self::Partners,
            ["policies", "crossTenantAccessPolicy", "partners", "$count"] => Self::PartnerCount,
            ["policies", "crossTenantAccessPolicy", "partners", _] => {
                Self::Partner(segments[3].clone())
            }
            [
                "policies",
                "crossTenantAccessPolicy",
                "partners",
                _,
                "identitySynchronization",
            ] => Self::Synchronization(segments[3].clone()),
            ["policies", "deletedItems", kind, rest @ ..] if version == GraphVersion::Beta => {
                match (deleted(kind), rest) {
                    (Some(kind), []) => Self::DeletedItems(kind),
                    (Some(kind), ["$count"]) => Self::DeletedItemCount(kind),
                    (Some(kind), [_]) => Self::DeletedItem(kind, segments[3].clone()),
                    (Some(kind), [_, "restore"]) => {
                        Self::RestoreDeletedItem(kind, segments[3].clone())
                    }
                    _ => return Err(unknown_segment(&names)),
                }
            }
            [batch] if batch.eq_ignore_ascii_case("$batch") => Self::Batch,
            _ => return Err(unknown_segment(&names)),
        };
        Ok(path)
    }

    /// The methods of the resource, each with its operation.
    fn operations(&self) -> &'static [(Method, Operation)] {
        match self {
            Self::Connectors => &[
                (Method::GET, Operation::ListApiConnectors),
                (Method::POST, Operation::CreateApiConnector),
            ],
            Self::ConnectorCount => &[(Method::GET, Operation::CountApiConnectors)],
            Self::Connector(_) => &[
                (Method::GET, Operation::GetApiConnector),
                (Method::PATCH, Operation::UpdateApiConnector),
                (Method::DELETE, Operation::DeleteApiConnector),
            ],
            Self::UploadClientCertificate(_) => {
                &[(Method::POST, Operation::UploadClientCertificate)]
            }
            Self::Partners => &[
                (Method::GET, Operation::ListPartners),
                (Method::POST, Operation::CreatePartner),
            ],
            Self::PartnerCount => &[(Method::GET, Operation::CountPartners)],
            Self::Partner(_) => &[
                (Method::GET, Operation::GetPartner),
                (Method::PATCH, Operation::UpdatePartner),
                (Method::DELETE, Operation::DeletePartner),
            ],
            Self::Synchronization(_) => &[
                (Method::GET, Operation::GetIdentitySynchronization),
                (Method::PUT, Operation::CreateIdentitySynchronization),
                (Method::PATCH, Operation::UpdateIdentitySynchronization),
                (Method::DELETE, Operation::DeleteIdentitySynchronization),
            ],
            Self::DeletedItems(_) => &[(Method::GET, Operation::ListDeletedItems)],
            Self::DeletedItemCount(_) => &[(Method::GET, Operation::CountDeletedItems)],
            Self::DeletedItem(..) => &[
                (Method::GET, Operation::GetDeletedItem),
                (Method::DELETE, Operation::DeleteDeletedItem),
            ],
            Self::RestoreDeletedItem(..) => &[(Method::POST, Operation::RestoreDeletedItem)],
            Self::Batch => &[(Method::POST, Operation::Batch)],
        }
    }

    pub(crate) fn operation(&self, method: &Method) -> Result<Operation, GraphError> {
        let known = self.operations();
        if let Some((_, operation)) = known.iter().find(|(known, _)| known == method) {
            return Ok(*operation);
        }
        let allowed: Vec<&str> = known.iter().map(|(method, _)| method.as_str()).collect();
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

fn spelling(segment: &str, case: PathCase) -> &str {
    match case {
        PathCase::Exact => segment,
        PathCase::Ignored => NAMES
            .into_iter()
            .find(|name| name.eq_ignore_ascii_case(segment))
            .unwrap_or(segment),
    }
}

/// Graph names the first segment that it does not have.
fn unknown_segment(names: &[&str]) -> GraphError {
    let unknown = names
        .iter()
        .find(|name| !NAMES.contains(*name))
        .or(names.last())
        .unwrap_or(&"");
    GraphError::refused_early(format!("Resource not found for the segment '{unknown}'."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(version: GraphVersion, path: &str, case: PathCase) -> Result<GraphPath, GraphError> {
        let segments: Vec<String> = path.split('/').map(str::to_owned).collect();
        GraphPath::find(version, &segments, case)
    }

    #[test]
    fn case_matters_only_if_the_switch_says_so() {
        let lower = "identity/apiconnectors/x/UPLOADclientcertificate";
        let found = find(GraphVersion::V1, lower, PathCase::Ignored);
        assert_eq!(found, Ok(GraphPath::UploadClientCertificate("x".into())));
        assert!(find(GraphVersion::V1, lower, PathCase::Exact).is_err());
    }

    #[test]
    fn a_key_keeps_its_case_even_if_it_equals_a_known_segment() {
        let found = find(
            GraphVersion::V1,
            "identity/apiConnectors/PARTNERS",
            PathCase::Ignored,
        );
        assert_eq!(found, Ok(GraphPath::Connector("PARTNERS".into())));
    }

    #[test]
    fn only_beta_has_deleted_items() {
        let path = "policies/deletedItems/crossTenantPartners";
        assert_eq!(
            find(GraphVersion::Beta, path, PathCase::Ignored),
            Ok(GraphPath::DeletedItems(DeletedKind::Partner))
        );
        assert!(find(GraphVersion::V1, path, PathCase::Ignored).is_err());
    }

    #[test]
    fn an_unknown_segment_is_named() {
        let error = find(GraphVersion::V1, "identity/userFlows", PathCase::Ignored).unwrap_err();
        assert_eq!(
            error.message,
            "Resource not found for the segment 'userFlows'."
        );
    }
}
