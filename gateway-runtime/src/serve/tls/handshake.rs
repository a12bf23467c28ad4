//! `handshake` makes a TLS stream of a connection, in the time that the head of a request may take.

use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::serve::{Stage, connection::too_late_to_begin};

/// Does the handshake of a connection. `None` if the client does not do its part, or the app ends.
pub(in crate::serve) async fn handshake<S>(
    acceptor: &TlsAcceptor,
    stream: S,
    time: Duration,
    mut stage: watch::Receiver<Stage>,
) -> Option<TlsStream<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let accepted = tokio::select! {
        accepted = timeout(time, acceptor.accept(stream)) => accepted,
        // The client may be one whose next poll, for its last answer, comes with a new connection.
        () = too_late_to_begin(stage.clone()) => return None,
        _ = stage.wait_for(|stage| *stage >= Stage::Ending) => return None,
    };
    match accepted {
        Ok(Ok(stream)) => Some(stream),
        // A browser that does not trust the certificate, or a client without TLS: nothing for a log by default.
        Ok(Err(error)) => {
            tracing::debug!(%error, "a TLS handshake has failed");
            None
        }
        Err(_) => {
            tracing::debug!(?time, "a TLS handshake has taken too long");
            None
        }
    }
}
