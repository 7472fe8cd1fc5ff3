//! Which servers are trusted, on systems on which a variable can name the file of trusted certificates.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::tests::{OK, answer, get_in_environment, serve};

#[test]
fn only_certificates_that_the_machine_trusts_are_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trusted.pem");
    for (is_trusted, expected) in [(true, "200 OK"), (false, "InvalidCertificate")] {
        let own = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let other = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let trusted = if is_trusted { &own } else { &other };
        std::fs::write(&file, trusted.cert.pem()).unwrap();
        let (address, server) = serve(move |stream| answer(accept_tls(stream, &own), OK));
        let test = "certificate_tests::only_certificates_that_the_machine_trusts_are_accepted";
        let variables = [("SSL_CERT_FILE", file.to_str().unwrap())];
        let outcome = get_in_environment(test, &format!("https://{address}/"), &variables);
        assert!(outcome.contains(expected), "{outcome}");
        assert_eq!(server.join().unwrap().is_empty(), !is_trusted);
    }
}

fn accept_tls(stream: TcpStream, own: &CertifiedKey<KeyPair>) -> impl Read + Write + use<> {
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream)
}

#[test]
fn a_machine_without_certificates_gets_an_error() {
    let test = "certificate_tests::a_machine_without_certificates_gets_an_error";
    let missing = [("SSL_CERT_FILE", "missing.pem")];
    let outcome = get_in_environment(test, "https://localhost:1/", &missing);
    assert!(
        outcome.starts_with("no client, is_tls_setup=true: "),
        "{outcome}"
    );
}
