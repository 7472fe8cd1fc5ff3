//! The secrets and the forms that they may appear in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;
use msgraph_identity::Pkcs12;

const PFX: &[u8] = include_bytes!("../certificates/non-ascii-password.pfx");
const PFX_PASSWORD: &str = "p\u{e4}ssw\u{f6}rd \u{20ac}";
/// Read once, because deriving the key takes time.
static PKCS12: LazyLock<Pkcs12> = LazyLock::new(|| Pkcs12::from_der(PFX, PFX_PASSWORD).unwrap());

/// The secrets of a run.
#[derive(Default)]
pub(crate) struct Canaries {
    token: String,
    forms: BTreeMap<String, &'static str>,
}

impl Canaries {
    /// It has characters that JSON, forms and URLs escape.
    pub(crate) const PASSWORD: &str = "c4nary-p&ssw+rd \"\u{fc}\\";
    pub(crate) const NAME: &str = "c4nary.person@contoso.com";
    pub(crate) const KEY: &str = "c4nary-k3y-of-a-function";
    pub(crate) const UNKNOWN: &str = "c4nary-of-an-unknown-kind";
    pub(crate) const QUERY: &str = "c4nary-in-a-query";
    pub(crate) const HEADER: &str = "c4nary-in-a-header";
    pub(crate) const CLIENT_SECRET: &str = "c4nary-s&cr+t of an application\"~\u{fc}";

    pub(crate) fn new(token: String) -> Self {
        let secrets = [
            ("the token", token.clone()),
            (
                "the signature of the token",
                token.rsplit('.').next().unwrap().to_owned(),
            ),
            ("the password", Self::PASSWORD.to_owned()),
            ("a name in a filter", Self::NAME.to_owned()),
            ("the key in a target URL", Self::KEY.to_owned()),
            ("a property of an unknown kind", Self::UNKNOWN.to_owned()),
            ("a query option", Self::QUERY.to_owned()),
            ("a header", Self::HEADER.to_owned()),
            ("the client secret", Self::CLIENT_SECRET.to_owned()),
            ("the password of a certificate", PFX_PASSWORD.to_owned()),
        ];
        let forms = secrets
            .into_iter()
            .flat_map(|(what, secret)| forms(&secret).map(move |form| (form, what)));
        let mut canaries = Self {
            forms: forms.collect(),
            token,
        };
        // Some parts represent the file.
        let pfx = STANDARD_NO_PAD.encode(PFX);
        let parts = pfx.as_bytes().chunks_exact(48).step_by(10);
        for part in parts.map(|part| String::from_utf8_lossy(part).into_owned()) {
            canaries.add("a part of a certificate", part);
        }
        let bytes = format!("{:?}", &PFX[200..216]);
        let bytes = bytes.trim_matches(['[', ']']).to_owned();
        canaries.add("the bytes of a certificate", bytes);
        canaries
    }

    /// Adds another secret in its plain form.
    pub(crate) fn add(&mut self, what: &'static str, secret: String) {
        self.forms.insert(secret, what);
    }

    /// Adds the secrets of another run.
    pub(crate) fn extend(&mut self, other: Self) {
        self.forms.extend(other.forms);
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) fn pkcs12(&self) -> &'static Pkcs12 {
        &PKCS12
    }

    pub(crate) fn target_url(&self) -> String {
        let key = Self::KEY;
        format!("https://u:{key}@api.contoso.com/vet?code={key}#{key}")
    }

    /// Finds a secret in a text and says where it is.
    pub(crate) fn find(&self, text: &str) -> Option<String> {
        self.forms.iter().find_map(|(form, what)| {
            let at = memmem::find(text.as_bytes(), form.as_bytes())?;
            let start = text[..at].rfind('\n').map_or(0, |start| start + 1);
            let line: String = text[start..].chars().take(500).collect();
            Some(format!("{what} is shown: {line}"))
        })
    }
}

/// The forms of a secret: plain, as in JSON, `Debug`, URLs and forms, and in base64 at each alignment.
fn forms(secret: &str) -> impl Iterator<Item = String> + use<> {
    let json = serde_json::to_string(secret).unwrap();
    let debug = format!("{secret:?}");
    let percent = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC)
        .to_string();
    let mut forms = vec![
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        debug.trim_matches('"').to_owned(),
        percent.clone(),
        percent.replace("%2D", "-"),
        form(secret),
    ];
    for before in ["", "x", "xx"] {
        // The ends depend on the text around the secret.
        let text = format!("{before}{secret}");
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&text);
            forms.push(encoded[4 * usize::from(!before.is_empty())..encoded.len() - 4].to_owned());
        }
    }
    forms.into_iter()
}

fn form(secret: &str) -> String {
    form_urlencoded::byte_serialize(secret.as_bytes()).collect()
}

#[test]
fn each_form_is_found() {
    let canaries = Canaries::new("head.payload.signature-of-the-token".to_owned());
    assert_eq!(canaries.find("nothing here"), None);
    for text in [
        format!("x {} y", Canaries::PASSWORD),
        format!("{:?}", Canaries::PASSWORD),
        serde_json::json!({ "a": Canaries::PASSWORD }).to_string(),
        STANDARD_NO_PAD.encode(format!("svc:{}!", Canaries::PASSWORD)),
        URL_SAFE_NO_PAD.encode(format!("u:{}", Canaries::PASSWORD)),
        "c4nary%2Eperson%40contoso%2Ecom".to_owned(),
        "displayName+eq+%27c4nary.person%40contoso.com%27".to_owned(),
        "authorization: signature-of-the-token".to_owned(),
        format!("password: {PFX_PASSWORD:?}"),
        STANDARD_NO_PAD.encode(format!("xx{PFX_PASSWORD}yy")),
        STANDARD_NO_PAD.encode(&PFX[36..]),
        format!("{PFX:?}"),
        format!("client_secret={}", form(Canaries::CLIENT_SECRET)),
    ] {
        assert!(canaries.find(&text).is_some(), "{text}");
    }
}
