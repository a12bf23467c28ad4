//! `tls` is the builder's method for encrypted connections.

use super::GatewayAppBuilder;
use crate::serve::Tls;

impl GatewayAppBuilder {
    /// Serves over TLS: `https` and `wss`, on all listeners of [`listen`](crate::GatewayApp::listen) and
    /// [`serve`](crate::GatewayApp::serve), also those of gateways with a port of their own. A certificate that cannot be
    /// used is a start-up error. Without this method the app speaks plain HTTP, for a proxy in front of it that does TLS.
    ///
    /// TLS 1.2 and 1.3 are spoken, with HTTP/1.1. A handshake may take as long as the
    /// [head of a request](Self::request_head_timeout). The files are looked at every ten seconds, and a new certificate
    /// is used once it fits its key: see [`Tls`].
    ///
    /// ```no_run
    /// use gateway_runtime::{prelude::*, serve::Tls};
    ///
    /// # async fn serve() -> Result<(), AppError> {
    /// GatewayApp::builder()
    ///     .tls(Tls::from_pem_files("fullchain.pem", "privkey.pem"))
    ///     .listen("0.0.0.0:443")
    ///     .await
    /// # }
    /// ```
    ///
    /// For certificates of clients, or another library than rustls, [serve the app yourself](crate::serve).
    #[cfg_attr(docsrs, doc(cfg(feature = "tls")))]
    #[must_use]
    pub fn tls(mut self /* chain the calls */, tls: Tls) -> Self {
        self.plan.options.tls = Some(tls);
        self
    }
}
