//! Text files with certificates and private keys: RFC 7468, and the headers of encrypted keys from RFC 1421.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::signing_key::SigningKey;
use crate::Error;
use crate::credential::azure::application::unusable;

/// What is between the lines `-----BEGIN …-----` and `-----END …-----`.
pub(super) struct Section {
    label: String,
    /// The value of the header `DEK-Info`: how the content is encrypted.
    dek_info: Option<String>,
    /// `None` if it is not base64.
    content: Option<Zeroizing<Vec<u8>>>,
}

/// The sections of a file. Text around them is left out.
pub(super) fn sections(file: &[u8]) -> Vec<Section> {
    let text = text(file);
    let mut sections = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let label = line
            .strip_prefix("-----BEGIN ")
            .and_then(|line| line.strip_suffix("-----"));
        let Some(label) = label else { continue };
        let mut dek_info = None;
        let mut base64 = Zeroizing::new(String::new());
        for line in lines
            .by_ref()
            .take_while(|line| !line.starts_with("-----END "))
        {
            match line.split_once(':') {
                Some(("DEK-Info", value)) => dek_info = Some(value.trim().to_owned()),
                Some(_) => {}
                None => base64.push_str(line),
            }
        }
        sections.push(Section {
            label: label.to_owned(),
            dek_info,
            content: STANDARD.decode(base64.as_bytes()).ok().map(Zeroizing::new),
        });
    }
    sections
}

/// Whether this is a PEM, in UTF-8 or UTF-16.
pub(super) fn is_pem(file: &[u8]) -> bool {
    text(file).contains("-----BEGIN ")
}

/// The text of a file, without the byte order mark. PowerShell writes UTF-16.
pub(super) fn text(file: &[u8]) -> Zeroizing<String> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = file[2..]
            .chunks_exact(2)
            .map(|bytes| unit([bytes[0], bytes[1]]));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    Zeroizing::new(match file {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        _ => String::from_utf8_lossy(file)
            .trim_start_matches('\u{feff}')
            .to_owned(),
    })
}

/// The certificates among these sections.
pub(super) fn certificates(sections: &[Section]) -> Result<Vec<Vec<u8>>, Error> {
    let is_certificate = |section: &&Section| section.label == "CERTIFICATE";
    let contents = sections.iter().filter(is_certificate).map(|section| {
        let content = section.content.as_ref();
        content.map(|der| der.to_vec()).ok_or_else(damaged)
    });
    contents.collect()
}

/// The first private key among these sections.
pub(super) fn private_key(
    sections: &[Section],
    password: Option<&str>,
) -> Result<SigningKey, Error> {
    let section = sections
        .iter()
        .find(|section| section.label.ends_with("PRIVATE KEY"));
    let section = section.ok_or_else(|| {
        unusable(
            "the PEM has no private key for the client certificate (-----BEGIN PRIVATE KEY-----)",
        )
    })?;
    let content = section.content.as_ref().ok_or_else(damaged)?;
    let is_encrypted = section.label == "ENCRYPTED PRIVATE KEY" || section.dek_info.is_some();
    let plain = if is_encrypted {
        &decrypt(section, content, password)?
    } else {
        content
    };
    match section.label.as_str() {
        "RSA PRIVATE KEY" => SigningKey::from_pkcs1(plain),
        "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => SigningKey::from_pkcs8(plain),
        _ => Err(super::signing_key::not_rsa()),
    }
}

#[cfg(feature = "pkcs12")]
fn decrypt(
    section: &Section,
    content: &[u8],
    password: Option<&str>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let password = password.ok_or_else(|| {
        unusable(
            "the private key of the client certificate is encrypted; pass its password to ClientCertificate::from_encrypted_pem, or set AZURE_CLIENT_CERTIFICATE_PASSWORD",
        )
    })?;
    let plain = match &section.dek_info {
        Some(dek_info) => crate::pkcs12::decrypt_traditional(dek_info, content, password),
        None => crate::pkcs12::decrypt_pkcs8(content, password),
    };
    plain.map_err(|error| {
        unusable(format!(
            "the private key of the client certificate cannot be decrypted: {error}"
        ))
    })
}

#[cfg(not(feature = "pkcs12"))]
fn decrypt(_: &Section, _: &[u8], _: Option<&str>) -> Result<Zeroizing<Vec<u8>>, Error> {
    Err(unusable(
        "the private key of the client certificate is encrypted; decrypt it with openssl pkey, or turn on the feature pkcs12 of msgraph-identity",
    ))
}

fn damaged() -> Error {
    unusable("the PEM of the client certificate is damaged")
}
