//! An app that has a certificate: what is wrong with its files is said at the start, and who does no handshake gets
//! nothing.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use gateway_runtime::{prelude::*, serve::Tls};

#[websocket_gateway(namespace = "secret")]
struct Secret;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("certificates")
        .join(name)
}

/// What the start-up says of these files.
async fn problem(certificate: &Path, key: &Path) -> String {
    let tls = Tls::from_pem_files(certificate, key);
    let builder = GatewayApp::builder().tls(tls).only::<(Secret,)>();
    builder.build().await.unwrap_err().to_string()
}

#[tokio::test]
async fn files_that_fit_start() {
    let tls = Tls::from_pem_files(file("first.crt"), file("first.key"));
    let builder = GatewayApp::builder().tls(tls).only::<(Secret,)>();
    builder.build().await.unwrap();
}

#[tokio::test]
async fn a_key_of_another_certificate_is_a_start_up_error() {
    let error = problem(&file("first.crt"), &file("second.key")).await;
    assert!(error.contains("the options cannot be used"), "{error}");
    assert!(
        error.contains("the key does not belong to the certificate"),
        "{error}"
    );
    assert!(error.contains("second.key"), "{error}");
}

#[tokio::test]
async fn both_files_are_named_that_are_not_there() {
    let error = problem(Path::new("nowhere.crt"), Path::new("nowhere.key")).await;
    for file in ["nowhere.crt", "nowhere.key"] {
        assert!(
            error.contains(&format!("cannot be read from {file}")),
            "{error}"
        );
    }
}

#[tokio::test]
async fn files_that_are_swapped_say_what_is_missing() {
    let error = problem(&file("first.key"), &file("first.crt")).await;
    assert!(error.contains("the certificate is not in"), "{error}");
    assert!(error.contains("the private key is not in"), "{error}");
    assert!(error.contains("-----BEGIN"), "{error}");
}

#[tokio::test]
async fn rubbish_is_a_start_up_error() {
    let folder = std::env::temp_dir().join(format!("gateway-tls-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let rubbish = folder.join("rubbish.pem");
    let text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    fs::write(&rubbish, text).unwrap();
    let error = problem(&rubbish, &file("first.key")).await;
    fs::remove_dir_all(&folder).unwrap();
    assert!(error.contains("cannot be used"), "{error}");
}
