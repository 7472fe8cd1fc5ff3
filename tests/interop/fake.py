"""The fake as a process."""

import base64
import datetime
import functools
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

# Set by `run`, which builds the fake.
PROGRAM = os.environ.get("FAKE", "../../target/release/msgraph-identity-fake")
TENANT = "11111111-1111-4111-8111-111111111111"
OTHER_TENANT = "22222222-2222-4222-8222-222222222222"
OTHER_DOMAIN = "fabrikam.example"
CONNECTOR = "44444444-4444-4444-8444-444444444444"
FLOW = "B2X_1_PartnerSignUp"
CLIENT = "33333333-3333-4333-8333-333333333333"
SECRET = "a secret with & = + %"
PERMISSIONS = [
    "APIConnectors.ReadWrite.All",
    "CrossTenantInformation.ReadBasic.All",
    "IdentityUserFlow.ReadWrite.All",
    "Policy.ReadWrite.CrossTenantAccess",
]
ISSUER = "https://issuer.example"
SUBJECT = "system:serviceaccount:contoso:tool"


class Certificate:
    """A key and its certificate, which is valid today."""

    def __init__(self, name):
        now = datetime.datetime.now(datetime.timezone.utc)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .sign(self.key, hashes.SHA256())
        )

    @property
    def thumbprint(self):
        return self.certificate.fingerprint(hashes.SHA1()).hex().upper()

    @property
    def certificate_pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def key_pem(self):
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def pfx(self, password):
        encryption = serialization.BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(b"client", self.key, self.certificate, None, encryption)


@functools.cache
def client_certificate():
    return Certificate("client")


def seed(certificate, switches, tenant):
    application = {
        "client_id": CLIENT,
        "client_secrets": [SECRET],
        "certificates": [certificate.certificate_pem],
        "federated_credentials": [
            {"issuer": ISSUER, "subject": SUBJECT, "certificate": certificate.certificate_pem}
        ],
        "permissions": PERMISSIONS,
        "managed_identity": True,
    }
    tenants = [
        {"id": TENANT, "domain": "contoso.example", "applications": [application], **tenant},
        {"id": OTHER_TENANT, "domain": OTHER_DOMAIN, "display_name": "Fabrikam"},
    ]
    # JSON is YAML.
    return json.dumps({"tenants": tenants, "switches": switches})


class Fake:
    """A fake with two tenants on free ports of this machine, until it is closed."""

    def __init__(self, switches=None, **tenant):
        self.client_certificate = client_certificate()
        self.folder = tempfile.TemporaryDirectory()
        seed_path = os.path.join(self.folder.name, "seed.yaml")
        self.ca_path = os.path.join(self.folder.name, "fake.pem")
        with open(seed_path, "w", encoding="utf-8") as file:
            file.write(seed(self.client_certificate, switches or {}, tenant))
        self.process = subprocess.Popen(
            [PROGRAM, "--port", "0", "--quiet", "--seed", seed_path, "--certificate", self.ca_path],
            stdout=subprocess.PIPE,
            text=True,
        )
        urls = re.findall(r"https?://\S+", self.process.stdout.readline())
        self.http, self.https = urls
        # Credentials accept only https.
        self.authority = self.https

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()
        self.folder.cleanup()

    def trust(self):
        return ssl.create_default_context(cafile=self.ca_path)

    def control(self, method, resource, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.http}/__fake/{resource}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read().decode()
        return text if text == "" or resource.startswith("token") else json.loads(text)

    def inject(self, kind, operation=None, times=1):
        self.control("POST", "faults", {"kind": kind, "operation": operation, "times": times})

    def requests(self, operation):
        received = self.control("GET", "requests")["requests"]
        return [request for request in received if request["operation"] == operation]

    def check_token(self, token):
        """Fails unless the fake accepts the token."""
        request = urllib.request.Request(
            f"{self.http}/v1.0/identity/apiConnectors", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200

    def assertion(self, claims, algorithm="RS256"):
        """A token signed with the key of the application and its federated credential."""
        now = int(time.time())
        standard = {"nbf": now, "exp": now + 300, "jti": str(uuid.uuid4())}
        thumbprint = self.client_certificate.certificate.fingerprint(hashes.SHA256())
        name = base64.urlsafe_b64encode(thumbprint).decode().rstrip("=")
        return jwt.encode(
            {**standard, **claims},
            self.client_certificate.key_pem,
            algorithm=algorithm,
            headers={"x5t#S256": name},
        )


def main(command):
    """Starts a fake and runs a command, with the address of the fake in its environment."""
    switches = {"page_size": 3, "upload_to_basic_connector": "converted", "partner_in_use": "conflict"}
    connector = {
        "id": CONNECTOR,
        "displayName": "Check loyalty",
        "targetUrl": "https://contoso.example/api",
        "authenticationConfiguration": {"@odata.type": "#microsoft.graph.basicAuthentication", "username": "u"},
    }
    fake = Fake(
        switches, partners=[{"tenantId": OTHER_TENANT}], connectors=[connector], user_flows=[{"id": FLOW}]
    )
    pem_path = os.path.join(fake.folder.name, "client.pem")
    with open(pem_path, "w", encoding="utf-8") as file:
        file.write(fake.client_certificate.key_pem + fake.client_certificate.certificate_pem)
    environment = {
        "FAKE_HTTP": fake.http,
        "FAKE_HTTPS": fake.https,
        "FAKE_TOKEN": fake.control("GET", f"token?client_id={CLIENT}"),
        "FAKE_TENANT": TENANT,
        "FAKE_CLIENT": CLIENT,
        "FAKE_SECRET": SECRET,
        "FAKE_CLIENT_PEM": pem_path,
        "FAKE_PARTNER": OTHER_TENANT,
        "FAKE_CONNECTOR": CONNECTOR,
        "FAKE_FLOW": FLOW,
        "FAKE_DOMAIN": OTHER_DOMAIN,
        "FAKE_PFX": base64.b64encode(Certificate("connector").pfx("pw")).decode(),
        "NODE_EXTRA_CA_CERTS": fake.ca_path,
    }
    try:
        return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode
    finally:
        fake.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
