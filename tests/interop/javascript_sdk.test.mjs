// Microsoft's Graph SDKs and credentials for JavaScript against the fake, over http and https. `fake.py` starts it.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { ClientAssertionCredential, ClientCertificateCredential, ClientSecretCredential, ManagedIdentityCredential } from "@azure/identity";
import { ConfidentialClientApplication } from "@azure/msal-node";
import { HttpMethod, RequestInformation } from "@microsoft/kiota-abstractions";
import { AzureIdentityAuthenticationProvider } from "@microsoft/kiota-authentication-azure";
import { BatchRequestContent, Client, PageIterator, ResponseType } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { GraphRequestAdapter, createGraphServiceClient } from "@microsoft/msgraph-sdk";
import {
  createIdentityApiConnectorCollectionResponseFromDiscriminatorValue,
  createIdentityApiConnectorFromDiscriminatorValue,
  serializeIdentityApiConnector,
} from "@microsoft/msgraph-sdk/models/index.js";
import { createODataErrorFromDiscriminatorValue } from "@microsoft/msgraph-sdk/models/oDataErrors/index.js";

const { FAKE_HTTP, FAKE_HTTPS, FAKE_TENANT, FAKE_CLIENT, FAKE_SECRET, FAKE_CLIENT_PEM, FAKE_PFX, FAKE_PARTNER, FAKE_DOMAIN } = process.env;
const SCOPE = "https://graph.microsoft.com/.default";
const authority = { authorityHost: FAKE_HTTPS, disableInstanceDiscovery: true };

async function control(method, resource, body) {
  const answer = await fetch(`${FAKE_HTTP}/__fake/${resource}`, { method, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, await answer.clone().text());
  return answer;
}

function credential() {
  return new ClientSecretCredential(FAKE_TENANT, FAKE_CLIENT, FAKE_SECRET, authority);
}

function client(root, version) {
  const authProvider = new TokenCredentialAuthenticationProvider(credential(), { scopes: [SCOPE] });
  const host = new URL(root).hostname;
  return Client.initWithMiddleware({ authProvider, baseUrl: root, defaultVersion: version, customHosts: new Set([host]) });
}

function basic(displayName) {
  return {
    displayName,
    targetUrl: "https://contoso.example/api?code=1",
    authenticationConfiguration: {
      "@odata.type": "#microsoft.graph.basicAuthentication",
      username: "graph",
      password: "secret",
    },
  };
}

async function refused(call, status, code) {
  await assert.rejects(call, (error) => {
    assert.equal(error.statusCode, status);
    assert.equal(error.code, code);
    assert.ok(error.requestId);
    return true;
  });
}

// This client sends tokens over https only.
for (const version of ["v1.0", "beta"]) {
  const graph = client(FAKE_HTTPS, version);
  const named = (what) => `microsoft-graph-client, ${version}: ${what}`;

  test(named("connectors"), async () => {
    const created = await graph.api("/identity/apiConnectors").post(basic("JavaScript"));
    assert.equal(created.authenticationConfiguration.password, "******");
    const path = `/identity/apiConnectors/${created.id}`;
    await graph.api(path).patch({ displayName: "Renamed" });
    assert.equal((await graph.api(path).select("displayName").get()).displayName, "Renamed");

    const authenticationConfiguration = {
      "@odata.type": "microsoft.graph.pkcs12Certificate",
      pkcs12Value: FAKE_PFX,
      password: "pw",
    };
    await graph.api(path).patch({ authenticationConfiguration });
    const upload = { pkcs12Value: FAKE_PFX, password: "pw" };
    const uploaded = await graph.api(`${path}/microsoft.graph.uploadClientCertificate`).post(upload);
    const active = uploaded.authenticationConfiguration.certificateList.map((certificate) => certificate.isActive);
    assert.deepEqual(active, [false, true]);
    await refused(graph.api(`${path}/uploadClientCertificate`).post({ ...upload, password: "x" }), 400, "AADB2C90213");
    await graph.api(path).delete();
    await refused(graph.api(path).get(), 404, "Request_ResourceNotFound");
    await refused(graph.api("/identity/userFlows").get(), 400, "BadRequest");
  });

  test(named("pages and options"), async () => {
    const names = Array.from({ length: 7 }, (_, number) => `${version} ${number}`);
    for (const name of names) {
      await graph.api("/identity/apiConnectors").post(basic(name));
    }
    const mine = () => graph.api("/identity/apiConnectors").filter(`startswith(displayName,'${version}')`);
    const first = await mine().count(true).get();
    assert.equal(first.value.length, 3);
    assert.equal(first["@odata.count"], 7);
    const seen = [];
    const iterator = new PageIterator(graph, first, (connector) => seen.push(connector) > 0);
    await iterator.iterate();
    assert.deepEqual(seen.map((connector) => connector.displayName), names);

    const last = await mine().orderby("displayName desc").top(1).select(["id"]).get();
    assert.deepEqual(last.value, [{ id: seen[6].id }]);
    const count = await graph.api("/identity/apiConnectors/$count").responseType(ResponseType.TEXT).get();
    assert.ok(Number(count) >= 7);
    for (const { id } of seen) {
      await graph.api(`/identity/apiConnectors/${id}`).delete();
    }
  });

  test(named("partners and their synchronization"), async () => {
    const tenantId = randomUUID();
    const partners = "/policies/crossTenantAccessPolicy/partners";
    await graph.api(partners).post({ tenantId });
    const path = `${partners}/${tenantId}/identitySynchronization`;
    await refused(graph.api(path).get(), 404, "Directory_ObjectNotFound");
    await graph.api(path).put({ displayName: "Fabrikam", userSyncInbound: { isSyncAllowed: true } });
    await refused(graph.api(path).put({}), 409, "Request_MultipleObjectsWithSameKeyValue");
    await graph.api(path).patch({ userSyncInbound: { isSyncAllowed: false } });
    assert.deepEqual((await graph.api(path).get()).userSyncInbound, { isSyncAllowed: false });
    const expanded = await graph.api(`${partners}/${tenantId}`).expand("identitySynchronization").get();
    assert.equal(expanded.identitySynchronization.displayName, "Fabrikam");
    await refused(graph.api(`${partners}/${tenantId}`).delete(), 409, "Request_MultipleObjectsWithSameKeyValue");
    await graph.api(path).delete();
    await graph.api(`${partners}/${tenantId}`).delete();
  });

  test(named("settings and the look-up of tenants"), async () => {
    const policy = "/policies/crossTenantAccessPolicy";
    await graph.api(policy).patch({ allowedCloudEndpoints: ["partner.microsoftonline.cn"] });
    assert.deepEqual((await graph.api(policy).get()).allowedCloudEndpoints, ["partner.microsoftonline.cn"]);
    const system = await graph.api(`${policy}/default`).get();
    assert.deepEqual(system.protectedContentSharing, { inboundAllowed: true, outboundAllowed: true });
    const inboundTrust = { ...system.inboundTrust, isMfaAccepted: true };
    await graph.api(`${policy}/default`).patch({ inboundTrust });
    assert.deepEqual((await graph.api(`${policy}/default`).select("inboundTrust").get()).inboundTrust, inboundTrust);
    await graph.api(`${policy}/default/resetToSystemDefault`).post({});
    assert.deepEqual(await graph.api(`${policy}/default`).get(), system);
    await refused(graph.api(`${policy}/default`).patch({ b2BCollaborationInbound: null }), 400, "Request_BadRequest");

    const tenants = "/tenantRelationships";
    const byDomain = await graph.api(`${tenants}/findTenantInformationByDomainName(domainName='${FAKE_DOMAIN}')`).get();
    assert.equal(byDomain.tenantId, FAKE_PARTNER);
    const byId = await graph.api(`${tenants}/findTenantInformationByTenantId(tenantId='${FAKE_PARTNER}')`).get();
    assert.deepEqual(byId, byDomain);
  });

  test(named("batches"), async () => {
    const created = await graph.api("/identity/apiConnectors").post(basic("Batch"));
    // The client cuts only the host, but in a batch, URLs are relative to the version.
    const url = `${FAKE_HTTPS}/identity/apiConnectors`;
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(basic("In a batch"));
    const batch = new BatchRequestContent([
      { id: "1", request: new Request(`${url}/${created.id}`) },
      { id: "2", request: new Request(url, { method: "POST", headers, body }), dependsOn: ["1"] },
      { id: "3", request: new Request(`${url}/${randomUUID()}`), dependsOn: ["2"] },
      { id: "4", request: new Request(`${url}/${created.id}`, { method: "DELETE" }), dependsOn: ["3"] },
    ]);
    const { responses } = await graph.api("/$batch").post(await batch.getContent());
    const byId = Object.fromEntries(responses.map((response) => [response.id, response]));
    assert.deepEqual(["1", "2", "3", "4"].map((id) => byId[id].status), [200, 201, 404, 424]);
    for (const id of [created.id, byId["2"].body.id]) {
      await graph.api(`/identity/apiConnectors/${id}`).delete();
    }
  });

  test(named("throttling"), async () => {
    const error = { status: 429, headers: { "Retry-After": "1" } };
    await control("POST", "faults", { kind: { error }, operation: "list_partners" });
    const started = Date.now();
    await graph.api("/policies/crossTenantAccessPolicy/partners").get();
    assert.ok(Date.now() - started >= 1000);
    const conflict = { status: 409, code: "Directory_ConcurrencyViolation" };
    await control("POST", "faults", { kind: { error: conflict }, operation: "list_partners" });
    await refused(graph.api("/policies/crossTenantAccessPolicy/partners").get(), 409, conflict.code);
  });
}

for (const [scheme, root] of [["http", FAKE_HTTP], ["https", FAKE_HTTPS]]) {
  test(`msgraph-sdk by ${scheme}`, async () => {
    const provider = new AzureIdentityAuthenticationProvider(credential(), [SCOPE], undefined, new Set([new URL(root).hostname]));
    const adapter = new GraphRequestAdapter(provider);
    adapter.baseUrl = `${root}/v1.0`;
    createGraphServiceClient(adapter);
    const errors = { XXX: createODataErrorFromDiscriminatorValue };
    const request = (method, path) => {
      const information = new RequestInformation(method, `{+baseurl}/identity/apiConnectors${path}`, { baseurl: adapter.baseUrl });
      information.headers.add("Accept", "application/json");
      return information;
    };
    const post = request(HttpMethod.POST, "");
    const connector = {
      displayName: "TypeScript",
      targetUrl: "https://contoso.example/api",
      authenticationConfiguration: { odataType: "#microsoft.graph.basicAuthentication", username: "graph", password: "secret" },
    };
    post.setContentFromParsable(adapter, "application/json", connector, serializeIdentityApiConnector);
    const created = await adapter.send(post, createIdentityApiConnectorFromDiscriminatorValue, errors);
    // The preview of this SDK omits the properties that a kind of authentication has in addition to its base type.
    assert.equal(created.authenticationConfiguration.odataType, "#microsoft.graph.basicAuthentication");

    await control("POST", "revoke-tokens");
    const listed = await adapter.send(
      request(HttpMethod.GET, ""),
      createIdentityApiConnectorCollectionResponseFromDiscriminatorValue,
      errors,
    );
    assert.ok(listed.value.some((item) => item.id === created.id));
    await adapter.sendNoResponseContent(request(HttpMethod.DELETE, `/${created.id}`), errors);
    await assert.rejects(
      adapter.send(request(HttpMethod.GET, `/${created.id}`), createIdentityApiConnectorFromDiscriminatorValue, errors),
      (error) => error.responseStatusCode === 404 && error.errorEscaped.code === "Request_ResourceNotFound",
    );
  });
}

async function takes(token) {
  const answer = await fetch(`${FAKE_HTTPS}/v1.0/identity/apiConnectors`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200, await answer.text());
}

test("credentials of @azure/identity", async () => {
  const certificate = new ClientCertificateCredential(FAKE_TENANT, FAKE_CLIENT, { certificatePath: FAKE_CLIENT_PEM }, authority);
  await takes((await certificate.getToken(SCOPE)).token);
  await takes((await credential().getToken(SCOPE)).token);
  const wrong = new ClientSecretCredential(FAKE_TENANT, FAKE_CLIENT, "wrong", authority);
  await assert.rejects(wrong.getToken(SCOPE), /AADSTS7000215/);
  const assertion = new ClientAssertionCredential(FAKE_TENANT, FAKE_CLIENT, async () => "no.jwt.x", authority);
  await assert.rejects(assertion.getToken(SCOPE), /AADSTS50027/);

  process.env.IDENTITY_ENDPOINT = `${FAKE_HTTP}/msi/token`;
  process.env.IDENTITY_HEADER = "any";
  await takes((await new ManagedIdentityCredential().getToken(SCOPE)).token);
});

test("@azure/msal-node", async () => {
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: FAKE_CLIENT,
      clientSecret: FAKE_SECRET,
      authority: `${FAKE_HTTPS}/${FAKE_TENANT}`,
      knownAuthorities: [new URL(FAKE_HTTPS).host],
    },
  });
  const { accessToken } = await application.acquireTokenByClientCredential({ scopes: [SCOPE] });
  await takes(accessToken);
});
