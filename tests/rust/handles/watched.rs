//! `Watched` is a gateway that tells the test what it has come to.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use gateway_runtime::{GatewayAppBuilder, prelude::*};
use tokio::sync::{mpsc, oneshot};

/// Longer than anything takes.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
pub(super) const NAMESPACE: &str = "/watched";

#[derive(Serialize, ServerEvent)]
#[event("tick")]
pub(super) struct Tick(pub(super) u8);

/// What a gateway has to tell the test.
type Reports = mpsc::UnboundedSender<&'static str>;

#[websocket_gateway(namespace = "watched", emits(Tick))]
pub(super) struct Watched {
    #[websocket_server]
    pub(super) server: Server<Watched>,
    #[inject]
    reports: Reports,
    /// Lets the message in work go on.
    #[inject]
    go_on: Arc<Mutex<Option<oneshot::Receiver<()>>>>,
    socket: Mutex<Option<Socket>>,
}

impl Watched {
    fn report(&self, what: &'static str) {
        let _ = self.reports.send(what);
    }

    pub(super) fn socket(&self) -> Socket {
        let socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        socket.clone().expect("somebody has connected")
    }
}

#[websocket_gateway]
impl Watched {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        *self.socket.lock().unwrap_or_else(PoisonError::into_inner) = Some(socket);
    }

    /// In work while the app shuts down.
    #[subscribe_message("hold")]
    async fn hold(&self, socket: Socket) -> Result<(), WsError> {
        let go_on = self
            .go_on
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        self.report("holding");
        if let Some(go_on) = go_on {
            let _ = go_on.await;
        }
        self.server.emit_event(&Tick(1)).await?;
        socket.emit("tick", &2)?;
        self.report("held");
        Ok(())
    }

    #[on_gateway_disconnect]
    async fn left(&self, reason: DisconnectReason) -> Result<(), EmitError> {
        assert_eq!(reason, DisconnectReason::ServerShuttingDown);
        self.server.emit_event(&Tick(3)).await?;
        self.server.sockets()?;
        self.report("left");
        Ok(())
    }
}

#[websocket_gateway(namespace = "rooms/{room}")]
pub(super) struct Dynamic;

#[websocket_gateway(namespace = "failing")]
pub(super) struct Failing;

#[websocket_gateway]
impl Failing {
    #[on_gateway_init]
    fn fails(&self) -> Result<(), String> {
        Err("it fails".into())
    }
}

/// An app with all of it but the gateway that fails, and what it needs.
pub(super) struct Fixture {
    pub(super) builder: GatewayAppBuilder,
    pub(super) reports: mpsc::UnboundedReceiver<&'static str>,
    pub(super) go_on: oneshot::Sender<()>,
}

impl Fixture {
    pub(super) fn new() -> Self {
        let (sender, reports) = mpsc::unbounded_channel();
        let (go_on, held) = oneshot::channel();
        let builder = GatewayApp::builder()
            .only::<(Watched, Dynamic)>()
            .provide(sender)
            .provide(Arc::new(Mutex::new(Some(held))));
        Self {
            builder,
            reports,
            go_on,
        }
    }
}
