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


TEXT = {"type": "string"}
NULLABLE_TEXT = {"type": "string", "nullable": True}
CERTIFICATE = {
    "pkcs12Value": {"type": "string", "enum": [os.environ["FAKE_PFX"]]},
    "password": {"type": "string", "enum": ["pw"]},
}
AUTHENTICATION = {
    "oneOf": [
        an_object(
            {
                "@odata.type": {"type": "string", "enum": ["#microsoft.graph.basicAuthentication"]},
                "username": NULLABLE_TEXT,
                "password": NULLABLE_TEXT,
            },
            ["@odata.type"],
        ),
        an_object(
            {"@odata.type": {"type": "string", "enum": ["microsoft.graph.pkcs12Certificate"]}, **CERTIFICATE},
            ["@odata.type", *CERTIFICATE],
        ),
    ]
}
# In the contract of beta, this one is never null.
GROUPS = {**an_object({"isSyncAllowed": {"type": "boolean"}}), "nullable": True}
USERS = {**an_object({"isSyncAllowed": {"type": "boolean", "nullable": True}}), "nullable": True}
POLICY = {"displayName": NULLABLE_TEXT, "userSyncInbound": USERS}
BETA_POLICY = {**POLICY, "groupSyncInbound": GROUPS, "externalCloudAuthorizedApplicationId": NULLABLE_TEXT}


def one_of(*values):
    return {"type": "string", "enum": list(values)}


def nullable(schema):
    null = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, **null, "nullable": True}


def flags(*names):
    return nullable(an_object({name: {"type": "boolean", "nullable": True} for name in names}))


def access(*parts):
    """A setting of these parts, each of which allows or blocks targets."""
    target = {"target": NULLABLE_TEXT, "targetType": nullable(one_of("user", "group", "application"))}
    targets = {"type": "array", "items": an_object(target)}
    configuration = an_object({"accessType": nullable(one_of("allowed", "blocked")), "targets": targets})
    return nullable(an_object({part: nullable(configuration) for part in parts}))


def some_of(*values):
    return {"type": "array", "items": one_of(*values), "uniqueItems": True, "minItems": 1}


OF_CONNECTORS = {
    "$filter": one_of("displayName eq 'x'", "not startswith(targetUrl,'https') or displayName ne null"),
    "$orderby": some_of("displayName", "targetUrl desc", "id asc"),
    "$select": some_of("id", "displayName", "targetUrl", "authenticationConfiguration"),
    "$top": {"type": "integer", "minimum": 1, "maximum": 999},
    "$skip": {"type": "integer", "format": "int64", "minimum": 0},
    "$count": {"type": "boolean"},
}
BOTH_WAYS = flags("inboundAllowed", "outboundAllowed")
B2B = access("usersAndGroups", "applications")
SETTINGS = {
    "b2bCollaborationInbound": B2B,
    "b2bCollaborationOutbound": B2B,
    "b2bDirectConnectInbound": B2B,
    "b2bDirectConnectOutbound": B2B,
    "tenantRestrictions": B2B,
    "inboundTrust": flags("isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted"),
    "crossCloudMeetingConfiguration": BOTH_WAYS,
    "protectedContentSharing": BOTH_WAYS,
    "appServiceConnectInbound": access("applications"),
    "m365CollaborationInbound": access("users"),
    "m365CollaborationOutbound": access("usersAndGroups"),
}
PARTNER_SETTINGS = {
    **SETTINGS,
    "automaticUserConsentSettings": BOTH_WAYS,
    "isServiceProvider": {"type": "boolean", "nullable": True},
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
    policy = BETA_POLICY if raw_schema["info"]["version"] == "beta" else POLICY
    for method in ("put", "patch"):
        set_body(paths[SYNCHRONIZATION][method], an_object(policy))
    set_query(paths[CONNECTORS]["get"], OF_CONNECTORS)
    set_query(paths[CONNECTOR]["get"], {"$select": OF_CONNECTORS["$select"]})
    set_query(paths[SYNCHRONIZATION]["get"], OF_POLICIES)
    paths[SYNCHRONIZATION]["parameters"][0]["schema"] = one_of(os.environ["FAKE_PARTNER"])
    set_body(paths[ACCESS_POLICY]["patch"], an_object({"allowedCloudEndpoints": CLOUDS}))
    set_body(paths[ACCESS_POLICY + "/default"]["patch"], an_object(SETTINGS))
    set_body(paths[PARTNERS]["post"], an_object({"tenantId": OTHER_GUID, **PARTNER_SETTINGS}, ["tenantId"]))
    set_body(paths[f"{PARTNERS}/{PARTNER}"]["patch"], an_object(PARTNER_SETTINGS))
    set_query(paths[ACCESS_POLICY]["get"], {"$select": some_of("allowedCloudEndpoints", "displayName")})
    set_query(paths[ACCESS_POLICY + "/default"]["get"], {"$select": some_of("isServiceDefault", "inboundTrust")})
    set_query(paths[PARTNERS]["get"], OF_PARTNERS)
    set_query(paths[f"{PARTNERS}/{PARTNER}"]["get"], OF_PARTNERS)
    paths[f"{PARTNERS}/{PARTNER}"]["parameters"][0]["schema"] = GUID
    set_query(paths[FLOWS]["get"], {})
    set_query(paths[FLOW]["get"], {"$select": some_of("id", "userFlowType", "userFlowTypeVersion")})
    set_query(paths[STEPS]["get"], {"$expand": some_of("postAttributeCollection", "postFederationSignup")})
    reference = raw_schema["components"]["requestBodies"]["refPutBody"]
    set_body({"requestBody": reference}, REFERENCE)
    for path, item in paths.items():
        if path.startswith(FLOW):
            item["parameters"][0]["schema"] = one_of(os.environ["FAKE_FLOW"])
        if path.startswith("/tenantRelationships"):
            known = "FAKE_DOMAIN" if "DomainName" in path else "FAKE_PARTNER"
            item["parameters"][0]["schema"] = one_of(os.environ[known])
    for path in (CONNECTOR, CONNECTOR + "/uploadClientCertificate"):
        paths[path]["parameters"][0]["schema"] = {"type": "string", "format": "uuid"}
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
