"""A client of Microsoft's Graph SDKs for Python, set up for the fake."""

import base64
import importlib
import re

import httpx
from azure.identity import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph_core import GraphClientFactory

from fake import CLIENT, OTHER_DOMAIN, OTHER_TENANT, SECRET, TENANT, Fake

UPLOAD = "identity.api_connectors.item.upload_client_certificate"
PARTNERS = "policies.cross_tenant_access_policy.partners"


def snake_case(name):
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


class Sdk:
    """The base class of the tests of both SDKs."""

    package = None
    version = None
    scheme = "https"
    partners = ()

    def find_root(self):
        return f"{getattr(self.fake, self.scheme)}/{self.version}"

    def model(self, name, folder="models"):
        module = importlib.import_module(f"{self.package}.generated.{folder}.{snake_case(name)}")
        return getattr(module, name)

    def list_query(self, **options):
        builder = self.model("ApiConnectorsRequestBuilder", "identity.api_connectors")
        query = builder.ApiConnectorsRequestBuilderGetQueryParameters(**options)
        return RequestConfiguration(query_parameters=query)

    def partner_query(self, **options):
        builder = self.model("PartnersRequestBuilder", PARTNERS)
        query = builder.PartnersRequestBuilderGetQueryParameters(**options)
        return RequestConfiguration(query_parameters=query)

    @property
    def error_class(self):
        return self.model("ODataError", "models.o_data_errors")

    async def asyncSetUp(self):
        self.fake = Fake({"page_size": 3}, partners=self.partners)
        self.root = self.find_root()
        sdk = importlib.import_module(self.package)
        self.credential = ClientSecretCredential(
            TENANT,
            CLIENT,
            SECRET,
            authority=self.fake.authority,
            connection_verify=self.fake.ca_path,
            disable_instance_discovery=True,
        )
        provider = AzureIdentityAuthenticationProvider(self.credential)
        http = httpx.AsyncClient(verify=self.fake.trust(), http2=True, timeout=30)
        self.adapter = sdk.GraphRequestAdapter(
            provider, client=GraphClientFactory.create_with_default_middleware(client=http)
        )
        self.adapter.base_url = self.root
        self.graph = sdk.GraphServiceClient(request_adapter=self.adapter)

    async def asyncTearDown(self):
        self.credential.close()
        self.fake.close()

    def basic(self, name):
        return self.model("IdentityApiConnector")(
            display_name=name,
            target_url="https://contoso.example/api?code=1",
            authentication_configuration=self.model("BasicAuthentication")(
                username="graph", password="secret"
            ),
        )

    def pfx(self, certificate):
        # The property is a text, and the SDK does not encode it.
        return base64.b64encode(certificate.pfx("pw")).decode()

    def trust(self, **accepted):
        return self.model("CrossTenantAccessPolicyInboundTrust")(**accepted)

    async def use_settings(self, partner):
        """Reads and changes the policy, its default and a partner, and looks up the tenant of the partner."""
        root = self.graph.policies.cross_tenant_access_policy
        clouds = ["microsoftonline.us"]
        await root.patch(self.model("CrossTenantAccessPolicy")(allowed_cloud_endpoints=clouds))
        self.assertEqual((await root.get()).allowed_cloud_endpoints, clouds)

        model = self.model("CrossTenantAccessPolicyConfigurationDefault")
        system = await root.default.get()
        self.assertTrue(system.is_service_default)
        self.assertEqual(system.b2b_direct_connect_inbound.users_and_groups.access_type.value, "blocked")
        order = system.invitation_redemption_identity_provider_configuration
        self.assertEqual(order.primary_identity_provider_precedence_order[0].value, "externalFederation")
        await root.default.patch(model(inbound_trust=self.trust(is_mfa_accepted=True)))
        changed = await root.default.get()
        self.assertTrue(changed.inbound_trust.is_mfa_accepted)
        self.assertFalse(changed.is_service_default)
        await root.default.reset_to_system_default.post()
        self.assertFalse((await root.default.get()).inbound_trust.is_mfa_accepted)

        model = self.model("CrossTenantAccessPolicyConfigurationPartner")
        await partner.patch(model(b2b_collaboration_inbound=system.b2b_collaboration_inbound))
        setting = (await partner.get()).b2b_collaboration_inbound
        self.assertEqual(setting.applications.targets[0].target, "AllApplications")
        # The SDK sends the type of these restrictions, which the service refuses.
        restrictions = self.model("CrossTenantAccessPolicyTenantRestrictions")()
        await self.refused(partner.patch(model(tenant_restrictions=restrictions)), 400, "Request_BadRequest")

        tenants = self.graph.tenant_relationships
        for found in (
            await tenants.find_tenant_information_by_domain_name_with_domain_name(OTHER_DOMAIN).get(),
            await tenants.find_tenant_information_by_tenant_id_with_tenant_id(OTHER_TENANT).get(),
        ):
            self.assertEqual((found.tenant_id, found.display_name), (OTHER_TENANT, "Fabrikam"))

    async def refused(self, call, status, code):
        with self.assertRaises(self.error_class) as caught:
            await call
        error = caught.exception
        self.assertEqual(error.response_status_code, status)
        self.assertEqual(error.error.code, code)
        self.assertTrue(error.error.message)
        self.assertTrue(error.error.inner_error.request_id)
        return error

