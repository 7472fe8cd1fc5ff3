"""Every operation of the contract through Prism, which answers 500 if a request or an answer breaks the contract.

The requests come from Microsoft's SDK for Python.
"""

import os
import socket
import subprocess
import time
import unittest

from kiota_abstractions.method import Method

from fake import OTHER_TENANT, Certificate
from sdk import UPLOAD, Sdk

# Installed by `npm ci`.
PRISM = os.environ.get("PRISM", "node_modules/.bin/prism")
CONTRACTS = "../../spec"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Prism(Sdk):
    partners = [{"tenantId": OTHER_TENANT}]

    def find_root(self):
        port = free_port()
        upstream = f"{self.fake.http}/{self.version}"
        contract = f"{CONTRACTS}/{self.version}.yaml"
        arguments = ["proxy", contract, upstream, "--errors", "--host", "127.0.0.1", "--port", str(port)]
        self.prism = subprocess.Popen([PRISM, *arguments], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}"
            time.sleep(0.1)
        raise TimeoutError("Prism does not listen")

    async def asyncTearDown(self):
        self.prism.terminate()
        self.prism.wait(10)
        await super().asyncTearDown()

    async def test_every_operation(self):
        connectors = self.graph.identity.api_connectors
        created = await connectors.post(self.basic("Prism"))
        options = self.list_query(filter="startswith(displayName,'P')", orderby=["displayName"], count=True, top=2)
        self.assertEqual((await connectors.get(options)).odata_count, 1)
        connector = connectors.by_identity_api_connector_id(created.id)
        self.assertEqual((await connector.get()).display_name, "Prism")
        certificate = Certificate("client")
        await connector.patch(
            self.model("IdentityApiConnector")(
                authentication_configuration=self.model("Pkcs12Certificate")(
                    pkcs12_value=self.pfx(certificate), password="pw"
                )
            )
        )
        body = self.model("UploadClientCertificatePostRequestBody", UPLOAD)
        # The SDK uses the short name of the action, as the contract does.
        uploaded = await connector.upload_client_certificate.post(
            body(pkcs12_value=self.pfx(certificate), password="pw")
        )
        self.assertEqual(len(uploaded.authentication_configuration.certificate_list), 2)
        await connector.delete()
        await self.refused(connector.get(), 404, "Request_ResourceNotFound")

        partners = self.graph.policies.cross_tenant_access_policy.partners
        self.assertEqual((await partners.get()).value[0].tenant_id, OTHER_TENANT)
        partner = partners.by_cross_tenant_access_policy_configuration_partner_tenant_id(OTHER_TENANT)
        synchronization = partner.identity_synchronization
        await self.refused(synchronization.get(), 404, "Directory_ObjectNotFound")
        allowed = self.model("CrossTenantUserSyncInbound")(is_sync_allowed=True)
        policy = self.model("CrossTenantIdentitySyncPolicyPartner")(user_sync_inbound=allowed)
        await synchronization.put(policy)
        await self.refused(synchronization.put(policy), 409, "Request_MultipleObjectsWithSameKeyValue")
        self.assertTrue((await synchronization.get()).user_sync_inbound.is_sync_allowed)
        request = synchronization.to_put_request_information(policy)
        request.http_method = Method.PATCH
        await self.adapter.send_no_response_content_async(request, {"XXX": self.error_class})
        await synchronization.delete()
        await self.use_settings(partner)
        await partner.delete()
        model = self.model("CrossTenantAccessPolicyConfigurationPartner")
        self.assertEqual((await partners.post(model(tenant_id=OTHER_TENANT))).tenant_id, OTHER_TENANT)


class PrismV1(Prism, unittest.IsolatedAsyncioTestCase):
    package = "msgraph"
    version = "v1.0"


class PrismBeta(Prism, unittest.IsolatedAsyncioTestCase):
    package = "msgraph_beta"
    version = "beta"


if __name__ == "__main__":
    unittest.main()
