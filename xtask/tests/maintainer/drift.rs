//! A year of upstream: what a maintainer reads when Microsoft's document has changed.

use serde_json::{Value, json};
use xtask::GraphVersion::{self, Beta};

use crate::checkout::assert_says;
use crate::maintainer::tree::Tree;
use crate::regen::document::{SYNCHRONIZATION, UPLOAD, remove};
use crate::regen::project::SELECTION;

const GENERATED: &str = "crates/msgraph-identity-beta/src/generated.rs";
const PARTNER: &str = "/components/schemas/microsoft.graph.crossTenantIdentitySyncPolicyPartner";

/// What is printed after `edit` was done to Microsoft's document of beta.
fn drift(tree: &Tree, edit: impl FnOnce(&mut Value)) -> String {
    let mut document = tree.upstream(Beta);
    edit(&mut document);
    tree.printed(&tree.take(&[(Beta, document)]))
}

/// The same, where the documents of both versions change.
fn drift_of_both(tree: &Tree, edit: impl Fn(&mut Value)) -> String {
    let documents = GraphVersion::ALL.map(|version| {
        let mut document = tree.upstream(version);
        edit(&mut document);
        (version, document)
    });
    tree.printed(&tree.take(&documents))
}

fn correction(name: &str) -> String {
    format!("spec/overlays/corrections/{name}.yaml")
}

/// The object of a schema that has properties, whether it inherits or not.
fn properties<'a>(document: &'a mut Value, schema: &str) -> &'a mut Value {
    let own = format!("{schema}/allOf/1/properties");
    let pointer = match document.pointer(&own) {
        Some(_) => own,
        None => format!("{schema}/properties"),
    };
    document.pointer_mut(&pointer).unwrap()
}

fn move_upload(document: &mut Value) {
    let action = remove(&mut document["paths"], UPLOAD);
    document["paths"][moved(UPLOAD)] = action;
}

fn moved(path: &str) -> String {
    path.replace("/uploadClient", "/microsoft.graph.uploadClient")
}

fn put_becomes_patch(document: &mut Value) {
    let item = &mut document["paths"][SYNCHRONIZATION];
    let put = remove(item, "put");
    item["patch"] = put;
}

#[test]
fn a_property_is_added() {
    let tree = Tree::whole();
    let mut document = tree.upstream(Beta);
    properties(&mut document, PARTNER)["contactSyncInbound"] =
        json!({ "type": "boolean", "nullable": true });
    let outcome = tree.take(&[(Beta, document)]);
    insta::assert_snapshot!("a_property_is_added", tree.printed(&outcome));
    let added = "pub contact_sync_inbound: ::std::option::Option<";
    assert_says(&tree.read(GENERATED), added);
    let changes = outcome.unwrap().changes;
    insta::assert_snapshot!("a_property_is_added_markdown", changes.to_markdown());
    insta::assert_snapshot!(
        "a_property_is_added_json",
        format!("{:#}", changes.to_json())
    );
    let printed = drift(&tree, |_| {});
    insta::assert_snapshot!("a_second_run_changes_nothing", printed);
}

#[test]
fn a_property_is_gone_and_another_has_a_new_type() {
    let tree = Tree::whole();
    let gone = "pub external_cloud_authorized_application_id: ";
    assert!(tree.read(GENERATED).contains(gone));
    let printed = drift(&tree, |document| {
        let properties = properties(document, PARTNER);
        remove(properties, "externalCloudAuthorizedApplicationId");
        properties["displayName"] = json!({ "type": "boolean", "nullable": true });
    });
    insta::assert_snapshot!(printed);
    let generated = tree.read(GENERATED);
    assert!(!generated.contains(gone));
    assert_says(&generated, "pub display_name: ::std::option::Option<bool>");
}

#[test]
fn the_path_segment_of_an_action_is_renamed() {
    let tree = Tree::whole();
    let refused = drift_of_both(&tree, move_upload);
    insta::assert_snapshot!("an_action_moved", refused);
    // The maintainer follows: in the selection, and in what corrects the action.
    for name in [
        "passwords-are-secrets",
        "upload-client-certificate-answers-200",
    ] {
        tree.replace(&correction(name), UPLOAD, &moved(UPLOAD));
    }
    tree.replace(SELECTION, UPLOAD, &moved(UPLOAD));
    let followed = drift_of_both(&tree, move_upload);
    insta::assert_snapshot!("an_action_moved_and_the_selection_followed", followed);
}

#[test]
fn put_is_replaced_by_patch() {
    let tree = Tree::whole();
    let refused = drift_of_both(&tree, put_becomes_patch);
    insta::assert_snapshot!("put_became_patch", refused);
    tree.replace(SELECTION, "put = \"create_identity_synchronization\", ", "");
    tree.delete(&correction("identity-synchronization-put-answers-204"));
    let followed = drift_of_both(&tree, put_becomes_patch);
    insta::assert_snapshot!("put_became_patch_and_the_selection_followed", followed);
}

#[test]
fn a_kind_of_authentication_is_added() {
    let tree = Tree::whole();
    let printed = drift(&tree, |document| {
        let schemas = &mut document["components"]["schemas"];
        let mut kind = schemas["microsoft.graph.basicAuthentication"].clone();
        kind["allOf"][1]["properties"] =
            json!({ "@odata.type": { "type": "string" }, "audience": { "type": "string" } });
        let name = "microsoft.graph.managedIdentityAuthentication";
        schemas[name] = kind;
        let base = &mut schemas["microsoft.graph.apiAuthenticationConfigurationBase"];
        base["discriminator"]["mapping"][format!("#{name}")] =
            format!("#/components/schemas/{name}").into();
    });
    insta::assert_snapshot!(printed);
    assert_says(
        &tree.read("spec/upstream/beta.yaml"),
        "'#microsoft.graph.managedIdentityAuthentication': ",
    );
    let tags = "- '#microsoft.graph.managedIdentityAuthentication'\n          - microsoft.graph.managedIdentityAuthentication\n";
    assert_says(&tree.read("spec/beta.yaml"), tags);
    let alias = "#[serde(alias = \"microsoft.graph.managedIdentityAuthentication\")]";
    let variant = "ManagedIdentityAuthentication(ManagedIdentityAuthentication),";
    for code in [alias, variant] {
        assert_says(&tree.read(GENERATED), code);
    }
}
