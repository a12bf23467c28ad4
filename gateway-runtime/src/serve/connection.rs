//! `connection` serves one HTTP/1.1 connection of the app's own server, until the connection ends or becomes a
//! WebSocket.

use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};

use axum::BoxError;
use http::{Request, Response};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
    time::sleep,
};
use tower_service::Service;

use super::requests::{Counted, Requests};

/// How many bytes of a request or a response are buffered: as many as Node lets the head of a request have.
const BUFFER: usize = 16 * 1024;

/// How long a connection may take to bring its first request once the sockets say goodbye: a client that
/// polls may just have opened it.
const FIRST_REQUEST: Duration = Duration::from_secs(1);

/// How long the end of the last answer may take to be sent, once no request is in work any more.
const LAST_ANSWER: Duration = Duration::from_secs(1);

/// How far the app's shutdown has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The app serves.
    Serving,
    /// The app's sockets say goodbye. Requests are still served, since clients that poll need them, but a
    /// connection without requests is dropped.
    Closing,
    /// No socket is left. Requests that are in work may finish.
    Ending,
    /// The deadline is over.
    Over,
}

/// Serves a connection. The head of a request may take `head_timeout`, from the beginning of the connection
/// or from the end of the previous request.
pub(super) async fn connection<S, R>(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    service: S,
    head_timeout: Duration,
    mut stage: watch::Receiver<Stage>,
) where
    S: Service<Request<Incoming>, Response = Response<R>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let requests = Arc::new(Requests::default());
    let service = Counted::new(service, &requests);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_timeout)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = pin!(connection);
    let closing = stage.clone();
    let nothing_begins = async {
        too_late_to_begin(closing).await;
        if requests.has_begun() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = connection.as_mut() => return report(ended),
        () = nothing_begins => return,
        _ = stage.wait_for(|stage| *stage >= Stage::Ending) => {}
    }
    if !requests.has_begun() {
        return;
    }
    // This ends an idle connection, but not one that has brought a part of another request.
    connection.as_mut().graceful_shutdown();
    let nothing_is_in_work = async {
        requests.all_answered().await;
        sleep(LAST_ANSWER).await;
    };
    tokio::select! {
        ended = connection => report(ended),
        () = nothing_is_in_work => {}
        _ = stage.wait_for(|stage| *stage == Stage::Over) => {}
    }
}

/// Waits until the sockets say goodbye, and then for as long as a connection may take to bring its first request.
pub(super) async fn too_late_to_begin(mut stage: watch::Receiver<Stage>) {
    // An error means that the sender is gone and the app is over, which is seen elsewhere.
    let _ = stage.wait_for(|stage| *stage >= Stage::Closing).await;
    sleep(FIRST_REQUEST).await;
}

fn report(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended with an error");
    }
}
