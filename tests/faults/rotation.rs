//! Renewing the client certificate of a connector, with every fault on the way.

use std::fs;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, UNIX_EPOCH};

use msgraph_identity::{
    ApiConnectorHandle, Authentication, ConnectorAuth, Error, Graph, Pkcs12, Rotated,
};
use msgraph_identity_fake::{Clock, FakeGraph, Fault, Operation};
use msgraph_identity_tests::checkout::root;
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::text::assert_says;
use tokio::time::Instant;

use crate::faults::scripted::new_connector_with;

/// 2027-01-15. `first.pfx` and `second.pfx` are valid.
const NOW: u64 = 1_800_000_000;
/// 2027-07-01, the first second of `future.pfx`.
const START_OF_FUTURE: u64 = 1_814_400_000;

static FIRST: LazyLock<Pkcs12> = LazyLock::new(|| pfx("first", "first-password"));
static SECOND: LazyLock<Pkcs12> = LazyLock::new(|| pfx("second", ""));
static FUTURE: LazyLock<Pkcs12> = LazyLock::new(|| pfx("future", "future-password"));

/// A certificate of the fake's tests.
pub(crate) fn pfx(name: &str, password: &str) -> Pkcs12 {
    let path = format!("crates/msgraph-identity-fake/tests/certificates/{name}.pfx");
    Pkcs12::from_der(fs::read(root().join(path)).unwrap(), password).unwrap()
}

struct Rotating {
    fake: FakeGraph,
    connector: ApiConnectorHandle,
}

impl Rotating {
    /// A connector with `first.pfx`, at this time of the service and of the client.
    async fn at(service: u64, client: u64) -> Self {
        let clock = Clock::runtime(service.try_into().unwrap());
        let fake = FakeGraph::builder().clock(clock).build().unwrap();
        let graph = Graph::for_tests(fake.in_process())
            .clock(Arc::new(At(UNIX_EPOCH + Duration::from_secs(client))))
            .build();
        let connectors = graph.unwrap().v1().api_connectors();
        let new = new_connector_with(ConnectorAuth::pkcs12(FIRST.clone()));
        let created = connectors.create(&new).await.unwrap();
        let connector = connectors.connector(created.id());
        fake.clear_requests();
        Self { fake, connector }
    }

    async fn new() -> Self {
        Self::at(NOW, NOW).await
    }

    async fn rotate(&self, certificate: &Pkcs12) -> Result<Rotated, Error> {
        let at_most = Duration::from_secs(60);
        self.connector
            .certificates()
            .rotate(certificate, at_most)
            .await
    }

    fn inject(&self, fault: Fault) {
        self.fake.inject(fault).unwrap();
    }

    /// How often the connector was read, and how often a certificate was uploaded.
    fn requests(&self) -> (u64, u64) {
        let count = |operation| self.fake.request_count_for(operation);
        (
            count(Operation::GetApiConnector),
            count(Operation::UploadClientCertificate),
        )
    }

    /// The thumbprints of the connector. The active one is marked.
    async fn thumbprints(&self) -> Vec<String> {
        let shown = self.connector.get().await.unwrap();
        let Some(Authentication::ClientCertificates(list)) = shown.authentication() else {
            panic!("{shown:?}");
        };
        let marked = list.certificates().iter().map(|certificate| {
            let mark = if certificate.is_active() { "*" } else { "" };
            format!("{}{mark}", certificate.thumbprint().unwrap())
        });
        marked.collect()
    }

    /// Checks that the second certificate has replaced the first one, and was uploaded so often.
    async fn assert_rotated(&self, uploads: u64) {
        let expected = [inactive(&FIRST), active(&SECOND)];
        assert_eq!(self.thumbprints().await, expected);
        assert_eq!(self.requests().1, uploads);
    }
}

fn active(certificate: &Pkcs12) -> String {
    format!("{}*", certificate.thumbprint())
}

fn inactive(certificate: &Pkcs12) -> String {
    certificate.thumbprint().to_owned()
}

const UPLOAD: Operation = Operation::UploadClientCertificate;

#[tokio::test(start_paused = true)]
async fn a_certificate_is_uploaded_once_and_an_active_one_not_at_all() {
    let rotating = Rotating::new().await;
    let rotated = rotating.rotate(&SECOND).await.unwrap();
    assert!(rotated.uploaded);
    assert_eq!(rotated.waited, Duration::ZERO);
    assert_eq!(rotating.requests(), (1, 1));

    let rotated = rotating.rotate(&SECOND).await.unwrap();
    assert!(!rotated.uploaded);
    assert_eq!(rotating.requests(), (2, 1));
    rotating.assert_rotated(1).await;
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_is_not_valid_now_is_refused_before_anything_is_sent() {
    // The first certificate ends with 2027.
    for (time, certificate, reason) in [
        (1_830_300_000, &*FIRST, "has expired"),
        (NOW, &*FUTURE, "is not valid yet"),
    ] {
        let rotating = Rotating::at(NOW, time).await;
        let error = rotating.rotate(certificate).await.unwrap_err();
        assert!(error.is_invalid_argument(), "{error}");
        assert_says(&error, reason);
        assert_says(&error, certificate.thumbprint());
        assert_eq!(rotating.fake.request_count(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_ends_when_this_thumbprint_is_active() {
    // The clock of the service is 40 s late, so it does not use the certificate yet.
    let rotating = Rotating::at(START_OF_FUTURE - 40, START_OF_FUTURE + 1).await;
    let begin = Instant::now();
    let rotated = rotating.rotate(&FUTURE).await.unwrap();
    assert!(rotated.uploaded);
    assert_eq!(rotated.waited, begin.elapsed());
    let waited = rotated.waited.as_secs();
    assert!((40..=45).contains(&waited), "{waited}");
    let (_, uploads) = rotating.requests();
    assert_eq!(uploads, 1);
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_never_becomes_active_is_a_timeout_that_says_so() {
    let rotating = Rotating::at(START_OF_FUTURE - 1_000, START_OF_FUTURE + 1).await;
    let begin = Instant::now();
    let error = rotating.rotate(&FUTURE).await.unwrap_err();
    assert_eq!(begin.elapsed(), Duration::from_secs(60));
    assert!(error.is_timeout() && error.is_transient(), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
    let not_active = format!("{} is not active after 60 s", FUTURE.thumbprint());
    let in_use = format!("uses {}", FIRST.thumbprint());
    let id = rotating.connector.id().as_str();
    for part in [not_active.as_str(), in_use.as_str(), id] {
        assert_says(&error, part);
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_is_not_in_effect_yet_is_waited_for_and_not_repeated() {
    let rotating = Rotating::at(START_OF_FUTURE - 20, START_OF_FUTURE + 1).await;
    let certificates = rotating.connector.certificates();
    certificates.upload(&*FUTURE).await.unwrap();
    let rotated = rotating.rotate(&FUTURE).await.unwrap();
    assert!(!rotated.uploaded);
    assert_eq!(rotating.requests().1, 1);
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_another_one_replaced_is_uploaded_again() {
    let rotating = Rotating::new().await;
    rotating.rotate(&SECOND).await.unwrap();
    let rotated = rotating.rotate(&FIRST).await.unwrap();
    assert!(rotated.uploaded);
    assert_eq!(rotated.waited, Duration::from_secs(30));
    let expected = [inactive(&FIRST), inactive(&SECOND), active(&FIRST)];
    assert_eq!(rotating.thumbprints().await, expected);
}

#[tokio::test(start_paused = true)]
async fn after_a_lost_response_the_certificate_is_looked_for_before_it_is_uploaded_again() {
    for lag in 0..4 {
        let rotating = Rotating::new().await;
        rotating.fake.replication_lag(lag);
        rotating.inject(Fault::lost_answer().on(UPLOAD));
        assert!(rotating.rotate(&SECOND).await.unwrap().uploaded, "{lag}");
        rotating.assert_rotated(1).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_did_not_arrive_is_repeated() {
    let rotating = Rotating::new().await;
    rotating.inject(Fault::lost_request().on(UPLOAD));
    assert!(rotating.rotate(&SECOND).await.unwrap().uploaded);
    rotating.assert_rotated(2).await;

    // No more than two times.
    let rotating = Rotating::new().await;
    rotating.inject(Fault::lost_request().on(UPLOAD).times(9));
    let error = rotating.rotate(&SECOND).await.unwrap_err();
    assert!(error.may_have_taken_effect(), "{error}");
    assert_eq!(rotating.requests().1, 2);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_upload_is_sent_again() {
    for (operation, uploads) in [(UPLOAD, 2), (Operation::GetApiConnector, 1)] {
        let rotating = Rotating::new().await;
        rotating.inject(Fault::throttled("3").on(operation));
        assert!(rotating.rotate(&SECOND).await.unwrap().uploaded);
        rotating.assert_rotated(uploads).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_ends_the_rotation_at_once() {
    for (operation, uploads) in [(UPLOAD, 1), (Operation::GetApiConnector, 0)] {
        let rotating = Rotating::new().await;
        rotating.inject(Fault::error(403, "AADB2C").on(operation));
        let error = rotating.rotate(&SECOND).await.unwrap_err();
        assert!(error.is_permission_denied(), "{error}");
        assert!(!error.may_have_taken_effect(), "{error}");
        assert_eq!(rotating.requests().1, uploads);
    }
}

#[tokio::test(start_paused = true)]
async fn a_rotation_that_is_cut_anywhere_and_started_again_uploads_once() {
    // The response to this request does not come back, and the caller gives up at that one.
    for (lost, given_up) in [(1, 1), (2, 2), (2, 3)] {
        let rotating = Rotating::new().await;
        rotating.inject(Fault::lost_answer().after(lost - 1));
        let give_up = async {
            while rotating.fake.request_count() < given_up {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = give_up => {}
            _ = rotating.rotate(&SECOND) => {}
        }
        rotating.rotate(&SECOND).await.unwrap();
        // An upload that the caller drops may not arrive.
        let sent = rotating.requests().1;
        assert!(
            sent == 1 || given_up == 2,
            "{lost}, {given_up}: {sent} uploads"
        );
        rotating.assert_rotated(sent).await;
    }
}
