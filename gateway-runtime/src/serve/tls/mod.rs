//! TLS in the app's own listeners: a certificate and a key in files, which may change while the app runs.

mod certificate;
mod handshake;
mod reloading;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring},
};

pub(super) use handshake::handshake;
use reloading::Reloading;

/// How often the files are looked at, unless the program says otherwise.
const BETWEEN_LOOKS: Duration = Duration::from_secs(10);

/// TLS of the app's own listeners: see [`GatewayAppBuilder::tls`](crate::GatewayAppBuilder::tls).
///
/// ```
/// use std::time::Duration;
///
/// use gateway_runtime::serve::Tls;
///
/// let tls = Tls::from_pem_files("/etc/tls/tls.crt", "/etc/tls/tls.key").look_every(Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    between_looks: Duration,
}

impl Tls {
    /// The certificate in one file and its private key in another, or both in the same, as PEM. Behind the certificate
    /// itself are those that have signed it, up to one that clients know: what certificate authorities call the full
    /// chain. The key is PKCS #8, PKCS #1 or SEC 1, without a password.
    #[must_use]
    pub fn from_pem_files(certificate: impl AsRef<Path>, key: impl AsRef<Path>) -> Self {
        Self {
            certificate: certificate.as_ref().to_owned(),
            key: key.as_ref().to_owned(),
            between_looks: BETWEEN_LOOKS,
        }
    }

    /// How often the app looks whether the files have changed. Default: 10 s.
    ///
    /// New connections get the new certificate, and open ones live on. A certificate that does not fit its key, as when
    /// one of the files has changed and the other has not yet, is not used: the log has an error, and the old pair is
    /// kept until both fit. Links are followed, so that a mounted secret of Kubernetes may change too.
    #[must_use]
    pub fn look_every(mut self, time: Duration) -> Self {
        // A time of 0 would look all the time.
        self.between_looks = time.max(Duration::from_millis(1));
        self
    }

    /// Reads the files.
    ///
    /// # Errors
    /// What is wrong with each of the files, or with the pair.
    pub(crate) fn load(&self) -> Result<ServedTls, Vec<String>> {
        let certificate = Arc::new(Reloading::load(self)?);
        let acceptor = acceptor(Arc::clone(&certificate)).map_err(|problem| vec![problem])?;
        Ok(ServedTls {
            certificate,
            acceptor,
        })
    }
}

/// A certificate that was read, and what does the handshakes with it.
pub(crate) struct ServedTls {
    pub(crate) certificate: Arc<Reloading>,
    pub(crate) acceptor: TlsAcceptor,
}

/// What does the handshakes of a listener with a certificate.
///
/// # Errors
/// The cryptography has no version of TLS, which the one that is built in has.
fn acceptor(certificate: Arc<Reloading>) -> Result<TlsAcceptor, String> {
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    // The server speaks nothing else, and a WebSocket needs it.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
