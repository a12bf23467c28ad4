//! One deadline bounds the end of an app, whatever its handlers and hooks do, also if its clients are let go first
//! (docs/guarantees.md, 7). `Hold` and `HoldHooks` wait for what never comes. Threads that are held, and real connections,
//! are in tests/rust/ending.rs; what holds a process is in tests/js/default-only/deadline.test.mjs and
//! tests/js/default-only/drain-deadline.test.mjs.

use std::{future::pending, time::Duration};

use gateway_runtime::{
    Drain, GatewayAppBuilder,
    prelude::*,
    testing::{Client, End, TestApp},
};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::{journal::Journal, log};

const DEADLINE: Duration = Duration::from_secs(3);
/// What messages have of it.
const FOR_MESSAGES: Duration = Duration::from_millis(2_700);
/// How long clients are let go, and how long the app is not ready before: less than messages have.
const OVER: Duration = Duration::from_secs(1);
const NOT_READY: Duration = Duration::from_millis(500);
/// A deadline that no test waits for.
const FAR: Duration = Duration::from_mins(1);
/// What timers may add.
const MARGIN: Duration = Duration::from_millis(20);

#[websocket_gateway(namespace = "hold", rename_all = "kebab-case")]
struct Hold {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Hold {
    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }

    #[subscribe_message]
    async fn never_return(&self) {
        pending::<()>().await;
    }

    #[subscribe_message]
    async fn a_while(&self, #[message_body] milliseconds: u64) -> &'static str {
        sleep(Duration::from_millis(milliseconds)).await;
        "done"
    }
}

/// Its hooks wait for what never comes, if the client asks for it.
#[websocket_gateway(namespace = "hold-hooks")]
struct HoldHooks;

/// Which hook is to wait.
#[derive(Serialize, Deserialize)]
struct Held {
    hook: String,
}

#[websocket_gateway]
impl HoldHooks {
    #[on_gateway_connection]
    async fn joined(&self, #[handshake_auth] held: Held) {
        if held.hook == "connection" {
            pending::<()>().await;
        }
    }

    #[on_gateway_disconnect]
    async fn left(&self) {
        pending::<()>().await;
    }
}

/// What ends the app.
#[derive(Clone, Copy, Debug)]
enum Ends {
    ByShutdown,
    ByDrain,
}

use Ends::{ByDrain, ByShutdown};

impl Ends {
    /// An app that ends so, with this deadline.
    fn builder(self, deadline: Duration) -> (GatewayAppBuilder, Journal) {
        let notes = Journal::<String>::default();
        let builder = GatewayApp::builder()
            .provide(notes.clone())
            .shutdown_deadline(deadline)
            .only::<(Hold, HoldHooks)>();
        let drain = Drain::over(OVER)
            .announce("server-draining")
            .not_ready_for(NOT_READY);
        let builder = match self {
            ByShutdown => builder,
            ByDrain => builder.drain(drain),
        };
        (builder, notes)
    }

    async fn app(self, deadline: Duration) -> (TestApp, Journal) {
        let (builder, notes) = self.builder(deadline);
        (TestApp::start(builder).await.unwrap(), notes)
    }

    /// How long clients may take to be let go, before the deadline begins.
    fn before(self) -> Duration {
        match self {
            ByShutdown => Duration::ZERO,
            ByDrain => NOT_READY + OVER,
        }
    }

    /// Ends the app, and returns how long that took; the log begins with it.
    async fn end(self, app: &TestApp, deadline: Duration) -> Duration {
        log::start();
        let begin = Instant::now();
        match self {
            ByShutdown => app.shutdown(deadline).await,
            ByDrain => app.drain().await,
        }
        begin.elapsed()
    }
}

/// The warnings and errors in the log.
fn complaints() -> Vec<String> {
    let mut lines = log::lines();
    lines.retain(|line| line.contains("WARN") || line.contains("ERROR"));
    lines
}

/// There is one complaint, about what is cut off.
#[track_caller]
fn assert_cut_off(in_work: &str) {
    let complaints = complaints();
    let [line] = &complaints[..] else {
        panic!("{complaints:?}");
    };
    assert!(line.contains("WARN") && line.contains("cut off"), "{line}");
    assert!(line.contains(&format!("in_work={in_work}")), "{line}");
}

#[tokio::test(start_paused = true)]
async fn an_app_with_nothing_in_work_ends_at_once_without_a_complaint() {
    for ends in [ByShutdown, ByDrain] {
        for clients in 0..3 {
            let (app, notes) = ends.app(FAR).await;
            let mut connected = Vec::new();
            for number in 0..clients {
                let connect = app.connect::<Hold>();
                connected.push(match number {
                    0 => connect.await.unwrap(),
                    _ => connect.polling().await.unwrap(),
                });
            }
            app.settled().await;
            let took = ends.end(&app, FAR).await;
            let at_once = ends.before() + Duration::from_secs(1);
            assert!(took < at_once, "{ends:?}: it took {took:?}");
            assert_eq!(complaints(), Vec::<String>::new());
            assert_eq!(notes.all(), vec!["left"; clients]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn handlers_that_never_return_are_cut_off_and_the_log_names_them() {
    for ends in [ByShutdown, ByDrain] {
        let (app, notes) = ends.app(DEADLINE).await;
        let mut clients: Vec<Client> = Vec::new();
        for _ in 0..3 {
            let client = app.connect::<Hold>().await.unwrap();
            client.emit("never-return", &());
            clients.push(client);
        }
        app.settled().await;
        assert_eq!(app.in_work(), 3);
        let took = ends.end(&app, DEADLINE).await;
        let took = took.saturating_sub(ends.before());
        assert!(
            (FOR_MESSAGES..=DEADLINE).contains(&took),
            "{ends:?}: it took {took:?}"
        );
        assert_cut_off("Hold::never_return (3)");
        assert_eq!(notes.all(), ["left"; 3]);
        for client in clients {
            assert_ne!(client.ended().await, End::ByClient);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn handlers_that_begin_while_clients_are_let_go_and_never_return_are_cut_off_too() {
    let (app, notes) = ByDrain.app(DEADLINE).await;
    let mut clients: Vec<Client> = Vec::new();
    for _ in 0..3 {
        clients.push(app.connect::<Hold>().await.unwrap());
    }
    app.settled().await;
    let begin_late = futures_util::future::join_all(clients.iter().map(async |client| {
        let _: Value = client.event_named("server-draining").await;
        client.emit("never-return", &());
    }));
    let (took, _) = tokio::join!(ByDrain.end(&app, DEADLINE), begin_late);
    let took = took.saturating_sub(ByDrain.before());
    assert!(
        (FOR_MESSAGES..=DEADLINE).contains(&took),
        "it took {took:?}"
    );
    assert_cut_off("Hold::never_return (3)");
    assert_eq!(notes.all(), ["left"; 3]);
}

#[tokio::test(start_paused = true)]
async fn hooks_that_never_return_are_cut_off_and_the_log_names_them() {
    for ends in [ByShutdown, ByDrain] {
        let (app, _) = ends.app(DEADLINE).await;
        let mut clients: Vec<Client> = Vec::new();
        for hook in ["connection", "disconnect", "disconnect"] {
            let hook = hook.to_owned();
            let connect = app.connect::<HoldHooks>().auth(&Held { hook });
            clients.push(connect.await.unwrap());
        }
        app.settled().await;
        let took = ends.end(&app, DEADLINE).await;
        let took = took.saturating_sub(ends.before());
        assert!(took <= DEADLINE + MARGIN, "{ends:?}: it took {took:?}");
        let hooks = "in_work=HoldHooks (connection hook) (1), HoldHooks (disconnect hook) (2)";
        let complaints = complaints();
        let is_named = |line: &String| line.contains("cut off") && line.contains(hooks);
        assert!(complaints.iter().any(is_named), "{ends:?}: {complaints:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_hook_that_never_returns_is_cut_off_and_the_log_names_it() {
    for ends in [ByShutdown, ByDrain] {
        let (builder, notes) = ends.builder(DEADLINE);
        let builder = builder.on_shutdown(async |_| pending::<()>().await);
        let app = TestApp::start(builder).await.unwrap();
        let _client = app.connect::<Hold>().await.unwrap();
        app.settled().await;
        let took = ends.end(&app, DEADLINE).await;
        let latest = ends.before() + DEADLINE + MARGIN;
        assert!(took <= latest, "{ends:?}: it took {took:?}");
        assert_cut_off("on_shutdown (tests/rust/gateways/deadline.rs:");
        assert_eq!(notes.all(), ["left"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_returns_within_the_deadline_is_answered() {
    for ends in [ByShutdown, ByDrain] {
        let (app, _) = ends.app(DEADLINE).await;
        let client = app.connect::<Hold>().await.unwrap();
        let milliseconds = (ends.before() + FOR_MESSAGES).as_millis() - 100;
        let answer = client.ask::<String>("a-while", &milliseconds);
        app.settled().await;
        let took = ends.end(&app, DEADLINE).await;
        let latest = ends.before() + FOR_MESSAGES;
        assert!(took <= latest, "{ends:?}: it took {took:?}");
        assert_eq!(answer.await, Ok("done".into()));
        assert_eq!(complaints(), Vec::<String>::new());
    }
}
