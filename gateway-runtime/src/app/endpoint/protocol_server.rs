//! `ProtocolServer` is the protocol library's server of one endpoint: it holds the namespaces and connections.

use socketioxide::{
    SocketIo, SocketIoBuilder, TransportType, handler::ConnectHandler,
    operators::BroadcastOperators,
};

use super::EndpointSettings;
use crate::{
    adapter::{AdapterChoice, AnyAdapter},
    engine::{LONGEST_RESPONSE, Nothing, Protocol},
    options::{Parser, Transport},
};

/// How much is read from a WebSocket at a time, in bytes: what holds a few messages of common size. Every
/// read clears the whole of it, and every connection keeps it. Longer messages come in larger pieces, from
/// [`DeadlineStream`](crate::serve::DeadlineStream).
const READ_BUFFER: usize = 1024;

/// Clones are handles to the same server.
#[derive(Clone)]
pub(crate) struct ProtocolServer {
    library: SocketIo<AnyAdapter>,
}

impl ProtocolServer {
    /// A server without namespaces, and the service that answers its requests.
    pub(crate) fn new(
        settings: &EndpointSettings,
        parser: Parser,
        adapter: &AdapterChoice,
    ) -> (Self, Protocol) {
        let (service, library) = builder(settings, parser)
            .with_adapter::<AnyAdapter>(adapter.clone())
            .build_with_inner_svc(Nothing);
        (Self { library }, service)
    }

    /// Adds a namespace, and waits until its adapter is ready. A second of the same path would replace the
    /// first.
    ///
    /// # Errors
    /// Why the namespace cannot be served.
    pub(crate) async fn add_namespace<H, T>(
        &self,
        path: &'static str,
        handler: H,
    ) -> Result<BroadcastOperators<AnyAdapter>, String>
    where
        H: ConnectHandler<AnyAdapter, T>,
        T: Send + Sync + 'static,
    {
        let added = self.library.ns(path, handler).await;
        added.map_err(|error| error.to_string())?;
        self.library
            .of(path)
            .ok_or_else(|| "the protocol server does not know it".to_owned())
    }

    /// Adds a pattern of namespaces, which clients make by entering them.
    ///
    /// # Errors
    /// Why the pattern cannot be served.
    pub(crate) fn add_pattern<H, T>(&self, pattern: &str, handler: H) -> Result<(), String>
    where
        H: ConnectHandler<AnyAdapter, T>,
        T: Send + Sync + 'static,
    {
        let added = self.library.dyn_ns(pattern, handler);
        added.map_err(|error| error.to_string())
    }

    /// The library's handle to the server.
    pub(crate) fn library(&self) -> SocketIo<AnyAdapter> {
        self.library.clone()
    }

    /// Closes all connections.
    pub(crate) async fn close(&self) {
        self.library.close().await;
    }
}

/// The library's builder with these settings.
fn builder(settings: &EndpointSettings, parser: Parser) -> SocketIoBuilder {
    let longest_response = LONGEST_RESPONSE.max(settings.max_payload);
    let builder = parser
        .set(
            SocketIo::builder(),
            settings.max_payload,
            settings.max_attachments,
        )
        .req_path(settings.path.clone())
        .ping_interval(settings.ping_interval)
        .ping_timeout(settings.ping_timeout)
        .connect_timeout(settings.connect_timeout)
        .max_buffer_size(settings.max_buffer_size)
        .ws_read_buffer_size(READ_BUFFER)
        .max_payload(u64::try_from(longest_response).unwrap_or(u64::MAX))
        .ws_max_message_size(settings.max_payload)
        .ws_max_frame_size(settings.max_payload);
    let offers = |transport| settings.transports.contains(&transport);
    match (offers(Transport::Polling), offers(Transport::Websocket)) {
        (true, false) => builder.transports([TransportType::Polling]),
        (false, true) => builder.transports([TransportType::Websocket]),
        _ => builder.transports([TransportType::Polling, TransportType::Websocket]),
    }
}
