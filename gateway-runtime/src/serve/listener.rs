//! `WriteDeadline` is a listener whose connections have a write deadline.

use std::{io, time::Duration};

use axum::serve::{Listener, ListenerExt as _, TapIo};
use tokio::net::{TcpListener, TcpStream};

use super::{Acceptor, DeadlineStream};

/// A listener whose connections fail when their client does not take a single byte for some time: see
/// [the module](super).
///
/// Axum knows the client's address only with listeners of its own. A [`tap_io`](axum::serve::ListenerExt)
/// around this listener, even one that does nothing, lets handlers extract the address (`ConnectInfo`).
///
/// ```no_run
/// use std::{net::SocketAddr, time::Duration};
///
/// use axum::{Router, serve::ListenerExt};
/// use gateway_runtime::{GatewayApp, serve::WriteDeadline};
/// use tokio::net::TcpListener;
///
/// # async fn serve(app: GatewayApp) -> std::io::Result<()> {
/// let listener = TcpListener::bind("127.0.0.1:3000").await?;
/// let listener = WriteDeadline::new(listener, Duration::from_secs(20)).tap_io(|_| {});
/// let router = Router::new().layer(app.layer());
/// axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await
/// # }
/// ```
#[derive(Debug)]
pub struct WriteDeadline<L> {
    listener: L,
    deadline: Duration,
}

impl<L> WriteDeadline<L> {
    /// Gives the connections of `listener` a write deadline: they fail when a write has waited for `deadline`
    /// without any progress. The ping timeout is a good deadline.
    #[must_use]
    pub fn new(listener: L, deadline: Duration) -> Self {
        Self { listener, deadline }
    }
}

impl<L: Listener> Listener for WriteDeadline<L> {
    type Io = DeadlineStream<L::Io>;
    type Addr = L::Addr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = self.listener.accept().await;
        (DeadlineStream::new(stream, self.deadline), address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// The listener that [`GatewayApp::listener`](crate::GatewayApp::listener) makes of a TCP listener.
pub type AppListener = TapIo<WriteDeadline<Acceptor>, fn(&mut DeadlineStream<TcpStream>)>;

/// The listener of an app with this ping timeout. The tap is outermost, so that axum knows the
/// clients' addresses.
pub(crate) fn app_listener(listener: TcpListener, ping_timeout: Duration) -> AppListener {
    WriteDeadline::new(Acceptor::new(listener), ping_timeout).tap_io(without_delay)
}

/// Sets `TCP_NODELAY`, as Node does on every socket: small packets must not wait for one another.
fn without_delay(stream: &mut DeadlineStream<TcpStream>) {
    if let Err(error) = stream.get_ref().set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY cannot be set");
    }
}
