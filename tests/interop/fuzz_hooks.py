"""Schemas for the rules of the fake that the contract does not have, so that a fuzzer knows which requests must succeed.

Microsoft's documents do not say which properties a new entity needs, that tenant ids are GUIDs, or how a filter is written.
These hooks narrow the contract to valid requests, and link operations to those that create their entities.
"""

import os

import schemathesis

PARTNER = "{crossTenantAccessPolicyConfigurationPartner-tenantId}"
CONNECTORS = "/identity/apiConnectors"
CONNECTOR = CONNECTORS + "/{identityApiConnector-id}"
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
    for path in (CONNECTOR, CONNECTOR + "/uploadClientCertificate"):
        paths[path]["parameters"][0]["schema"] = {"type": "string", "format": "uuid"}
    link(paths)


def link(paths):
    """Reads, changes and deletes the connectors that were created."""
    used_by = ["get_api_connector", "update_api_connector", "delete_api_connector", "upload_client_certificate"]
    paths[CONNECTORS]["post"]["responses"]["201"]["links"] = {
        name: {"operationId": name, "parameters": {"identityApiConnector-id": "$response.body#/id"}}
        for name in used_by
    }
