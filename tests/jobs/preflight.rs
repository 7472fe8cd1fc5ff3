//! What is predicted of a job's permissions is what the fake refuses.

use msgraph_identity::Upserted;
use msgraph_identity::jobs::onboarding::Side;
use msgraph_identity::jobs::preflight::{Job, Preflight};
use msgraph_identity::{
    Access, ApiConnectorUpdate, Error, PartnerUpdate, SyncUpdate, TenantId, V1, VersionedClient,
};
use msgraph_identity_fake::{
    ALL_PERMISSIONS, AccessToken, DEFAULT_TENANT_ID, FakeGraph, Fault, Operation, PartnerSeed, Seed,
};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use crate::faults::scripted::seed_connector;
use crate::in_process;

const CONNECTOR: &str = "aaaaaaaa-0000-4000-8000-00000000000a";
const PARTNER: u128 = 0x1111_1111_1111_4111_8111_1111_1111_1111;

const JOBS: [Job; 12] = [
    Job::Audit,
    Job::AuditWithNames,
    Job::VerifyOnboarding,
    Job::Onboard(Side::Source),
    Job::Onboard(Side::Target),
    Job::Offboard,
    Job::Plan,
    Job::Apply,
    Job::PlanConnectors,
    Job::ApplyConnectors,
    Job::RotateCertificate,
    Job::ConnectorUsages,
];

fn fake() -> FakeGraph {
    let mut seed = Seed::default();
    seed.tenants[0].connectors = vec![seed_connector(CONNECTOR, "Vet")];
    seed.tenants[0].user_flows = vec![json!({ "id": "B2X_1_SignUp" })];
    let partner = PartnerSeed::new(uuid::Uuid::from_u128(PARTNER));
    let fake = in_process::builder().seed(seed).partner(partner);
    fake.build().unwrap()
}

fn client(fake: &FakeGraph, token: AccessToken) -> VersionedClient<V1> {
    in_process::graph_with(fake, fake.issue(token)).v1()
}

async fn preflight(job: Job, token: AccessToken) -> (Preflight, u64) {
    let fake = fake();
    let preflight = client(&fake, token).preflight(job).await.unwrap();
    let requests = fake.requests();
    assert!(requests.iter().all(|request| request.method() == "GET"));
    (preflight, fake.request_count())
}

/// The requests that a job sends, as its user would send them by hand.
async fn perform(client: &VersionedClient<V1>, job: Job) -> Result<(), Error> {
    let access = client.cross_tenant_access();
    let partner = access.partner(TenantId::from_u128(PARTNER));
    let synchronization = partner.identity_synchronization();
    let connectors = client.api_connectors();
    let connector = connectors.connector(&CONNECTOR.parse().unwrap());
    let list = async || {
        let mut partners = access.partners().with_synchronization().items();
        partners.next().await.transpose().map(drop)
    };
    match job {
        Job::Audit | Job::Plan => {
            list().await?;
            access.default_settings().get().await.map(drop)
        }
        Job::AuditWithNames => {
            list().await?;
            let own = TenantId::from_u128(DEFAULT_TENANT_ID.as_u128());
            client.tenants().find_by_id(own).await.map(drop)
        }
        Job::VerifyOnboarding => partner.get().with_synchronization().await.map(drop),
        Job::Onboard(Side::Source) => {
            let update = PartnerUpdate::new().redemption_outbound(true);
            partner.ensure(update).await.map(drop)
        }
        Job::Onboard(Side::Target) => {
            partner
                .ensure(PartnerUpdate::new().redemption_inbound(true))
                .await?;
            let users = SyncUpdate::new().users(Access::Allow);
            synchronization.upsert(users).await.map(drop)
        }
        Job::Offboard => match synchronization.delete().await {
            Err(error) if error.is_not_found() => partner.delete().await,
            other => other,
        },
        Job::Apply => {
            list().await?;
            let users = SyncUpdate::new().users(Access::Block);
            let done = synchronization.upsert(users).await?;
            assert_eq!(done, Upserted::Created);
            partner
                .update(PartnerUpdate::new().redemption_outbound(true))
                .await
        }
        Job::PlanConnectors => connectors.list().all().await.map(drop),
        Job::ApplyConnectors | Job::RotateCertificate => {
            connector.get().await?;
            let update = ApiConnectorUpdate::new().display_name("Vet sign-ups");
            connector.update(&update).await
        }
        Job::ConnectorUsages => connector.usages().await.map(drop),
        _ => unreachable!("a job without a test"),
    }
}

#[tokio::test(start_paused = true)]
async fn each_subset_of_permissions_is_judged_as_the_service_does() {
    let fake = fake();
    // No job needs more than two of them.
    let all = ALL_PERMISSIONS.len() as u32;
    let telling = |subset: &u32| [0, 1, 2, all - 1, all].contains(&subset.count_ones());
    for subset in (0..1_u32 << all).filter(telling) {
        let permissions = ALL_PERMISSIONS.iter().enumerate();
        let permissions = permissions.filter(|(bit, _)| subset >> bit & 1 == 1);
        let permissions: Vec<&str> = permissions.map(|(_, name)| *name).collect();
        let token = AccessToken::application(&permissions);
        let client = client(&fake, token.clone());
        for job in JOBS {
            let case = format!("{job:?} with {permissions:?}");
            let preflight = client.preflight(job).await.unwrap();
            assert!(preflight.could_not_tell().is_empty());
            // The work of one job must not change what the next one finds.
            let performed = if preflight.is_ready() {
                perform(&self::client(&self::fake(), token.clone()), job).await
            } else {
                perform(&client, job).await
            };
            match performed {
                Ok(()) => assert!(preflight.is_ready(), "{case}: {preflight}"),
                Err(error) => {
                    assert!(error.is_permission_denied(), "{case}: {error}");
                    assert!(!preflight.is_ready(), "{case}: {error}");
                    let required = error.required_permission().unwrap().any_of();
                    let mut missing = preflight.missing().iter().map(|missing| missing.any_of());
                    let is_named = missing.any(|missing| missing == required);
                    assert!(is_named, "{case}: {preflight}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_roles_of_a_signed_in_user_cannot_be_told() {
    let write = "Policy.ReadWrite.CrossTenantAccess";
    let job = Job::Onboard(Side::Target);
    let (user, requests) = preflight(job, AccessToken::delegated(&[write])).await;
    assert_eq!(requests, 1);
    assert!(user.is_ready() && user.missing().is_empty());
    assert_eq!(user.could_not_tell()[0].roles(), ["Security Administrator"]);
    assert_eq!(
        user.to_string(),
        "the job may have all permissions\nnot known: the role Security Administrator of the signed-in user"
    );

    let (reader, _) = preflight(job, AccessToken::delegated(&["Policy.Read.All"])).await;
    assert!(!reader.is_ready() && reader.could_not_tell().is_empty());
    assert_eq!(
        reader.to_string(),
        format!("the job does not have all permissions\nmissing: the permission {write}")
    );
    let json = serde_json::to_value(&reader).unwrap();
    assert_eq!(json["isReady"], false);
    assert_eq!(json["missing"][0]["anyOf"], json!([write]));
    assert_eq!(json["couldNotTell"], json!([]));

    // Reading was tried, so nothing is left to tell.
    let (audit, _) = preflight(Job::Audit, AccessToken::delegated(&["Policy.Read.All"])).await;
    assert_eq!(audit.to_string(), "the job has all permissions");
}

#[tokio::test(start_paused = true)]
async fn a_user_whose_role_does_not_even_allow_reading_is_told_so() {
    let fake = fake();
    let fault = Fault::error(403, "Authorization_RequestDenied");
    let fault = fault.on(Operation::GetCrossTenantAccessPolicy);
    fake.inject(fault).unwrap();
    let token = AccessToken::delegated(&["Policy.ReadWrite.CrossTenantAccess"]);
    let preflight = client(&fake, token).preflight(Job::Audit).await.unwrap();
    assert!(!preflight.is_ready());
    assert!(preflight.refusal().unwrap().is_permission_denied());
    let text = preflight.to_string();
    assert_says(
        &text,
        "missing: the role Security Reader or Global Reader or ",
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_that_only_the_service_can_read_proves_nothing_about_writing() {
    let mut seed = Seed::default();
    seed.switches.require_authentication = false;
    let fake = in_process::builder().seed(seed).build().unwrap();
    let client = in_process::graph_with(&fake, "opaque".to_owned()).v1();
    let preflight = client.preflight(Job::ApplyConnectors).await.unwrap();
    assert!(preflight.is_ready());
    let unknown: Vec<_> = preflight
        .could_not_tell()
        .iter()
        .map(|r| r.any_of())
        .collect();
    assert_eq!(unknown, [["APIConnectors.ReadWrite.All"]]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_is_no_refusal_is_an_error() {
    let fake = fake();
    fake.inject(Fault::error(400, "Request_BadRequest"))
        .unwrap();
    let client = in_process::client(&fake);
    let error = client.preflight(Job::Audit).await.unwrap_err();
    assert!(error.is_bad_request(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn one_request_is_sent_however_many_user_flows_there_are() {
    let mut seed = Seed::default();
    seed.switches.page_size = 1;
    let flow = |number| json!({ "id": format!("B2X_1_{number}") });
    seed.tenants[0].user_flows = (0..3).map(flow).collect();
    let fake = in_process::builder().seed(seed).build().unwrap();
    let client = in_process::client(&fake);
    let preflight = client.preflight(Job::ConnectorUsages).await.unwrap();
    assert!(preflight.is_ready());
    assert_eq!(fake.request_count(), 1);
}

/// Microsoft documents no query options for API connectors, so the service may refuse them.
#[tokio::test(start_paused = true)]
async fn the_request_has_no_query_options_that_the_job_does_not_use() {
    let fake = fake();
    let client = in_process::client(&fake);
    client.preflight(Job::PlanConnectors).await.unwrap();
    assert_eq!(fake.requests()[0].query(), "");
}

#[tokio::test(start_paused = true)]
async fn a_permission_without_roles_is_named_without_a_role() {
    let mut seed = Seed::default();
    seed.switches.require_authentication = false;
    let fake = in_process::builder().seed(seed).build().unwrap();
    let client = in_process::graph_with(&fake, "opaque".to_owned()).v1();
    let preflight = client.preflight(Job::AuditWithNames).await.unwrap();
    let unknown = "not known: the permission CrossTenantInformation.ReadBasic.All";
    assert_eq!(
        preflight.to_string(),
        format!("the job may have all permissions\n{unknown}")
    );
}

#[tokio::test(start_paused = true)]
async fn an_application_is_not_told_that_it_lacks_a_role() {
    let fake = fake();
    let fault = Fault::error(403, "Authorization_RequestDenied");
    fake.inject(fault).unwrap();
    let preflight = in_process::client(&fake).preflight(Job::Audit).await;
    let preflight = preflight.unwrap();
    assert!(!preflight.is_ready());
    assert!(!preflight.to_string().contains("role"), "{preflight}");
}
