//! `options` and the builder's other methods for how the gateways are served.

use std::{any::TypeId, path::PathBuf, time::Duration};

use super::GatewayAppBuilder;
use crate::{
    gateway::Gateway,
    options::{Cors, ServerOptions, Transport},
};

impl GatewayAppBuilder {
    /// Sets options of all servers, over those that attributes and the adapter set: for what the program
    /// reads at its start. The methods named after the options, such as
    /// [`ping_interval`](Self::ping_interval), set one each. See [`options`](crate::options) for the order
    /// of precedence.
    #[must_use]
    pub fn options(mut self /* chain the calls */, options: ServerOptions) -> Self {
        self.plan.options.servers = self.plan.options.servers.overridden_by(options);
        self
    }

    /// Sets options of the server of one gateway, over all others. Gateways that share the server must
    /// not contradict them.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    /// use gateway_runtime::ServerOptions;
    ///
    /// #[websocket_gateway(namespace = "payment")]
    /// struct PaymentGateway;
    ///
    /// let port = std::env::var("PAYMENT_PORT").ok().and_then(|port| port.parse().ok());
    /// let options = ServerOptions::new().port(port.unwrap_or(81));
    /// let builder = GatewayApp::builder().gateway_options::<PaymentGateway>(options);
    /// ```
    #[must_use]
    pub fn gateway_options<G: Gateway>(
        mut self, /* chain the calls */
        options: ServerOptions,
    ) -> Self {
        let gateways = &mut self.plan.options.gateways;
        let (_, weaker) =
            gateways.get_or_insert_with(TypeId::of::<G>(), || (G::NAME, ServerOptions::new()));
        *weaker = std::mem::take(weaker).overridden_by(options);
        self
    }

    /// Serves the JavaScript client to pages, below the path of each of the app's servers, as Node's `serveClient`
    /// does by default: `<script src="/socket.io/socket.io.js"></script>`. `directory` is
    /// `node_modules/socket.io-client/dist`, or a copy; a relative path begins where the program is started.
    ///
    /// | page | file |
    /// |---|---|
    /// | `<script src="/socket.io/socket.io.js">` | `socket.io.js`, or `socket.io.min.js` without comments |
    /// | `import { io } from "/socket.io/socket.io.esm.min.js"` | `socket.io.esm.min.js` |
    /// | with the [`MessagePack`](crate::Parser) parser | `socket.io.msgpack.min.js` |
    ///
    /// These files and their source maps are read once, when the app is built, and kept in memory, 1.2 MB together;
    /// nothing else of the directory is served. Browsers keep a file and ask whether it is still the same (`ETag`,
    /// status 304). Without this call the answer is a 404 that says where a page gets the client.
    ///
    /// A directory or a file that is missing is an error when the app is built.
    ///
    /// ```no_run
    /// # use gateway_runtime::prelude::*;
    /// # async fn start() -> Result<(), AppError> {
    /// GatewayApp::builder()
    ///     .serve_client("node_modules/socket.io-client/dist")
    ///     .listen(3000)
    ///     .await
    /// # }
    /// ```
    #[must_use]
    pub fn serve_client(
        mut self, /* chain the calls */
        directory: impl Into<PathBuf>,
    ) -> Self {
        self.plan.options.client = Some(directory.into());
        self
    }

    /// Which other origins' pages may connect to any gateway. Default: only pages of the server's own origin
    /// may; see [`Cors`].
    #[must_use]
    pub fn cors(mut self /* chain the calls */, cors: Cors) -> Self {
        self.plan.options.servers.cors = Some(cors);
        self
    }

    /// The path of the gateways' requests, as the client's option `path`. Default: `/socket.io`.
    #[must_use]
    pub fn path(mut self /* chain the calls */, path: impl Into<String>) -> Self {
        self.plan.options.servers.path = Some(path.into());
        self
    }

    /// How clients may connect. Default: polling and WebSocket.
    #[must_use]
    pub fn transports(
        mut self, /* chain the calls */
        transports: impl IntoIterator<Item = Transport>,
    ) -> Self {
        self.plan.options.servers.transports = Some(transports.into_iter().collect());
        self
    }

    /// How often a client is pinged. Default: 25 s.
    #[must_use]
    pub fn ping_interval(mut self /* chain the calls */, interval: Duration) -> Self {
        self.plan.options.servers.ping_interval = Some(interval);
        self
    }

    /// How long a client may take to answer a ping, and to take any byte of what it is sent, before it
    /// is disconnected. Default: 20 s.
    ///
    /// A client that stops reading is gone after the ping interval and two ping timeouts at the latest:
    /// one for the ping without an answer, one for the bytes that the client does not take (see
    /// [`serve`](crate::serve)).
    #[must_use]
    pub fn ping_timeout(mut self /* chain the calls */, timeout: Duration) -> Self {
        self.plan.options.servers.ping_timeout = Some(timeout);
        self
    }

    /// How long a connection may be open before it joins its first namespace; then it is closed.
    /// Default: 45 s.
    #[must_use]
    pub fn connect_timeout(mut self /* chain the calls */, timeout: Duration) -> Self {
        self.plan.options.servers.connect_timeout = Some(timeout);
        self
    }

    /// How long a message of a client may be, whatever its transport: Node's `maxHttpBufferSize`. A
    /// client that sends more is disconnected, with `transport error` or `transport close`. Default:
    /// 1,000,000 bytes, as on Node.
    #[must_use]
    pub fn max_payload(mut self /* chain the calls */, bytes: usize) -> Self {
        self.plan.options.servers.max_payload = Some(bytes);
        self
    }

    /// How many attachments a message of a client may have: one for each piece of binary data in it. A
    /// client that sends more is disconnected, with `transport error` or `transport close`. Default: 100.
    #[must_use]
    pub fn max_attachments(mut self /* chain the calls */, attachments: usize) -> Self {
        self.plan.options.servers.max_attachments = Some(attachments);
        self
    }

    /// How many packets may be under way to one connection before the connection counts as slow: answers and
    /// emits to it wait then, and broadcasts miss it. Default: 4,096 packets.
    ///
    /// A client for which so many packets wait when it begins to upgrade from polling to a WebSocket, or when
    /// a ping is due, is disconnected, since the protocol library has no room for a packet of its own. So the
    /// number has to be larger than what a client is sent at once, for example when the client joins. Node has
    /// no such bound, and keeps whatever a client does not read.
    ///
    /// The memory is allocated when packets wait. A client that does not read costs about 170 bytes for each
    /// packet, 0.7 MB by default, and what the packets hold, which the receivers of a broadcast share.
    #[must_use]
    pub fn max_buffer_size(mut self /* chain the calls */, packets: usize) -> Self {
        self.plan.options.servers.max_buffer_size = Some(packets);
        self
    }
}
