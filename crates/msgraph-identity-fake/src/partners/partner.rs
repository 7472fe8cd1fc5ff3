//! A partner and its synchronization, as the fake keeps them and as responses show them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock;
use crate::entities::{Entities, Replicated};
use crate::graph_error::GraphError;
use crate::model::entity_sets::SYNCHRONIZATION_PROPERTY;
use crate::model::{Expansion, Kind, Properties, StructuredType};
use crate::switches::{OmittedMembers, PremiumP1, Refusal, Switches};

#[derive(Clone, Debug)]
pub(crate) struct Partner {
    pub(crate) tenant_id: Uuid,
    /// The properties that were set. All others are null.
    pub(crate) properties: Replicated<Properties>,
    pub(crate) synchronization: Option<Replicated<Properties>>,
}

impl Partner {
    /// A partner with these properties, of which `tenantId` is required.
    pub(crate) fn new(mut properties: Properties, lag: u32) -> Result<Self, GraphError> {
        let tenant_id = properties.get("tenantId").and_then(Value::as_str);
        let tenant_id: Uuid = tenant_id
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| GraphError::bad_request("Property 'tenantId' is required."))?;
        properties.insert("tenantId".into(), tenant_id.to_string().into());
        Ok(Self {
            tenant_id,
            properties: Replicated::new(properties, lag),
            synchronization: None,
        })
    }

    /// Sets the synchronization, in place of a former one.
    pub(crate) fn synchronize(&mut self, mut properties: Properties, lag: u32) {
        properties.insert("tenantId".into(), self.tenant_id.to_string().into());
        match &mut self.synchronization {
            Some(former) => former.write(properties, lag),
            none => *none = Some(Replicated::new(properties, lag)),
        }
    }

    /// The partner as a read sees it, or `None` while no replica has it.
    pub(crate) fn view(
        &mut self,
        ty: &StructuredType,
        expansion: Option<&Expansion>,
    ) -> Option<Properties> {
        let mut view = show(ty, self.properties.read()?);
        if let Some(expansion) = expansion {
            let synchronization = self.synchronization.as_mut().and_then(Replicated::read);
            let shown = synchronization
                .map(|properties| expansion.selected(show(expansion.ty, properties)));
            view.insert(SYNCHRONIZATION_PROPERTY.into(), shown.into());
        }
        Some(view)
    }
}

/// Every property of the type, null if it was not set.
pub(crate) fn show(ty: &StructuredType, properties: &Properties) -> Properties {
    let own = ty.properties.iter();
    own.filter(|property| !matches!(property.kind, Kind::Navigation(_)))
        .map(|property| {
            let value = properties.get(&property.name).cloned();
            let value = value.unwrap_or(Value::Null);
            (property.name.clone(), unset(&property.name, value))
        })
        .collect()
}

/// The service shows three settings that were never set as an object. Other settings are null then.
fn unset(name: &str, value: Value) -> Value {
    match (name, value) {
        (
            "automaticUserConsentSettings"
            | "crossCloudMeetingConfiguration"
            | "protectedContentSharing",
            Value::Null,
        ) => {
            json!({ "inboundAllowed": null, "outboundAllowed": null })
        }
        (_, value) => value,
    }
}

/// A refusal with the status that a switch chooses.
pub(crate) fn refuse(refusal: Refusal, message: &str) -> GraphError {
    match refusal {
        Refusal::BadRequest => GraphError::bad_request(message),
        Refusal::NotFound => GraphError::not_found("Directory_ObjectNotFound", message),
        Refusal::Conflict => GraphError::conflict(message),
    }
}

/// The new value of a setting. Microsoft does not document what happens to members that are left out.
pub(super) fn merge(switches: &Switches, before: Option<&Value>, sent: Value) -> Value {
    match (switches.omitted_members, before, sent) {
        (OmittedMembers::Kept, Some(Value::Object(before)), Value::Object(sent)) => {
            let mut merged = before.clone();
            merged.extend(sent);
            merged.into()
        }
        (_, _, sent) => sent,
    }
}

/// Trust, and the access of single users, groups and applications, need Microsoft Entra ID P1:
/// <https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview>.
pub(super) fn check_premium(sent: &Properties, switches: &Switches) -> Result<(), GraphError> {
    let is_premium = |(name, value): (&String, &Value)| match name.as_str() {
        "inboundTrust" => !value.is_null(),
        name if name.starts_with("b2b") => ["usersAndGroups", "applications"].iter().any(|part| {
            let mut targets = value[part]["targets"].as_array().into_iter().flatten();
            targets.any(|target| {
                target["target"] != "AllUsers" && target["target"] != "AllApplications"
            })
        }),
        _ => false,
    };
    let status_code = match switches.premium_p1 {
        PremiumP1::Licensed => return Ok(()),
        PremiumP1::BadRequest => (StatusCode::BAD_REQUEST, "Request_BadRequest"),
        PremiumP1::Forbidden => (StatusCode::FORBIDDEN, "Authorization_RequestDenied"),
    };
    if !sent.iter().any(is_premium) {
        return Ok(());
    }
    let message = "Your tenant does not have a premium license. Link a Microsoft Entra ID P1 subscription to change this setting.";
    Err(GraphError::new(status_code.0, status_code.1, message))
}

/// Groups with assigned roles can be synchronized only if groups are.
pub(crate) fn check_role_enabled_groups(properties: &Properties) -> Result<(), GraphError> {
    let is_allowed = |name: &str| {
        let inbound = properties.get(name);
        inbound.is_some_and(|inbound| inbound["isSyncAllowed"] == true)
    };
    if is_allowed("roleEnabledGroupSyncInbound") && !is_allowed("groupSyncInbound") {
        return Err(GraphError::bad_request(
            "Property 'roleEnabledGroupSyncInbound' needs 'groupSyncInbound' to be allowed.",
        ));
    }
    Ok(())
}

const RETENTION_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Deleted entities by the id of the partner's tenant.
#[derive(Debug, Default)]
pub(crate) struct DeletedItems(Entities<Uuid, Deleted>);

#[derive(Debug)]
pub(super) struct Deleted {
    properties: Properties,
    at: i64,
}

impl DeletedItems {
    pub(crate) fn keep(&mut self, id: Uuid, mut properties: Properties, now: i64) {
        let deleted_at = format!("{}Z", clock::date_time(now));
        properties.insert("deletedDateTime".into(), deleted_at.into());
        let at = now;
        self.0.insert(id, Deleted { properties, at });
    }

    /// Drops the items that have expired, and returns the others.
    pub(super) fn retained(&mut self, now: i64) -> &mut Entities<Uuid, Deleted> {
        self.0
            .retain(|deleted| now.saturating_sub(deleted.at) < RETENTION_SECONDS);
        &mut self.0
    }
}

impl Deleted {
    pub(super) fn view(&self, ty: &StructuredType) -> Properties {
        show(ty, &self.properties)
    }

    pub(super) fn into_properties(mut self) -> Properties {
        self.properties.remove("deletedDateTime");
        self.properties
    }
}

pub(super) fn absent(id: Uuid) -> GraphError {
    GraphError::absent("Request_ResourceNotFound", &id.to_string())
}
