//! `serve` is the app's own HTTP/1.1 server.
//!
//! It is used instead of axum's `serve`, which is made for any protocol, and whose memory for a connection
//! outlives the upgrade to a WebSocket: most connections of an app are WebSockets.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{BoxError, serve::Listener};
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
};
#[cfg(feature = "tls")]
use tokio_rustls::TlsAcceptor;
use tower_service::Service;

#[cfg(feature = "tls")]
use super::tls::handshake;
use super::{
    connection::{Stage, connection},
    introduced::Introduced,
    stream::DeadlineStream,
};

/// How the connections of a listener are served.
#[derive(Clone)]
pub(crate) struct Connections {
    /// How long the head of a request may take, and a TLS handshake.
    pub(crate) head_timeout: Duration,
    /// Whether each request has the [`Wire`](super::Wire) of its connection.
    pub(crate) has_wires: bool,
    /// How far the app is.
    pub(crate) stage: watch::Receiver<Stage>,
    /// What does the TLS handshakes; `None` if the listener has no TLS.
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<TlsAcceptor>,
}

/// Serves until the app is [`Ending`](Stage::Ending), then until the last request is answered, or the app
/// is [`Over`](Stage::Over).
pub(crate) async fn serve<S, R>(
    mut listener: impl Listener<
        Addr = SocketAddr,
        Io = DeadlineStream<impl AsyncRead + AsyncWrite + Send + Unpin + 'static>,
    >,
    service: S,
    connections: Connections,
) where
    S: Service<Request<Incoming>, Response = Response<R>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let mut stage = connections.stage.clone();
    let (ended, mut all_ended) = watch::channel(());
    loop {
        let (mut stream, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stage.wait_for(|stage| *stage >= Stage::Ending) => break,
        };
        let wire = connections.has_wires.then(|| stream.wire());
        let service = Introduced::new(service.clone(), address, wire);
        #[cfg(all(feature = "admin-ui", feature = "tls"))]
        let service = service.behind_tls(connections.tls.is_some());
        let connections = connections.clone();
        let ended = ended.clone();
        // In no box, unlike tasks that are seldom: half a kilobyte less for each idle WebSocket (measured).
        tokio::spawn(async move {
            connections.serve_one(stream, service).await;
            drop(ended);
        });
    }
    drop(listener);
    drop(ended);
    // Nothing is ever sent: an error means that every connection's task is gone.
    while all_ended.changed().await.is_ok() {}
}

impl Connections {
    async fn serve_one<S, R>(
        self,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
        service: S,
    ) where
        S: Service<Request<Incoming>, Response = Response<R>, Error = Infallible>,
        S: Clone + Send + 'static,
        S::Future: Send,
        R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        let Self {
            head_timeout,
            stage,
            ..
        } = self;
        // In boxes, since a connection without TLS need not have the memory of one with it.
        #[cfg(feature = "tls")]
        if let Some(acceptor) = self.tls {
            let shaken = Box::pin(handshake(&acceptor, stream, head_timeout, stage.clone()));
            if let Some(stream) = shaken.await {
                Box::pin(connection(stream, service, head_timeout, stage)).await;
            }
            return;
        }
        connection(stream, service, head_timeout, stage).await;
    }
}
