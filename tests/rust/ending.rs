//! The end of an app that the program asks for, with a deadline and without a signal
//! (docs/guarantees.md, 7).

use std::{
    sync::{
        Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use gateway_runtime::{Drain, GatewayAppBuilder, prelude::*};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    time::{sleep, timeout},
};

mod support;

use support::{
    http::{HANDSHAKE, handshake},
    polling::Client,
    running::Running,
    unread::{fill, joined, open, send, unread_websocket},
};

#[websocket_gateway(namespace = "ending")]
struct Ending {
    _watched: Arc<()>,
}

#[websocket_gateway]
impl Ending {
    #[subscribe_message("never-return")]
    async fn never_return(&self) {
        std::future::pending::<()>().await;
    }
}

/// How long anything may take on a machine with other work to do.
const PATIENCE: Duration = Duration::from_secs(10);

/// A gateway, and what shows whether it is still alive.
fn watched() -> (Ending, Weak<()>) {
    let watched = Arc::new(());
    let seen = Arc::downgrade(&watched);
    (Ending { _watched: watched }, seen)
}

/// Waits until the gateway is dropped, which has to be soon.
async fn is_dropped(seen: &Weak<()>) -> bool {
    let dropped = async {
        while seen.strong_count() > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, dropped).await.is_ok()
}

/// How an app ends that has a deadline.
#[derive(Clone, Copy, Debug)]
enum Ends {
    ByShutdown,
    /// Its clients are let go first.
    ByDrain,
}

impl Ends {
    const EACH: [Self; 2] = [Self::ByShutdown, Self::ByDrain];
    const DEADLINE: Duration = Duration::from_secs(2);
    const OVER: Duration = Duration::from_millis(500);
    /// What a machine with other work to do may add: less than a second deadline after the first would.
    const MARGIN: Duration = Duration::from_millis(1_900);

    fn builder(self) -> GatewayAppBuilder {
        let builder = GatewayApp::builder();
        match self {
            Self::ByShutdown => builder,
            Self::ByDrain => builder
                .shutdown_deadline(Self::DEADLINE)
                .drain(Drain::over(Self::OVER)),
        }
    }

    /// Ends the app, which has to be in time.
    async fn end(self, running: &mut Running) {
        let app = running.app.clone();
        let since = Instant::now();
        match self {
            Self::ByShutdown => app.shutdown(Self::DEADLINE).await,
            Self::ByDrain => app.drain().await,
        }
        let shut_down = since.elapsed();
        running.ended().await;
        let ended = since.elapsed();
        let latest = match self {
            Self::ByShutdown => Self::DEADLINE,
            Self::ByDrain => Self::OVER + Self::DEADLINE,
        };
        for took in [shut_down, ended] {
            assert!(took < latest + Self::MARGIN, "{self:?}: {took:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_deadline_bounds_the_end_with_clients_that_do_not_read_and_open_requests() {
    for ends in Ends::EACH {
        let never = Router::new().route("/never", get(std::future::pending::<()>));
        let builder = ends
            .builder()
            .only::<(Ending,)>()
            .router(never)
            // So that a connection is full before it is cut off.
            .max_buffer_size(128);
        let mut running = Running::start(builder).await;
        let address = running.own();
        let _unread = unread_websocket(address, &["40/ending,"]).await;
        fill(&running.app.server::<Ending>(), 1).await;
        let mut in_work = unread_websocket(address, &["40/ending,"]).await;
        joined(&running.app.server::<Ending>(), 2).await;
        send(&mut in_work, r#"42/ending,1["never-return"]"#).await;
        let _half = open(address, "GET / HTTP/1.1\r\nHost: test\r\nX-A").await;
        let session = handshake(address, HANDSHAKE, &[])
            .await
            .session()
            .to_owned();
        let post = format!(
            "POST {HANDSHAKE}&sid={session} HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n40"
        );
        let _half_body = open(address, &post).await;
        let _never = open(address, "GET /never HTTP/1.1\r\nHost: test\r\n\r\n").await;
        // All of that has arrived.
        handshake(address, HANDSHAKE, &[]).await;
        ends.end(&mut running).await;
    }
}

/// Holds the threads that wait for it.
#[derive(Default)]
struct Latch {
    waiting: AtomicUsize,
    is_open: AtomicBool,
}

impl Latch {
    fn wait(&self) {
        self.waiting.fetch_add(1, SeqCst);
        while !self.is_open.load(SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Opens the latch when it is dropped, also by a test that fails: a runtime waits for its threads.
struct OpensAtLast(Arc<Latch>);

impl Drop for OpensAtLast {
    fn drop(&mut self) {
        self.0.is_open.store(true, SeqCst);
    }
}

#[websocket_gateway(namespace = "holding", rename_all = "kebab-case")]
struct Holding {
    #[inject]
    latch: Arc<Latch>,
}

#[websocket_gateway]
impl Holding {
    #[subscribe_message]
    fn hold_worker(&self) {
        self.latch.wait();
    }

    #[subscribe_message(blocking)]
    fn hold_thread(&self) {
        self.latch.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_deadline_bounds_the_end_though_handlers_hold_a_worker_and_a_blocking_thread() {
    for ends in Ends::EACH {
        let latch = Arc::new(Latch::default());
        let builder = ends.builder().provide(Arc::clone(&latch));
        let mut running = Running::start(builder.only::<(Holding,)>()).await;
        let _opens_at_last = OpensAtLast(Arc::clone(&latch));
        let mut clients = Vec::new();
        for number in 1..=2 {
            clients.push(unread_websocket(running.own(), &["40/holding,"]).await);
            joined(&running.app.server::<Holding>(), number).await;
        }
        for (client, event) in clients.iter_mut().zip(["hold-worker", "hold-thread"]) {
            send(client, &format!(r#"42/holding,["{event}"]"#)).await;
        }
        let held = async {
            while latch.waiting.load(SeqCst) < 2 {
                sleep(Duration::from_millis(5)).await;
            }
        };
        let held = timeout(PATIENCE, held).await;
        assert!(held.is_ok(), "{:?} of 2 wait", latch.waiting);
        ends.end(&mut running).await;
        assert!(!latch.is_open.load(SeqCst));
    }
}

#[tokio::test]
async fn with_nothing_in_work_the_app_ends_at_once() {
    let mut running = Running::start(GatewayApp::builder().only::<(Ending,)>()).await;
    let (app, address) = (running.app.clone(), running.own());
    handshake(address, HANDSHAKE, &[]).await;
    let _idle = unread_websocket(address, &["40/ending,"]).await;
    let ended = async {
        // As long as it may take.
        app.shutdown(Duration::MAX).await;
        running.ended().await;
    };
    timeout(PATIENCE, ended).await.expect("it ends");
}

#[tokio::test]
async fn times_without_an_end_are_allowed() {
    let builder = GatewayApp::builder()
        .only::<(Ending,)>()
        .request_head_timeout(Duration::MAX)
        .request_body_timeout(Duration::MAX)
        .shutdown_deadline(Duration::MAX);
    let mut running = Running::start(builder).await;
    let (app, address) = (running.app.clone(), running.own());
    let answer = handshake(address, HANDSHAKE, &[]).await;
    let session = answer.session();
    let mut post = open(
        address,
        &format!(
            "POST {HANDSHAKE}&sid={session} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
             Content-Length: 10\r\n\r\n40"
        ),
    )
    .await;
    sleep(Duration::from_millis(100)).await;
    post.write_all(b"/ending,").await.expect("it reads");
    let mut response = String::new();
    post.read_to_string(&mut response).await.expect("text");
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    app.shutdown(PATIENCE).await;
    running.ended().await;
}

#[tokio::test]
async fn an_app_that_was_shut_down_is_dropped_with_its_last_handle() {
    // The second deadline is over before the connection of the client is closed.
    for deadline in [PATIENCE, Duration::ZERO] {
        let (gateway, seen) = watched();
        let builder = GatewayApp::builder().gateway(gateway).only::<(Ending,)>();
        let app = builder.build().await.expect("starts");
        let client = Client::connect(app.router(), "/ending", "client").await;
        app.shutdown(deadline).await;
        drop((client, app));
        assert!(is_dropped(&seen).await, "{deadline:?}");
    }
}

#[tokio::test]
async fn an_app_that_was_cut_off_is_dropped_with_its_last_connection() {
    let (gateway, seen) = watched();
    let builder = GatewayApp::builder()
        .gateway(gateway)
        .only::<(Ending,)>()
        .max_buffer_size(128);
    let mut running = Running::start(builder).await;
    let unread = unread_websocket(running.own(), &["40/ending,"]).await;
    fill(&running.app.server::<Ending>(), 1).await;
    running.app.shutdown(Duration::ZERO).await;
    running.ended().await;
    drop((unread, running));
    assert!(is_dropped(&seen).await);
}
