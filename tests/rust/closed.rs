//! The end of an app, as its handles see it.
#![expect(
    clippy::expect_used,
    reason = "clippy does not see that all of it is a test"
)]

mod polling;

use std::{
    pin::pin,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use gateway_runtime::{Broadcast, prelude::*};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::timeout,
};

use polling::{Client, is_let_in};

/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(5);
const NAMESPACE: &str = "/watched";

#[derive(Serialize, ServerEvent)]
#[event("tick")]
struct Tick(u8);

/// What a gateway has to tell the test.
type Reports = mpsc::UnboundedSender<&'static str>;

#[websocket_gateway(namespace = "watched", emits(Tick))]
struct Watched {
    #[websocket_server]
    server: Server<Watched>,
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

    fn socket(&self) -> Socket {
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
struct Dynamic;

#[websocket_gateway(namespace = "failing")]
struct Failing;

#[websocket_gateway]
impl Failing {
    #[on_gateway_init]
    fn fails(&self) -> Result<(), String> {
        Err("it fails".into())
    }
}

/// An app with all of it but the gateway that fails, and what it needs.
struct Fixture {
    builder: gateway_runtime::GatewayAppBuilder,
    reports: mpsc::UnboundedReceiver<&'static str>,
    go_on: oneshot::Sender<()>,
}

impl Fixture {
    fn new() -> Self {
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

/// A service: its loop ends with the app.
fn service(server: Server<Watched>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_millis(1));
        loop {
            tokio::select! {
                () = server.closed() => break,
                _ = ticks.tick() => drop(server.emit_event(&Tick(0)).await),
            }
        }
        assert!(is_over(server.emit_event(&Tick(0)).await));
    })
}

async fn ended(service: JoinHandle<()>) {
    let ended = timeout(PATIENCE, service).await.expect("its loop ends");
    ended.expect("without a panic");
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a value that is checked and gone"
)]
fn is_over<T>(result: Result<T, EmitError>) -> bool {
    matches!(result, Err(EmitError::NotRunning))
}

/// Whether a future is ready at once.
async fn is_ready(future: impl Future<Output = ()>) -> bool {
    let mut future = pin!(future);
    std::future::poll_fn(|context| std::task::Poll::Ready(future.as_mut().poll(context).is_ready()))
        .await
}

/// That every verb of a broadcast says so, which may have been chosen before.
async fn assert_is_over<G>(chosen: &Broadcast<G>) {
    let chosen = || chosen.clone();
    assert!(is_over(chosen().emit("e", &1).await));
    assert!(is_over(chosen().emit_with_ack::<_, u8>("e", &1).await));
    assert!(is_over(chosen().join("room").await));
    assert!(is_over(chosen().leave("room").await));
    assert!(is_over(chosen().rooms().await));
    assert!(is_over(chosen().sockets()));
    assert!(is_over(chosen().fetch_sockets().await));
    assert!(is_over(chosen().disconnect().await));
}

async fn assert_server_is_over<G>(server: &Server<G>) {
    let second = Duration::from_secs(1);
    assert!(is_over(server.emit("e", &1).await));
    assert!(is_over(server.emit_with_ack::<_, u8>("e", &1).await));
    assert!(is_over(server.join("room").await));
    assert!(is_over(server.leave("room").await));
    assert!(is_over(server.rooms().await));
    assert!(is_over(server.sockets()));
    assert!(is_over(server.fetch_sockets().await));
    assert!(is_over(server.disconnect().await));
    assert!(is_over(server.server_count().await));
    assert!(is_over(server.namespaces()));
    for chosen in [
        server.broadcast(),
        server.to("room"),
        server.to(Vec::<String>::new()),
        server.within("room"),
        server.except("room"),
        server.local(),
        server.volatile(),
        server.timeout(second),
    ] {
        assert_is_over(&chosen).await;
    }
    assert!(is_ready(server.closed()).await);
}

async fn assert_socket_is_over<G>(socket: &Socket<G>) {
    let patient = socket.timeout(Duration::from_secs(1));
    assert!(!socket.connected());
    assert!(is_over(socket.emit("e", &1)));
    assert!(is_over(socket.emit_volatile("e", &1)));
    assert!(is_over(socket.emit_with_ack::<_, u8>("e", &1).await));
    assert!(is_over(patient.emit_with_ack::<_, u8>("e", &1).await));
    for chosen in [
        socket.broadcast(),
        socket.to("room"),
        socket.to(Vec::<String>::new()),
        socket.within("room"),
        socket.except("room"),
        socket.local(),
    ] {
        assert_is_over(&chosen).await;
    }
    assert_server_is_over(&socket.server()).await;
}

#[tokio::test]
async fn after_the_shutdown_every_verb_of_every_handle_says_not_running() {
    let Fixture {
        builder,
        mut reports,
        ..
    } = Fixture::new();
    let early = builder.server::<Watched>();
    let app = builder.build().await.expect("starts");
    let _client = Client::connect(app.router(), NAMESPACE, "client").await;
    let gateway = app.gateway::<Watched>();
    let dynamic = app.server::<Dynamic>();
    let pattern = dynamic.broadcast();
    let chosen = [early.to("room"), early.except("room")];
    // On both sides of the choice: everyone, nobody, and nobody who is there.
    let emits = [
        early.emit("e", &1),
        early.to(Vec::<String>::new()).emit("e", &1),
        dynamic.of("/rooms/7").emit("e", &1),
    ];
    let absent = app.server::<Failing>();
    assert!(early.emit("e", &1).await.is_ok());
    assert!(dynamic.of("/rooms/7").emit("e", &1).await.is_ok());

    app.shutdown(PATIENCE).await;
    assert_server_is_over(&early).await;
    assert_server_is_over(&early.untyped()).await;
    assert_server_is_over(&early.of(NAMESPACE)).await;
    assert_server_is_over(&early.of("/elsewhere")).await;
    assert_server_is_over(&app.server::<Watched>()).await;
    assert_server_is_over(&gateway.server).await;
    assert_server_is_over(&dynamic).await;
    assert_server_is_over(&dynamic.of("/rooms/7")).await;
    assert_server_is_over(&absent).await;
    assert_is_over(&pattern).await;
    for chosen in &chosen {
        assert_is_over(chosen).await;
    }
    for emit in emits {
        assert!(is_over(emit.await));
    }
    assert_socket_is_over(&gateway.socket()).await;
    assert_eq!(early.namespace(), Some(NAMESPACE));
    assert_eq!(reports.recv().await, Some("left"));
}

#[tokio::test]
async fn while_it_shuts_down_verbs_work_for_messages_in_work_and_hooks() {
    let Fixture {
        builder,
        mut reports,
        go_on,
    } = Fixture::new();
    let app = builder.build().await.expect("starts");
    let server = app.server::<Watched>();
    let mut client = Client::connect(app.router(), NAMESPACE, "client").await;
    client.emit("hold").await;
    assert_eq!(reports.recv().await, Some("holding"));
    let shutdown = tokio::spawn({
        let app = app.clone();
        async move { app.shutdown(PATIENCE).await }
    });
    // From then on nobody is let in: it has begun.
    while is_let_in(&app.router(), "/rooms/7").await {}
    assert!(!is_ready(server.closed()).await);
    assert!(server.emit("tick", &0).await.is_ok());
    assert_eq!(server.sockets().expect("it runs").len(), 1);
    go_on.send(()).expect("it waits");
    shutdown.await.expect("no panic");
    assert_eq!(reports.recv().await, Some("held"));
    assert_eq!(reports.recv().await, Some("left"));
    assert!(is_ready(server.closed()).await);
    for number in 0..3 {
        let tick = client.next(PATIENCE).await;
        let expected = format!("42{NAMESPACE},[\"tick\",{number}]");
        assert_eq!(tick.as_deref(), Some(&*expected));
    }
}

#[tokio::test]
async fn the_loop_of_a_service_ends_with_the_app() {
    let Fixture { builder, .. } = Fixture::new();
    let services = [service(builder.server()), service(builder.server())];
    let app = builder.build().await.expect("starts");
    let late = service(app.server());
    let parts: Vec<_> = (0..10)
        .map(|room| {
            tokio::spawn(
                app.server::<Dynamic>()
                    .of(format!("/rooms/{room}"))
                    .closed(),
            )
        })
        .collect();
    assert!(!is_ready(app.server::<Watched>().closed()).await);
    app.shutdown(PATIENCE).await;
    for service in services.into_iter().chain([late]).chain(parts) {
        ended(service).await;
    }
}

#[tokio::test]
async fn it_ends_too_if_the_app_does_not_start() {
    let builder = GatewayApp::builder().only::<(Failing,)>();
    let server = builder.server::<Failing>();
    let closed = tokio::spawn(server.closed());
    assert!(!is_ready(server.closed()).await);
    assert!(builder.build().await.is_err());
    ended(closed).await;
    assert_server_is_over(&server).await;

    let Fixture { builder, .. } = Fixture::new();
    let waiting = service(builder.server());
    drop(builder);
    ended(waiting).await;
}

#[tokio::test]
async fn it_ends_too_if_the_app_and_all_that_serves_it_are_dropped() {
    let Fixture {
        builder,
        mut reports,
        ..
    } = Fixture::new();
    let app = builder.build().await.expect("starts");
    let waiting = service(app.server());
    let server = app.server::<Watched>();
    let layer = app.layer();
    drop(app);
    assert!(!is_ready(server.closed()).await);
    assert!(server.emit("e", &1).await.is_ok());
    drop(layer);
    ended(waiting).await;
    assert_server_is_over(&server).await;
    // Neither handles nor their futures keep the gateways alive, which hold the sender.
    let closed = server.closed();
    let gone = timeout(PATIENCE, reports.recv()).await;
    assert_eq!(gone.expect("the gateways are dropped"), None);
    drop((server, closed));
}

#[tokio::test]
async fn a_detached_server_never_ends() {
    let server: Server<Watched> = Server::detached();
    let closed = server.closed();
    assert!(server.emit("e", &1).await.is_ok());
    drop(server);
    assert!(!is_ready(closed).await);
}
