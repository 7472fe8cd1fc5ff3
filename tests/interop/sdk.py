"""A client of Microsoft's Graph SDKs for Python, set up for the fake."""

import base64
import importlib
import re

import httpx
from azure.identity import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph_core import GraphClientFactory

from fake import CLIENT, SECRET, TENANT, Fake

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
        self.fake = Fake({"page_size": 3}, self.partners)
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

    async def refused(self, call, status, code):
        with self.assertRaises(self.error_class) as caught:
            await call
        error = caught.exception
        self.assertEqual(error.response_status_code, status)
        self.assertEqual(error.error.code, code)
        self.assertTrue(error.error.message)
        self.assertTrue(error.error.inner_error.request_id)
        return error

