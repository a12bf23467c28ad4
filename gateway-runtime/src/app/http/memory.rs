//! `serve_in_memory` serves an app without ports: each of its listeners accepts connections that a
//! [`MemoryConnector`] opens. From there on everything is as with TCP.

use std::{io, net::SocketAddr, sync::Arc};

use axum::serve::Listener;
use tokio::{
    io::{DuplexStream, duplex},
    sync::{mpsc, watch},
    task::JoinSet,
};

use super::{listeners::ping_timeout, service::HttpService, serving::until_the_end};
use crate::{
    app::{compiled::Compiled, endpoint::Port, shared::Shared},
    error::AppError,
    serve::{self as connections, Connections, Stage, WriteDeadline},
    sorted::SortedMap,
};

/// How many bytes a connection holds in each direction that nobody has read: about as many as a TCP connection on
/// Linux before the system has enlarged its buffers.
const BUFFER: usize = 64 * 1024;

/// Opens connections to the listeners of an app.
pub(crate) struct MemoryConnector {
    listeners: SortedMap<Option<Port>, mpsc::UnboundedSender<Accepted>>,
}

/// The server's end of a connection, and the address of its client.
type Accepted = (DuplexStream, SocketAddr);

impl MemoryConnector {
    /// The client's end of a new connection to the listener of a port, `None` being the app's own; nothing if there is
    /// no such listener, or if the app has ended.
    pub(crate) fn connect(&self, port: Option<Port>, address: SocketAddr) -> Option<DuplexStream> {
        let (client, server) = duplex(BUFFER);
        let listener = self.listeners.get(&port)?;
        listener.send((server, address)).ok()?;
        Some(client)
    }
}

/// A listener whose connections a [`MemoryConnector`] opens.
struct MemoryListener(mpsc::UnboundedReceiver<Accepted>);

impl Listener for MemoryListener {
    type Io = DuplexStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Accepted {
        match self.0.recv().await {
            Some(accepted) => accepted,
            // The connector is gone, so that nobody connects any more.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::AddrNotAvailable.into())
    }
}

/// What opens connections, and the future that serves them until the app is shut down. No signal is listened to: a
/// process that tests apps is not theirs to end.
pub(crate) fn serve_in_memory(
    shared: &Arc<Shared>,
) -> (MemoryConnector, Compiled<Result<(), AppError>>) {
    let ports = shared.endpoints.iter().map(|endpoint| endpoint.port);
    let mut listeners = SortedMap::new();
    let mut accepting = Vec::new();
    for port in ports.chain([None]) {
        listeners.get_or_insert_with(port, || {
            let (opened, accepted) = mpsc::unbounded_channel();
            accepting.push((port, MemoryListener(accepted)));
            opened
        });
    }
    let shared = Arc::clone(shared);
    let served = Box::pin(async move {
        let (stage, stages) = watch::channel(Stage::Serving);
        let mut servers = JoinSet::new();
        for (port, listener) in accepting {
            servers.spawn(connections::serve(
                WriteDeadline::new(listener, ping_timeout(&shared, port)),
                HttpService::at(&shared, port),
                Connections {
                    head_timeout: shared.request_head_timeout,
                    has_wires: shared.drain.is_some(),
                    stage: stages.clone(),
                    // There is nobody in between.
                    #[cfg(feature = "tls")]
                    tls: None,
                },
            ));
        }
        until_the_end(&shared, servers, stage, std::future::pending()).await
    });
    (MemoryConnector { listeners }, served)
}
