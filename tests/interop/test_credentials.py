"""Microsoft's credentials for Python, azure-identity and MSAL, against the fake's login service."""

import os
import unittest
from unittest import mock

import msal
import requests
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    CertificateCredential,
    ClientAssertionCredential,
    ClientSecretCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)

from fake import CLIENT, ISSUER, OTHER_TENANT, SECRET, SUBJECT, TENANT, Fake

SCOPE = "https://graph.microsoft.com/.default"


class Credentials(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fake = Fake()
        cls.options = {
            "authority": cls.fake.https,
            "connection_verify": cls.fake.ca_path,
            "disable_instance_discovery": True,
        }

    @classmethod
    def tearDownClass(cls):
        cls.fake.close()

    def check(self, credential):
        """Fails unless the credential gets a token that the fake accepts."""
        self.fake.check_token(credential.get_token(SCOPE).token)
        credential.close()

    def refused(self, credential, code):
        with self.assertRaises(ClientAuthenticationError) as caught:
            credential.get_token(SCOPE)
        self.assertIn(code, str(caught.exception))

    def test_client_secret(self):
        self.check(ClientSecretCredential(TENANT, CLIENT, SECRET, **self.options))
        self.check(ClientSecretCredential("contoso.example", CLIENT, SECRET, **self.options))

    def test_refusals(self):
        self.refused(ClientSecretCredential(TENANT, CLIENT, "wrong", **self.options), "AADSTS7000215")
        self.refused(ClientSecretCredential(TENANT, OTHER_TENANT, SECRET, **self.options), "AADSTS700016")
        # The SDK reads the OpenID configuration of the tenant first.
        with self.assertRaises((ClientAuthenticationError, ValueError)):
            ClientSecretCredential(CLIENT, CLIENT, SECRET, **self.options).get_token(SCOPE)

    def test_certificate(self):
        pem = self.fake.client_certificate.key_pem + self.fake.client_certificate.certificate_pem
        self.check(CertificateCredential(TENANT, CLIENT, certificate_data=pem.encode(), **self.options))
        pfx = self.fake.client_certificate.pfx("pw")
        self.check(
            CertificateCredential(
                TENANT, CLIENT, certificate_data=pfx, password="pw", send_certificate_chain=True, **self.options
            )
        )

    def test_client_assertion(self):
        claims = {
            "iss": CLIENT,
            "sub": CLIENT,
            "aud": f"{self.fake.https}/{TENANT}/oauth2/v2.0/token",
        }
        for algorithm in ("RS256", "PS256"):
            signed = self.fake.assertion(claims, algorithm)
            self.check(ClientAssertionCredential(TENANT, CLIENT, lambda: signed, **self.options))

    def test_workload_identity(self):
        claims = {"iss": ISSUER, "sub": SUBJECT, "aud": "api://AzureADTokenExchange"}
        path = os.path.join(self.fake.folder.name, "federated-token")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.fake.assertion(claims))
        environment = {
            "AZURE_TENANT_ID": TENANT,
            "AZURE_CLIENT_ID": CLIENT,
            "AZURE_FEDERATED_TOKEN_FILE": path,
            "AZURE_AUTHORITY_HOST": self.fake.https,
        }
        with mock.patch.dict(os.environ, environment):
            self.check(
                WorkloadIdentityCredential(connection_verify=self.fake.ca_path, disable_instance_discovery=True)
            )

    def test_managed_identity_of_app_service(self):
        environment = {"IDENTITY_ENDPOINT": f"{self.fake.http}/msi/token", "IDENTITY_HEADER": "any"}
        with mock.patch.dict(os.environ, environment):
            self.check(ManagedIdentityCredential())
            self.check(ManagedIdentityCredential(client_id=CLIENT))
            self.refused(ManagedIdentityCredential(client_id=OTHER_TENANT), "Identity not found")

    def test_managed_identity_of_virtual_machines(self):
        with mock.patch.dict(os.environ, {"AZURE_POD_IDENTITY_AUTHORITY_HOST": self.fake.http}):
            self.check(ManagedIdentityCredential())

    def application(self, proof):
        session = requests.Session()
        session.trust_env = False
        session.verify = self.fake.ca_path
        return msal.ConfidentialClientApplication(
            CLIENT,
            client_credential=proof,
            authority=f"{self.fake.https}/{TENANT}",
            instance_discovery=False,
            client_capabilities=["cp1"],
            http_client=session,
        )

    def test_msal(self):
        certificate = self.fake.client_certificate
        for proof in (
            SECRET,
            {"private_key": certificate.key_pem, "thumbprint": certificate.thumbprint},
            {"private_key": certificate.key_pem, "public_certificate": certificate.certificate_pem},
        ):
            application = self.application(proof)
            answer = application.acquire_token_for_client([SCOPE])
            self.fake.check_token(answer["access_token"])
            # The second token comes from the cache of MSAL.
            self.assertEqual(application.acquire_token_for_client([SCOPE])["token_source"], "cache")
        refused = self.application("wrong").acquire_token_for_client([SCOPE])
        self.assertEqual((refused["error"], refused["error_codes"]), ("invalid_client", [7000215]))


if __name__ == "__main__":
    unittest.main()
