//! Files of every tool and algorithm, as `tests/certificates/tools/make` has written them with the tools themselves.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity::Pkcs12;
use msgraph_identity::credential::ClientCertificate;
use msgraph_identity_tests::text::assert_says;

const FILES: &str = include_str!("../certificates/tools/files.tsv");
/// What `openssl x509 -fingerprint` says of `elliptic.pem` and `application.pem`.
const ELLIPTIC: &str = "7B74AEFB692A5EAA17FFCC8A3D3285A77F87B339";
const APPLICATION: &str = "53CD123FFE3D63EC47CD82E4E667E52444622F8B";

struct File {
    name: &'static str,
    password: &'static str,
    outcome: &'static str,
    content: Vec<u8>,
}

fn files() -> impl Iterator<Item = File> {
    FILES.lines().map(|line| {
        let fields: [_; 4] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let [name, password, outcome, base64] = fields;
        File {
            name,
            password,
            outcome,
            content: STANDARD.decode(base64).unwrap(),
        }
    })
}

/// What comes of a file: `ok`, `application` or `key`, or the text of the error.
fn read(file: &File, password: &str) -> String {
    if file.content.starts_with(b"-----BEGIN") {
        let error = ClientCertificate::from_encrypted_pem(&file.content, password).unwrap_err();
        let text = error.to_string();
        // The key is on a curve, which is known once it is decrypted.
        let is_read = text.contains("not an RSA key");
        return if is_read { "key".to_owned() } else { text };
    }
    match Pkcs12::from_der(&file.content, password) {
        Ok(certificate) => match certificate.thumbprint() {
            ELLIPTIC => "ok".to_owned(),
            APPLICATION => "application".to_owned(),
            other => format!("another certificate: {other}"),
        },
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_files_of_every_tool_are_read_or_called_unsupported_by_name() {
    let mut count = 0;
    for file in files() {
        let outcome = read(&file, file.password);
        if ["ok", "application", "key"].contains(&file.outcome) {
            assert_eq!(outcome, file.outcome, "{}", file.name);
        } else {
            for part in [file.outcome, "which is not supported", "openssl pk"] {
                assert_says(&outcome, part);
            }
        }
        count += 1;
    }
    assert!(count > 60, "{count}");
}

#[test]
fn another_password_is_called_wrong_and_nothing_else() {
    let is_protected = |file: &File| !file.password.is_empty() || file.name.contains("password");
    let is_supported = |file: &File| ["ok", "application", "key"].contains(&file.outcome);
    for file in files().filter(|file| is_protected(file) && is_supported(file)) {
        let outcome = read(&file, "another");
        let is_wrong = outcome.contains("password") && outcome.contains("is wrong");
        assert!(is_wrong, "{}: {outcome}", file.name);
    }
}
