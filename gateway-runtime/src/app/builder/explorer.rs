//! `explorer` is the builder's method for a page that shows the contract.

use super::GatewayAppBuilder;
use crate::{
    app::{endpoint::normal_path, explorer::PlannedExplorer},
    contract::Audience,
};

impl GatewayAppBuilder {
    /// Serves a page that shows the [contract](Self::contract) of the app, at a path of the app's own port: every namespace, message
    /// and event with its documentation and types. The page connects with the official client, sends messages and shows
    /// what comes back. Without this call nothing is served.
    ///
    /// The page shows every event and type of the app to whoever can reach it, so `audience` has to say for whom the
    /// page is: for [this machine](Audience::this_machine) in development. Everybody else gets what they get for an
    /// unknown path. See [the explorer](crate::guide::explorer).
    ///
    /// ```no_run
    /// use gateway_runtime::{contract::Audience, prelude::*};
    ///
    /// # async fn start() -> Result<(), AppError> {
    /// GatewayApp::builder()
    ///     .explorer("/contract", Audience::this_machine())
    ///     .listen(3000)
    ///     .await
    /// # }
    /// ```
    ///
    /// The client is that of [`serve_client`](Self::serve_client), if the app has the files; else the browser gets it from
    /// the official CDN. A path that is none, that a route of the [`router`](Self::router) has, or that is below the path of
    /// a gateway is an error when the app is built. Where the app is
    /// [mounted](crate::GatewayApp::layer) in a server of yours, the routes of that server are not known, and the explorer
    /// comes before them.
    #[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
    #[must_use]
    pub fn explorer(
        mut self, /* chain the calls */
        path: impl Into<String>,
        audience: Audience,
    ) -> Self {
        self.plan.explorer = Some(PlannedExplorer {
            path: normal_path(Some(&path.into())),
            audience,
            contract: None,
        });
        self
    }
}
