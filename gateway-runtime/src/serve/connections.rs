//! The app's own HTTP/1.1 connections.
//!
//! Not axum's `serve`: it is made for any protocol, and what it keeps for a connection outlives the
//! upgrade to a WebSocket, which is all that most of ours are for.

use std::{io, net::SocketAddr, pin::pin};

use axum::{Extension, Router, extract::ConnectInfo, serve::Listener};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::sync::watch;
use tower_layer::Layer as _;

use super::AppListener;

/// How much of a request or a response is buffered: as much as Node lets the head of a request have.
const BUFFER: usize = 16 * 1024;

/// Serves until `stopped` has no sender any more, then until the last request is answered.
pub(crate) async fn serve(
    mut listener: AppListener,
    router: Router,
    mut stopped: watch::Receiver<()>,
) -> io::Result<()> {
    let (ended, mut all_ended) = watch::channel(());
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            // Nothing is ever sent: the end is that the sender is gone.
            _ = stopped.changed() => break,
        };
        let router = Extension(ConnectInfo::<SocketAddr>(address)).layer(router.clone());
        let stopped = stopped.clone();
        let ended = ended.clone();
        tokio::spawn(async move {
            connection(stream, router, stopped).await;
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
async fn connection<S>(
    stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
    service: S,
    mut stopped: watch::Receiver<()>,
) where
    S: tower_service::Service<
            http::Request<hyper::body::Incoming>,
            Response = axum::response::Response,
            Error = std::convert::Infallible,
        > + Clone
        + Send
        + 'static,
    S::Future: Send,
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
