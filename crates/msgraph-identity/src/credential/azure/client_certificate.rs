//! An application that signs in with a certificate: it sends its id, signed with the certificate's private key.

mod assertion;
mod certificate;
mod pem_file;
mod signing_key;

use self::assertion::CertificateAssertion;
pub use self::certificate::ClientCertificate;
use super::application::Application;
use super::authority::Authority;
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::TenantId;

/// An application that signs in with a certificate, at the authority of the cloud: see
/// [`CredentialContext::login_host`](super::CredentialContext::login_host). No variable of the environment is read.
///
/// # Errors
///
/// [`GraphBuilder::build`](crate::GraphBuilder::build) returns an error if the tenant or the client id cannot be used. The error of a
/// call has the code of Microsoft Entra, such as `AADSTS700027` for a certificate that is not registered.
///
/// ```no_run
/// use msgraph_identity::credential::{self, ClientCertificate};
/// use msgraph_identity::Graph;
///
/// let certificate = ClientCertificate::from_pem(std::fs::read("application.pem")?)?;
/// let tenant = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01";
/// let credential = credential::client_certificate(tenant, "22222222-2222-4222-8222-222222222222", certificate);
/// let graph = Graph::builder(credential).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// See [certificate credentials](https://learn.microsoft.com/entra/identity-platform/certificate-credentials).
pub fn client_certificate(
    tenant: impl Into<String>,
    client_id: impl Into<String>,
    certificate: ClientCertificate,
) -> Credential {
    Credential::new(CertificateOfApplication {
        application: Application::new(tenant, client_id),
        certificate,
    })
}

#[derive(Clone, Debug)]
struct CertificateOfApplication {
    application: Application,
    certificate: ClientCertificate,
}

impl CredentialKind for CertificateOfApplication {
    fn tenant_id(&self) -> Option<TenantId> {
        self.application.tenant_id()
    }

    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        let authority = Authority::of(&self.application, context)?;
        let Application { tenant, client_id } = &self.application;
        let assertion = CertificateAssertion {
            certificate: self.certificate.clone(),
            client_id: client_id.clone(),
            audience: format!("{}/{tenant}/oauth2/v2.0/token", authority.login_host),
            clock: context.clock().clone(),
        };
        let application = self.application.clone();
        authority.provider_with(context, "client_certificate", application, assertion)
    }
}
