"""Microsoft's Graph SDKs for Python, v1.0 and beta, against the fake, over http and https."""

import time
import unittest
import uuid

from kiota_abstractions.method import Method
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem
from msgraph_core.tasks.page_iterator import PageIterator

from fake import OTHER_TENANT, Certificate
from sdk import UPLOAD, Sdk


class Operations(Sdk):
    """The tests of both SDKs."""

    async def asyncSetUp(self):
        await super().asyncSetUp()
        # The SDK writes its own root with a slash at the end, so that paths begin with two.
        self.adapter.base_url = self.root + "/"

    async def test_connector_with_a_password(self):
        created = await self.graph.identity.api_connectors.post(self.basic("Check"))
        self.assertEqual(created.display_name, "Check")
        self.assertEqual(created.authentication_configuration.username, "graph")
        self.assertEqual(created.authentication_configuration.password, "******")
        connector = self.graph.identity.api_connectors.by_identity_api_connector_id(created.id)
        self.assertEqual((await connector.get()).target_url, "https://contoso.example/api?code=1")

        change = self.model("IdentityApiConnector")(display_name="Renamed")
        self.assertIsNone(await connector.patch(change))
        read = await connector.get()
        self.assertEqual(read.display_name, "Renamed")
        self.assertEqual(read.target_url, "https://contoso.example/api?code=1")

        # Everything that was read is sent back, including the id and the context.
        read.display_name = "Again"
        await connector.patch(read)
        self.assertEqual((await connector.get()).display_name, "Again")

        await connector.delete()
        await self.refused(connector.get(), 404, "Request_ResourceNotFound")
        await self.refused(connector.delete(), 404, "Request_ResourceNotFound")

    async def test_connector_with_certificates(self):
        first, second = Certificate("first"), Certificate("second")
        pkcs12 = self.model("Pkcs12Certificate")(pkcs12_value=self.pfx(first), password="pw")
        connector = self.basic("Certificates")
        connector.authentication_configuration = pkcs12
        created = await self.graph.identity.api_connectors.post(connector)
        listed = created.authentication_configuration.certificate_list
        self.assertEqual([(c.thumbprint, c.is_active) for c in listed], [(first.thumbprint, True)])
        self.assertEqual(listed[0].not_after, int(first.certificate.not_valid_after_utc.timestamp()))

        item = self.graph.identity.api_connectors.by_identity_api_connector_id(created.id)
        body = self.model("UploadClientCertificatePostRequestBody", UPLOAD)(pkcs12_value=self.pfx(second), password="pw")
        uploaded = await item.upload_client_certificate.post(body)
        listed = uploaded.authentication_configuration.certificate_list
        self.assertEqual(
            [(c.thumbprint, c.is_active) for c in listed], [(first.thumbprint, False), (second.thumbprint, True)]
        )
        wrong = self.model("UploadClientCertificatePostRequestBody", UPLOAD)(pkcs12_value=self.pfx(second), password="wrong")
        await self.refused(item.upload_client_certificate.post(wrong), 400, "AADB2C90213")

        await item.patch(
            self.model("IdentityApiConnector")(
                authentication_configuration=self.model("BasicAuthentication")(
                    username="u", password="p"
                )
            )
        )
        self.assertEqual((await item.get()).authentication_configuration.username, "u")
        await item.delete()

    async def test_lists_pages_and_options(self):
        for number in range(8):
            await self.graph.identity.api_connectors.post(self.basic(f"Page {number}"))
        connectors = self.graph.identity.api_connectors
        names = []

        def note(connector):
            names.append(connector.display_name)
            return True

        first = await connectors.get()
        self.assertEqual(len(first.value), 3)
        self.assertTrue(first.odata_next_link.startswith(self.root))
        await PageIterator(first, self.adapter).iterate(note)
        self.assertEqual(names, [f"Page {number}" for number in range(8)])

        query = self.list_query(
            filter="displayName eq 'Page 3' or startswith(displayName,'Page 6')",
            select=["id", "displayName"],
            orderby=["displayName desc"],
            count=True,
            top=1,
        )
        found = await connectors.get(query)
        self.assertEqual([c.display_name for c in found.value], ["Page 6"])
        self.assertIsNone(found.value[0].target_url)
        self.assertEqual(found.odata_count, 2)
        self.assertEqual(await connectors.count.get(), 8)

        wrong = self.list_query(filter="displayName equals 'x'")
        await self.refused(connectors.get(wrong), 400, "BadRequest")

    async def test_partner_and_synchronization(self):
        partners = self.graph.policies.cross_tenant_access_policy.partners
        model = self.model("CrossTenantAccessPolicyConfigurationPartner")
        created = await partners.post(model(tenant_id=OTHER_TENANT, is_service_provider=False))
        self.assertEqual(created.tenant_id, OTHER_TENANT)
        await self.refused(
            partners.post(model(tenant_id=OTHER_TENANT)), 409, "Request_MultipleObjectsWithSameKeyValue"
        )
        partner = partners.by_cross_tenant_access_policy_configuration_partner_tenant_id(OTHER_TENANT)
        synchronization = partner.identity_synchronization
        await self.refused(synchronization.get(), 404, "Directory_ObjectNotFound")

        body = self.model("CrossTenantIdentitySyncPolicyPartner")(
            display_name="Fabrikam",
            user_sync_inbound=self.model("CrossTenantUserSyncInbound")(
                is_sync_allowed=True
            ),
        )
        await synchronization.put(body)
        read = await synchronization.get()
        self.assertEqual((read.tenant_id, read.display_name), (OTHER_TENANT, "Fabrikam"))
        self.assertTrue(read.user_sync_inbound.is_sync_allowed)
        await self.refused(synchronization.put(body), 409, "Request_MultipleObjectsWithSameKeyValue")

        # Microsoft's page has PATCH, but the SDK does not.
        body.display_name = "Renamed"
        request = synchronization.to_put_request_information(body)
        request.http_method = Method.PATCH
        await self.adapter.send_no_response_content_async(request, {"XXX": self.error_class})
        self.assertEqual((await synchronization.get()).display_name, "Renamed")

        expanded = await partners.get(self.partner_query(expand=["identitySynchronization"]))
        self.assertEqual(expanded.value[0].identity_synchronization.display_name, "Renamed")
        self.assertEqual(await partners.count.get(), 1)
        await partner.patch(model(is_service_provider=True))
        self.assertTrue((await partner.get()).is_service_provider)

        await self.use_settings(partner)
        await self.refused(partner.delete(), 400, "Request_BadRequest")
        await synchronization.delete()
        await partner.delete()
        await self.refused(partner.get(), 404, "Request_ResourceNotFound")

    async def test_batch(self):
        created = await self.graph.identity.api_connectors.post(self.basic("In a batch"))
        connectors = self.graph.identity.api_connectors
        item = connectors.by_identity_api_connector_id(created.id)
        missing = connectors.by_identity_api_connector_id(str(uuid.uuid4()))

        def part(request):
            # The SDK keeps the whole URL, which Microsoft Graph refuses. Its users cut it themselves.
            part = BatchRequestItem(request)
            part.url = part.url.replace(self.root + "/", "")
            return part

        get, absent = part(item.to_get_request_information()), part(missing.to_get_request_information())
        post = part(connectors.to_post_request_information(self.basic("From a batch")))
        whole = BatchRequestItem(item.to_get_request_information())
        parts = [get, absent, post, whole]
        answers = await BatchRequestBuilder(self.adapter).post(BatchRequestContent({part.id: part for part in parts}))
        self.assertEqual([answers.get_response_by_id(part.id).status for part in parts], [200, 404, 201, 400])
        # This SDK does not read JSON bodies from a batch.

    async def test_throttling_is_waited_for(self):
        self.fake.inject({"error": {"status": 429, "headers": {"Retry-After": "1"}}}, "create_api_connector")
        started = time.monotonic()
        created = await self.graph.identity.api_connectors.post(self.basic("Throttled"))
        self.assertGreaterEqual(time.monotonic() - started, 1)
        sent = self.fake.requests("create_api_connector")
        self.assertEqual([request["status"] for request in sent], [429, 201])
        self.assertEqual(sent[1]["headers"]["retry-attempt"], "1")
        await self.graph.identity.api_connectors.by_identity_api_connector_id(created.id).delete()

    async def test_claims_challenge_is_answered(self):
        await self.graph.identity.api_connectors.get()
        self.fake.control("POST", "revoke-tokens")
        self.fake.control("DELETE", "requests")
        await self.graph.identity.api_connectors.get()
        statuses = [request["status"] for request in self.fake.requests("list_api_connectors")]
        self.assertEqual(statuses, [401, 200])
        self.assertEqual(len(self.fake.requests("request_token")), 1)

    async def test_other_errors(self):
        await self.refused(
            self.graph.identity.api_connectors.post(self.model("IdentityApiConnector")()),
            400,
            "Request_BadRequest",
        )
        # The SDK raises injected errors as those of the service.
        for status, code in ((400, "BadRequest"), (409, "Directory_ConcurrencyViolation"), (500, "InternalServerError")):
            self.fake.inject({"error": {"status": status, "code": code}})
            await self.refused(self.graph.identity.api_connectors.get(), status, code)
        self.fake.inject({"answer": {"status": 500, "headers": {"Content-Type": "text/html"}, "body": "<html>"}})
        with self.assertRaises(Exception):
            await self.graph.identity.api_connectors.get()


class V1(Operations):
    package = "msgraph"
    version = "v1.0"


class Beta(Operations):
    package = "msgraph_beta"
    version = "beta"

    async def test_deleted_items_are_restored(self):
        partners = self.graph.policies.cross_tenant_access_policy.partners
        model = self.model("CrossTenantAccessPolicyConfigurationPartner")
        await partners.post(model(tenant_id=OTHER_TENANT))
        partner = partners.by_cross_tenant_access_policy_configuration_partner_tenant_id(OTHER_TENANT)
        group = self.model("CrossTenantGroupSyncInbound")(is_sync_allowed=True)
        policy = self.model("CrossTenantIdentitySyncPolicyPartner")
        await partner.identity_synchronization.put(policy(group_sync_inbound=group))
        await partner.identity_synchronization.delete()

        deleted = self.graph.policies.deleted_items
        listed = await deleted.cross_tenant_sync_policy_partners.get()
        self.assertEqual([item.tenant_id for item in listed.value], [OTHER_TENANT])
        self.assertIsNotNone(listed.value[0].deleted_date_time)
        self.assertEqual(await deleted.cross_tenant_sync_policy_partners.count.get(), 1)
        item = deleted.cross_tenant_sync_policy_partners.by_cross_tenant_identity_sync_policy_partner_tenant_id(
            OTHER_TENANT
        )
        await item.restore.post()
        self.assertTrue((await partner.identity_synchronization.get()).group_sync_inbound.is_sync_allowed)

        await partner.identity_synchronization.delete()
        await item.delete()
        await partner.delete()
        item = deleted.cross_tenant_partners.by_cross_tenant_access_policy_configuration_partner_tenant_id(OTHER_TENANT)
        self.assertEqual((await item.get()).tenant_id, OTHER_TENANT)
        await item.delete()
        await self.refused(item.get(), 404, "Request_ResourceNotFound")


class V1ByHttps(V1, unittest.IsolatedAsyncioTestCase):
    scheme = "https"


class V1ByHttp(V1, unittest.IsolatedAsyncioTestCase):
    scheme = "http"


class BetaByHttps(Beta, unittest.IsolatedAsyncioTestCase):
    scheme = "https"


class BetaByHttp(Beta, unittest.IsolatedAsyncioTestCase):
    scheme = "http"


if __name__ == "__main__":
    unittest.main()
