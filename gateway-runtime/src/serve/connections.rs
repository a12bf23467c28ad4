//! The app's own HTTP/1.1 connections.
//!
//! Not axum's `serve`: it is made for any protocol, and what it keeps for a connection outlives the
//! upgrade to a WebSocket, which is all that most of ours are for.

use std::{convert::Infallible, io, net::SocketAddr, pin::pin};

use axum::{BoxError, Extension, extract::ConnectInfo, serve::Listener};
use http::{Request, Response};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::sync::watch;
use tower_layer::Layer as _;
use tower_service::Service;

use super::AppListener;

/// How much of a request or a response is buffered: as much as Node lets the head of a request have.
const BUFFER: usize = 16 * 1024;

/// Serves until `stopped` has no sender any more, then until the last request is answered.
pub(crate) async fn serve<S, R>(
    mut listener: AppListener,
    service: S,
    mut stopped: watch::Receiver<()>,
) -> io::Result<()>
where
    S: Service<Request<Incoming>, Response = Response<R>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let (ended, mut all_ended) = watch::channel(());
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            // Nothing is ever sent: the end is that the sender is gone.
            _ = stopped.changed() => break,
        };
        let service = Extension(ConnectInfo::<SocketAddr>(address)).layer(service.clone());
        let stopped = stopped.clone();
        let ended = ended.clone();
        tokio::spawn(async move {
            connection(stream, service, stopped).await;
            drop(ended);
        });
    }
    drop(listener);
    drop(ended);
    // As above: an error means that every connection's task is gone.
    while all_ended.changed().await.is_ok() {}
    Ok(())
}

/// One connection, until it ends or is upgraded, which gives it to the WebSocket.
async fn connection<S, R>(
    stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
    service: S,
    mut stopped: watch::Receiver<()>,
) where
    S: Service<Request<Incoming>, Response = Response<R>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let connection = http1::Builder::new()
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended with an error");
    }
}
