//! `admin_ui` is the builder's method for the official Admin UI.

use super::GatewayAppBuilder;
use crate::admin::AdminUi;

impl GatewayAppBuilder {
    /// Serves what the page of the official [Socket.IO Admin UI](https://admin.socket.io) asks of a server: sockets, rooms, events
    /// and statistics of this app and of those that it shares rooms with. Node's `instrument(io, ..)`. The page itself is hosted
    /// elsewhere, or by the app's [`router`](Self::router). Without this call nothing is served, and nothing is collected unless an
    /// admin looks. See [The Admin UI](crate::guide::operations::admin_ui).
    ///
    /// ```
    /// use gateway_runtime::{AdminUi, GatewayApp};
    ///
    /// # let hash = "$2b$10$bdDOp7FEZ1cIgpIdnUV/KuD6F5Fyb1cuPMW.4HyYnlOsqWMgF3YBe";
    /// let builder = GatewayApp::builder().admin_ui(AdminUi::new().basic_auth("admin", hash));
    /// ```
    ///
    /// The page connects to the app's own port and path; if all gateways have others, to the first of those. An app whose admins
    /// have no way to sign in does not start, and neither does one with a gateway in the same namespace.
    #[cfg_attr(docsrs, doc(cfg(feature = "admin-ui")))]
    #[must_use]
    pub fn admin_ui(mut self /* chain the calls */, admin_ui: AdminUi) -> Self {
        self.plan.admin_ui = Some(admin_ui);
        self
    }
}
