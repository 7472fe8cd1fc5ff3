"""Schemas for the rules of the fake that the contract does not have, so that a fuzzer knows which requests must succeed.

Microsoft's documents do not say which properties a new entity needs, that tenant ids are GUIDs, or how a filter is written.
These hooks narrow the contract to valid requests, and link operations to those that create their entities.
"""

import os

import schemathesis

FLOWS = "/identity/b2xUserFlows"
FLOW = FLOWS + "/{b2xIdentityUserFlow-id}"
STEPS = FLOW + "/apiConnectorConfiguration"
PARTNER = "{crossTenantAccessPolicyConfigurationPartner-tenantId}"
CONNECTORS = "/identity/apiConnectors"
CONNECTOR = CONNECTORS + "/{identityApiConnector-id}"
ACCESS_POLICY = "/policies/crossTenantAccessPolicy"
PARTNERS = ACCESS_POLICY + "/partners"
SYNCHRONIZATION = f"/policies/crossTenantAccessPolicy/partners/{PARTNER}/identitySynchronization"


def an_object(properties, required=()):
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    # OpenAPI does not allow an empty list.
    return {**schema, "required": list(required)} if required else schema


def one_of(*values):
    return {"type": "string", "enum": list(values)}


def nullable(schema):
    null = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, **null, "nullable": True}


def some_of(*values):
    return {"type": "array", "items": one_of(*values), "uniqueItems": True, "minItems": 1}


TEXT = {"type": "string"}
NULLABLE_TEXT = nullable(TEXT)
CERTIFICATE = {"pkcs12Value": one_of(os.environ["FAKE_PFX"]), "password": one_of("pw")}
AUTHENTICATION = {
    "oneOf": [
        an_object(
            {
                "@odata.type": one_of("#microsoft.graph.basicAuthentication"),
                "username": NULLABLE_TEXT,
                "password": NULLABLE_TEXT,
            },
            ["@odata.type"],
        ),
        an_object(
            {"@odata.type": one_of("microsoft.graph.pkcs12Certificate"), **CERTIFICATE},
            ["@odata.type", *CERTIFICATE],
        ),
    ]
}
OF_CONNECTORS = {
    "$filter": one_of("displayName eq 'x'", "not startswith(targetUrl,'https') or displayName ne null"),
    "$orderby": some_of("displayName", "targetUrl desc", "id asc"),
    "$select": some_of("id", "displayName", "targetUrl", "authenticationConfiguration"),
    "$top": {"type": "integer", "minimum": 1, "maximum": 999},
    "$skip": {"type": "integer", "format": "int64", "minimum": 0},
    "$count": {"type": "boolean"},
}
CONNECTOR_URL = "https://graph.microsoft.com/v1.0/identity/apiConnectors/" + os.environ["FAKE_CONNECTOR"]
REFERENCE = an_object({"@odata.id": one_of(CONNECTOR_URL)})
CLOUDS = {"type": "array", "items": one_of("microsoftonline.us", "partner.microsoftonline.cn")}
GUID = {"type": "string", "format": "uuid"}
# A tenant cannot be a partner of itself.
OTHER_GUID = {**GUID, "not": {"enum": [os.environ["FAKE_TENANT"]]}}
OF_PARTNERS = {
    "$select": some_of("tenantId", "inboundTrust", "protectedContentSharing"),
    "$expand": some_of("identitySynchronization"),
}
OF_POLICIES = {"$select": some_of("tenantId", "displayName", "userSyncInbound")}


def properties(schemas, schema):
    """The properties of an object that a body may have: those of its base types too, and none that is read-only."""
    if "$ref" in schema:
        return properties(schemas, schemas[schema["$ref"].rsplit("/", 1)[1]])
    found = {}
    for part in schema.get("allOf", []):
        found.update(properties(schemas, part))
    for name, value in schema.get("properties", {}).items():
        if not name.startswith("@") and not value.get("readOnly"):
            found[name] = writable(schemas, value)
    return found


def writable(schemas, schema):
    """The values of a schema that a body may have."""
    if "anyOf" in schema:
        return nullable(writable(schemas, schema["anyOf"][0]))
    if "$ref" in schema:
        target = schemas[schema["$ref"].rsplit("/", 1)[1]]
        return one_of(*target["enum"]) if "enum" in target else an_object(properties(schemas, target))
    if schema["type"] == "array":
        return {"type": "array", "items": writable(schemas, schema["items"])}
    return {key: schema[key] for key in ("type", "nullable") if key in schema}


def set_body(operation, schema):
    operation["requestBody"]["content"]["application/json"]["schema"] = schema


def set_query(operation, options):
    operation["parameters"] = [
        {"name": name, "in": "query", "explode": False, "schema": schema} for name, schema in options.items()
    ]


@schemathesis.hook
def before_load_schema(context, raw_schema):
    paths = raw_schema["paths"]
    connector = {"displayName": TEXT, "targetUrl": TEXT, "authenticationConfiguration": AUTHENTICATION}
    set_body(paths[CONNECTORS]["post"], an_object(connector, connector))
    set_body(paths[CONNECTOR]["patch"], an_object(connector))
    set_body(paths[CONNECTOR + "/uploadClientCertificate"]["post"], an_object(CERTIFICATE, CERTIFICATE))
    set_body({"requestBody": raw_schema["components"]["requestBodies"]["refPutBody"]}, REFERENCE)
    partner, settings, access_policy, policy = (
        properties(raw_schema["components"]["schemas"], {"$ref": f"/microsoft.graph.crossTenant{name}"})
        for name in (
            "AccessPolicyConfigurationPartner",
            "AccessPolicyConfigurationDefault",
            "AccessPolicy",
            "IdentitySyncPolicyPartner",
        )
    )
    set_body(paths[PARTNERS]["post"], an_object({**partner, "tenantId": OTHER_GUID}, ["tenantId"]))
    del partner["tenantId"]
    set_body(paths[f"{PARTNERS}/{PARTNER}"]["patch"], an_object(partner))
    set_body(paths[ACCESS_POLICY + "/default"]["patch"], an_object(settings))
    set_body(paths[ACCESS_POLICY]["patch"], an_object({**access_policy, "allowedCloudEndpoints": CLOUDS}))
    # It needs groups to be allowed.
    policy.pop("roleEnabledGroupSyncInbound", None)
    for method in ("put", "patch"):
        set_body(paths[SYNCHRONIZATION][method], an_object(policy))
    set_query(paths[CONNECTORS]["get"], OF_CONNECTORS)
    set_query(paths[CONNECTOR]["get"], {"$select": OF_CONNECTORS["$select"]})
    set_query(paths[FLOWS]["get"], {})
    set_query(paths[FLOW]["get"], {"$select": some_of("id", "userFlowType", "userFlowTypeVersion")})
    set_query(paths[STEPS]["get"], {"$expand": some_of("postAttributeCollection", "postFederationSignup")})
    set_query(paths[SYNCHRONIZATION]["get"], OF_POLICIES)
    set_query(paths[ACCESS_POLICY]["get"], {"$select": some_of("allowedCloudEndpoints", "displayName")})
    set_query(paths[ACCESS_POLICY + "/default"]["get"], {"$select": some_of("isServiceDefault", "inboundTrust")})
    set_query(paths[PARTNERS]["get"], OF_PARTNERS)
    set_query(paths[f"{PARTNERS}/{PARTNER}"]["get"], OF_PARTNERS)
    for path, schema in (
        (CONNECTOR, GUID),
        (CONNECTOR + "/uploadClientCertificate", GUID),
        (f"{PARTNERS}/{PARTNER}", GUID),
        (SYNCHRONIZATION, one_of(os.environ["FAKE_PARTNER"])),
    ):
        paths[path]["parameters"][0]["schema"] = schema
    for path, item in paths.items():
        if path.startswith(FLOW):
            item["parameters"][0]["schema"] = one_of(os.environ["FAKE_FLOW"])
        if path.startswith("/tenantRelationships"):
            known = "FAKE_DOMAIN" if "DomainName" in path else "FAKE_PARTNER"
            item["parameters"][0]["schema"] = one_of(os.environ[known])
    link(paths)


def link(paths):
    """Reads, changes and deletes the connectors and partners that were created."""
    connectors = ["get_api_connector", "update_api_connector", "delete_api_connector", "upload_client_certificate"]
    partners = ["get_partner", "update_partner", "delete_partner"]
    for path, used_by, parameter, key in (
        (CONNECTORS, connectors, "identityApiConnector-id", "id"),
        (PARTNERS, partners, "crossTenantAccessPolicyConfigurationPartner-tenantId", "tenantId"),
    ):
        paths[path]["post"]["responses"]["201"]["links"] = {
            name: {"operationId": name, "parameters": {parameter: f"$response.body#/{key}"}} for name in used_by
        }
