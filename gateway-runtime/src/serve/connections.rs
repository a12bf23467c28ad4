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
use tower_service::Service;

use super::{
    connection::{Stage, connection},
    introduced::Introduced,
    stream::DeadlineStream,
};

/// Serves until the app is [`Ending`](Stage::Ending), then until the last request is answered, or the app
/// is [`Over`](Stage::Over). If `has_wires`, each request has the [`Wire`](super::Wire) of its connection.
pub(crate) async fn serve<S, R>(
    mut listener: impl Listener<
        Addr = SocketAddr,
        Io = DeadlineStream<impl AsyncRead + AsyncWrite + Send + Unpin + 'static>,
    >,
    service: S,
    head_timeout: Duration,
    has_wires: bool,
    mut stage: watch::Receiver<Stage>,
) where
    S: Service<Request<Incoming>, Response = Response<R>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let (ended, mut all_ended) = watch::channel(());
    loop {
        let (mut stream, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stage.wait_for(|stage| *stage >= Stage::Ending) => break,
        };
        let wire = has_wires.then(|| stream.wire());
        let service = Introduced::new(service.clone(), address, wire);
        let stage = stage.clone();
        let ended = ended.clone();
        // In no box, unlike tasks that are seldom: half a kilobyte less for each idle WebSocket (measured).
        tokio::spawn(async move {
            connection(stream, service, head_timeout, stage).await;
            drop(ended);
        });
    }
    drop(listener);
    drop(ended);
    // Nothing is ever sent: an error means that every connection's task is gone.
    while all_ended.changed().await.is_ok() {}
}
