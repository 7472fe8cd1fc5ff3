//! Applications that sign in with the token of another issuer, from a file.

use std::fs;

use msgraph_identity::credential::{Credential, workload_identity};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use tempfile::NamedTempFile;

use crate::credentials::fake::{
    CLIENT_ID, TENANT, builder, client, list, list_with, parameter, start, token_requests,
    workload_token,
};

fn credential(token_file: &std::path::Path) -> Credential {
    let identity = workload_identity().tenant(TENANT).client_id(CLIENT_ID);
    identity.token_file(token_file).into()
}

#[tokio::test]
async fn the_token_of_the_file_signs_in_without_its_line_break() {
    let fake = start().await;
    let file = NamedTempFile::new().unwrap();
    fs::write(&file, format!("  {}\r\n", workload_token())).unwrap();
    list_with(&fake, credential(file.path())).await.unwrap();
    let [request] = token_requests(&fake).try_into().unwrap();
    assert_eq!(
        parameter(&request, "client_assertion"),
        Some(workload_token())
    );
}

#[tokio::test]
async fn the_file_is_read_anew_for_each_sign_in() {
    let fake = start().await;
    let file = NamedTempFile::new().unwrap();
    let graph = client(&fake, credential(file.path()));

    fs::remove_file(&file).unwrap();
    let error = list(&graph).await.unwrap_err();
    assert!(error.is_authentication());
    let text = error.to_string();
    assert_says(&text, "token file");
    assert_says(&text, "cannot be read");
    fs::write(&file, "\n").unwrap();
    let text = list(&graph).await.unwrap_err().to_string();
    assert_says(&text, "is empty");
    assert_eq!(fake.request_count(), 0);

    fs::write(&file, "no.jwt").unwrap();
    let error = list(&graph).await.unwrap_err();
    assert_eq!(error.code(), Some("AADSTS50027"), "{error}");
    assert_hides(&error, "no.jwt");
    fs::write(&file, workload_token()).unwrap();
    list(&graph).await.unwrap();
}

#[tokio::test]
async fn a_text_and_a_function_sign_in_as_a_file_does() {
    let fake = start().await;
    let identity = || workload_identity().tenant(TENANT).client_id(CLIENT_ID);
    list_with(&fake, identity().token(workload_token()))
        .await
        .unwrap();
    let with_function = identity().token_from(|| async { Ok(workload_token().into()) });
    list_with(&fake, with_function).await.unwrap();
    for request in token_requests(&fake) {
        assert_eq!(
            parameter(&request, "client_assertion"),
            Some(workload_token())
        );
    }

    let failing = identity().token_from(|| async { Err("the vault is sealed".into()) });
    let error = list_with(&fake, failing).await.unwrap_err();
    assert!(error.is_authentication());
    assert_says(&error, "the vault is sealed");
}

#[tokio::test]
async fn a_token_in_place_of_a_path_is_not_shown() {
    let fake = start().await;
    let token = workload_token();
    let credential = credential(std::path::Path::new(&token));
    let error = list_with(&fake, credential.clone()).await.unwrap_err();
    let shown = format!("{error} {error:?} {credential:?}");
    assert_says(&shown, "look like a JSON Web Token, not a path");
    for part in token.split('.') {
        assert_hides(&shown, part);
    }
}

#[tokio::test]
async fn a_file_without_a_token_is_described() {
    let fake = start().await;
    let file = NamedTempFile::new().unwrap();
    for (content, form) in [
        (&b"{\"value\": \"s3cret\"}"[..], "JSON"),
        (b"s3cret one\ns3cret two", "a text"),
        (b"\xff\xfes\x003\x00", "a text in UTF-16"),
    ] {
        fs::write(&file, content).unwrap();
        let error = list_with(&fake, credential(file.path())).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert_says(&shown, &format!("look like {form}"));
        assert_hides(&shown, "s3cret");
    }
    fs::write(&file, format!("\u{feff}{}\n", workload_token())).unwrap();
    list_with(&fake, credential(file.path())).await.unwrap();
}

#[tokio::test]
async fn a_missing_client_id_names_its_variable() {
    let fake = start().await;
    let refused = builder(&fake, workload_identity().tenant(TENANT)).build();
    let error = refused.unwrap_err();
    assert!(error.is_configuration());
    assert_says(&error, "AZURE_CLIENT_ID");
}
