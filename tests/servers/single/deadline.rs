//! `Hold` and `HoldHooks` hold up the end of the server; `close_database` is what a program may do after it.

use std::env;
use std::future;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;
use tokio::task::spawn_blocking;

/// Longer than any deadline of a test.
const LONG: Duration = Duration::from_secs(20);

#[websocket_gateway(namespace = "hold", rename_all = "kebab-case")]
struct Hold;

#[websocket_gateway]
impl Hold {
    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Hold", &socket, reason);
    }

    /// Holds the thread that it is called on.
    #[subscribe_message]
    fn thread(&self, socket: Socket) {
        journal::reached("Hold", "thread", &socket);
        thread::sleep(LONG);
    }

    /// Holds a thread too, but not from the beginning.
    #[subscribe_message]
    async fn thread_later(&self, socket: Socket) {
        tokio::task::yield_now().await;
        journal::reached("Hold", "thread later", &socket);
        thread::sleep(LONG);
    }

    /// Returns, but what it has begun goes on.
    #[subscribe_message]
    async fn leave_behind(&self) {
        spawn_blocking(|| thread::sleep(LONG));
    }

    /// Holds a thread that it may hold.
    #[subscribe_message(blocking)]
    fn block(&self, socket: Socket) {
        journal::reached("Hold", "blocking", &socket);
        thread::sleep(LONG);
    }

    /// Waits for a thread that holds itself.
    #[subscribe_message]
    async fn wait_for_thread(&self, socket: Socket) {
        journal::reached("Hold", "waiting", &socket);
        let _ = spawn_blocking(|| thread::sleep(LONG)).await;
    }

    /// Waits for what never comes.
    #[subscribe_message]
    async fn never_return(&self, socket: Socket) {
        journal::reached("Hold", "never returning", &socket);
        future::pending::<()>().await;
    }

    /// Takes some milliseconds.
    #[subscribe_message]
    async fn a_while(&self, socket: Socket, #[message_body] milliseconds: u64) -> &'static str {
        journal::reached("Hold", "a while", &socket);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        "done"
    }
}

/// Its hooks hold up the end in the way that a client has asked for.
#[websocket_gateway(namespace = "hold-hooks")]
struct HoldHooks {
    held: Mutex<Option<Held>>,
}

/// What is to hold up the end.
#[derive(Clone, Copy, Deserialize, PartialEq)]
struct Held {
    hook: Hook,
    /// Whether the hook holds its thread. Otherwise it awaits what never comes.
    thread: bool,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Hook {
    Disconnect,
    Shutdown,
}

impl HoldHooks {
    async fn hold(&self, hook: Hook) {
        let held = *self.held.lock().unwrap_or_else(PoisonError::into_inner);
        match held.filter(|held| held.hook == hook) {
            None => {}
            Some(held) if held.thread => thread::sleep(LONG),
            Some(_) => future::pending().await,
        }
    }
}

#[websocket_gateway]
impl HoldHooks {
    #[on_gateway_disconnect]
    async fn left(&self) {
        self.hold(Hook::Disconnect).await;
    }

    #[on_gateway_shutdown]
    async fn end(&self) {
        self.hold(Hook::Shutdown).await;
    }

    #[subscribe_message("hold")]
    fn hold_later(&self, #[message_body] held: Held) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
    }
}

/// `GET /long`: a megabyte; `GET /never`: no answer.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/long", get(async || "x".repeat(1024 * 1024)))
        .route("/never", get(future::pending::<()>))
}

/// Another app of the same process, without gateways and with a deadline of its own: `ANOTHER_DEADLINE`
/// milliseconds. Nothing without it.
pub(crate) async fn another_app() -> Result<(), AppError> {
    let Some(deadline) = milliseconds("ANOTHER_DEADLINE") else {
        return Ok(());
    };
    let app = GatewayApp::builder().only::<()>();
    let app = app.shutdown_deadline(deadline).build().await?;
    app.bind("127.0.0.1:0").await?;
    tokio::spawn(async move { app.serve().await });
    Ok(())
}

/// What a program may do when nobody is served any more: say so, and close a database, which takes
/// `CLOSING_TIME` milliseconds. Nothing without it.
pub(crate) async fn close_database() {
    if let Some(time) = milliseconds("CLOSING_TIME") {
        journal::note(&json!({ "what": "closing the database" }));
        tokio::time::sleep(time).await;
        journal::note(&json!({ "what": "the database is closed" }));
    }
}

fn milliseconds(name: &str) -> Option<Duration> {
    let milliseconds = env::var(name).ok()?.parse().ok()?;
    Some(Duration::from_millis(milliseconds))
}
