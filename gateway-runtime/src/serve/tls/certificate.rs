//! `read` reads a certificate and its key, and says what is wrong with them.

use std::path::Path;

use tokio_rustls::rustls::{
    Error, InconsistentKeys,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
    sign::CertifiedKey,
};

use super::Tls;

/// Reads both files.
///
/// # Errors
/// What is wrong with each of the files, or with the pair.
pub(super) fn read(tls: &Tls) -> Result<CertifiedKey, Vec<String>> {
    let chain = chain(&tls.certificate);
    let key = PrivateKeyDer::from_pem_file(&tls.key)
        .map_err(|error| problem("the private key", &tls.key, &error));
    let (chain, key) = match (chain, key) {
        (Ok(chain), Ok(key)) => (chain, key),
        (chain, key) => return Err(chain.err().into_iter().chain(key.err()).collect()),
    };
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| {
        let why = match error {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                "the key does not belong to the certificate".to_owned()
            }
            error => error.to_string(),
        };
        let (certificate, key) = (tls.certificate.display(), tls.key.display());
        vec![format!(
            "TLS: the certificate in {certificate} and the private key in {key} cannot be used: {why}"
        )]
    })
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let what = "the certificate";
    let certificates = CertificateDer::pem_file_iter(path).and_then(Iterator::collect);
    let chain: Vec<_> = certificates.map_err(|error| problem(what, path, &error))?;
    if chain.is_empty() {
        return Err(problem(what, path, &pem::Error::NoItemsFound));
    }
    Ok(chain)
}

fn problem(what: &str, path: &Path, error: &pem::Error) -> String {
    let path = path.display();
    match error {
        pem::Error::NoItemsFound => format!(
            "TLS: {what} is not in {path}, which has no such section of PEM; one begins with a line `-----BEGIN ..-----`"
        ),
        pem::Error::Io(error) => format!("TLS: {what} cannot be read from {path}: {error}"),
        error => format!("TLS: {what} in {path} is no PEM: {error}"),
    }
}
