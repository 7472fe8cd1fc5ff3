//! The cross-tenant access policy and its default settings. A tenant has each of them once.

use serde_json::Value;

use super::partner::{check_premium, merge, show};
use super::system_default::system_default;
use crate::entities::Replicated;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::model::entity_sets::{DEFAULT, POLICY};
use crate::model::{EntitySet, Properties};
use crate::query::QueryOptions;
use crate::request_scope::RequestScope;
use crate::switches::Switches;
use crate::tenant::Tenant;

type Outcome = Result<FakeResponse, GraphError>;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Singleton {
    Policy,
    Default,
}

const CLOUD_ENDPOINTS: &str = "allowedCloudEndpoints";
const IS_SERVICE_DEFAULT: &str = "isServiceDefault";
const CLOUDS: [&str; 3] = [
    OWN_CLOUD,
    "microsoftonline.us",
    "partner.microsoftonline.cn",
];
const OWN_CLOUD: &str = "microsoftonline.com";

impl Singleton {
    fn set(self) -> &'static EntitySet {
        match self {
            Self::Policy => &POLICY,
            Self::Default => &DEFAULT,
        }
    }

    /// The properties that differ from what Microsoft ships.
    fn changes(self, tenant: &mut Tenant) -> &mut Replicated<Properties> {
        match self {
            Self::Policy => &mut tenant.policy,
            Self::Default => &mut tenant.default_settings,
        }
    }

    /// All properties.
    fn view(self, scope: &RequestScope<'_>, changes: &Properties) -> Properties {
        let mut all = match self {
            Self::Policy => Properties::from_iter([(CLOUD_ENDPOINTS.into(), Value::Array(vec![]))]),
            Self::Default => system_default(),
        };
        all.extend(changes.clone());
        let mut view = show(scope.ty(self.set()), &all);
        // Microsoft documents no values, and none of these can be null in beta.
        view.retain(|name, value| {
            !value.is_null()
                || !["id", "displayName", "description", "definition"].contains(&name.as_str())
        });
        view
    }
}

pub(crate) fn get(scope: &RequestScope<'_>, singleton: Singleton) -> Outcome {
    let set = singleton.set();
    let options = QueryOptions::of_singleton(scope, set)?;
    let mut tenant = scope.tenant();
    let none = Properties::new();
    let changes = singleton.changes(&mut tenant).read().unwrap_or(&none);
    let view = singleton.view(scope, changes);
    Ok(options.entity_response(scope, set, view))
}

pub(crate) fn update(scope: &RequestScope<'_>, singleton: Singleton) -> Outcome {
    let set = singleton.set();
    let check = scope.check(false);
    let sent = check.body(scope.request.json()?, scope.ty(set))?;
    check_cloud_endpoints(&sent, scope.switches())?;
    check_premium(&sent, scope.switches())?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let changes = singleton.changes(&mut tenant);
    let before = singleton.view(scope, changes.newest());
    scope.check_match(&before)?;
    let mut after = changes.newest().clone();
    for (name, value) in sent {
        if value.is_null() {
            after.remove(&name);
        } else {
            let value = merge(scope.switches(), before.get(&name), value);
            after.insert(name, value);
        }
        if singleton == Singleton::Default {
            after.insert(IS_SERVICE_DEFAULT.into(), false.into());
        }
    }
    let view = singleton.view(scope, &after);
    changes.write(after, lag);
    Ok(scope.changed(set, view))
}

/// Everything is as Microsoft ships it.
pub(crate) fn reset(scope: &RequestScope<'_>, singleton: Singleton) -> Outcome {
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    singleton.changes(&mut tenant).write(Properties::new(), lag);
    Ok(FakeResponse::no_content())
}

fn check_cloud_endpoints(sent: &Properties, switches: &Switches) -> Result<(), GraphError> {
    let endpoints = sent.get(CLOUD_ENDPOINTS).and_then(Value::as_array);
    for endpoint in endpoints.into_iter().flatten().filter_map(Value::as_str) {
        if !CLOUDS.contains(&endpoint) {
            return Err(GraphError::bad_request(format!(
                "Invalid value specified for property '{CLOUD_ENDPOINTS}'."
            )));
        }
        if endpoint == OWN_CLOUD && !switches.own_cloud_endpoint {
            return Err(GraphError::bad_request(format!(
                "Property '{CLOUD_ENDPOINTS}' can't have the cloud of this tenant."
            )));
        }
    }
    Ok(())
}
