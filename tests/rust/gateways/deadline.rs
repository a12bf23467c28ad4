//! One deadline bounds the end of an app, whatever its handlers and hooks do (docs/guarantees.md, 7). `Hold` and
//! `HoldHooks` wait for what never comes. What holds threads or a process, and real connections, is in
//! tests/js/default-only/deadline.test.mjs.

use std::{future::pending, time::Duration};

use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestApp},
};
use tokio::time::{Instant, sleep};

use crate::{journal::Journal, log};

const DEADLINE: Duration = Duration::from_secs(3);
/// What messages have of it.
const FOR_MESSAGES: Duration = Duration::from_millis(2_700);
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

async fn app() -> (TestApp, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder().provide(notes.clone());
    let app = TestApp::start(builder.only::<(Hold, HoldHooks)>()).await;
    (app.unwrap(), notes)
}

/// Shuts down, and returns how long that took; the log begins with it.
async fn end(app: &TestApp, deadline: Duration) -> Duration {
    log::start();
    let begin = Instant::now();
    app.shutdown(deadline).await;
    begin.elapsed()
}

/// The warnings and errors in the log.
fn complaints() -> Vec<String> {
    let mut lines = log::lines();
    lines.retain(|line| line.contains("WARN") || line.contains("ERROR"));
    lines
}

#[tokio::test(start_paused = true)]
async fn an_app_with_nothing_in_work_ends_at_once_without_a_complaint() {
    for clients in 0..3 {
        let (app, notes) = app().await;
        let mut connected = Vec::new();
        for number in 0..clients {
            let connect = app.connect::<Hold>();
            connected.push(match number {
                0 => connect.await.unwrap(),
                _ => connect.polling().await.unwrap(),
            });
        }
        app.settled().await;
        let took = end(&app, FAR).await;
        assert!(took < Duration::from_secs(1), "it took {took:?}");
        assert_eq!(complaints(), Vec::<String>::new());
        assert_eq!(notes.all(), vec!["left"; clients]);
    }
}

#[tokio::test(start_paused = true)]
async fn handlers_that_never_return_are_cut_off_and_the_log_names_them() {
    let (app, notes) = app().await;
    let mut clients: Vec<Client> = Vec::new();
    for _ in 0..3 {
        let client = app.connect::<Hold>().await.unwrap();
        client.emit("never-return", &());
        clients.push(client);
    }
    app.settled().await;
    assert_eq!(app.in_work(), 3);
    let took = end(&app, DEADLINE).await;
    assert!(
        (FOR_MESSAGES..=DEADLINE).contains(&took),
        "it took {took:?}"
    );
    let complaints = complaints();
    let [line] = &complaints[..] else {
        panic!("{complaints:?}");
    };
    assert!(line.contains("WARN") && line.contains("cut off"), "{line}");
    assert!(line.contains("in_work=Hold::never_return (3)"), "{line}");
    assert_eq!(notes.all(), ["left"; 3]);
    for client in clients {
        assert_ne!(client.ended().await, End::ByClient);
    }
}

#[tokio::test(start_paused = true)]
async fn hooks_that_never_return_are_cut_off_and_the_log_names_them() {
    let (app, _) = app().await;
    let mut clients: Vec<Client> = Vec::new();
    for hook in ["connection", "disconnect", "disconnect"] {
        let hook = hook.to_owned();
        let connect = app.connect::<HoldHooks>().auth(&Held { hook });
        clients.push(connect.await.unwrap());
    }
    app.settled().await;
    let took = end(&app, DEADLINE).await;
    assert!(took <= DEADLINE + MARGIN, "it took {took:?}");
    let hooks = "in_work=HoldHooks (connection hook) (1), HoldHooks (disconnect hook) (2)";
    let complaints = complaints();
    let is_named = |line: &String| line.contains("cut off") && line.contains(hooks);
    assert!(complaints.iter().any(is_named), "{complaints:?}");
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_returns_within_the_deadline_is_answered() {
    let (app, _) = app().await;
    let client = app.connect::<Hold>().await.unwrap();
    let answer = client.ask::<String>("a-while", &2_600);
    app.settled().await;
    let took = end(&app, DEADLINE).await;
    assert!(took <= FOR_MESSAGES, "it took {took:?}");
    assert_eq!(answer.await, Ok("done".into()));
    assert_eq!(complaints(), Vec::<String>::new());
}
