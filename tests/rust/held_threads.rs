//! Code of a user that holds its thread is a warning in the log while it does, with its name and the remedy; code that awaits
//! is none. The code here holds its thread until the log has the warning, so no test depends on a time.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
#![allow(
    clippy::unused_async,
    clippy::unused_self,
    reason = "the form of a method is what is tested, whatever it does"
)]

use std::{
    io::{self, Write},
    sync::{Mutex, MutexGuard, Once},
    thread,
    time::{Duration, Instant},
};

use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};
use tracing_subscriber::{filter::LevelFilter, util::SubscriberInitExt as _};

/// Longer than any warning takes to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// What all threads of the process have logged.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static STARTED: Once = Once::new();

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The warnings about what has this name.
fn warnings(name: &str) -> Vec<String> {
    let text = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
    let lines = text
        .lines()
        .filter(|line| line.contains("holds its thread"));
    let named = lines.filter(|line| line.contains(&format!("\"{name}\"")));
    named.map(str::to_owned).collect()
}

/// Holds the thread until there is this many warnings about it.
fn hold_until_warned(name: &str, warnings_so_far: usize) {
    let begin = Instant::now();
    while warnings(name).len() < warnings_so_far {
        assert!(begin.elapsed() < PATIENCE, "no warning about {name}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// No other test runs for as long as this lives. Each has a runtime of its own, on a thread of its own.
struct Alone(#[expect(dead_code, reason = "it is held")] MutexGuard<'static, ()>);

/// The tests of one process share the log and the thread that looks: one after another.
fn alone() -> Alone {
    static ALONE: Mutex<()> = Mutex::new(());
    STARTED.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .without_time()
            .with_target(false)
            .with_max_level(LevelFilter::DEBUG)
            .with_writer(|| Log)
            .finish()
            .init();
    });
    let alone = ALONE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    LOG.lock().unwrap().clear();
    Alone(alone)
}

#[derive(Clone)]
struct Happened;

/// A guard that holds its thread, before messages and for who connects.
#[guard]
fn slow_guard() -> bool {
    hold_until_warned("slow_guard", 1);
    true
}

#[websocket_gateway(namespace = "held")]
struct Held {
    #[inject]
    events: Events,
}

#[websocket_gateway]
impl Held {
    #[subscribe_message("plain")]
    fn plain(&self) {
        hold_until_warned("Held::plain", 1);
    }

    #[subscribe_message("first-poll")]
    async fn first_poll(&self) {
        hold_until_warned("Held::first_poll", 1);
        tokio::task::yield_now().await;
    }

    #[subscribe_message("later-poll")]
    async fn later_poll(&self) {
        tokio::task::yield_now().await;
        hold_until_warned("Held::later_poll", 1);
    }

    #[subscribe_message("blocking", blocking)]
    fn blocking(&self) {
        thread::sleep(Duration::from_millis(20));
    }

    /// Never ends a poll late.
    #[subscribe_message("awaits")]
    async fn awaits(&self) {
        while warnings("Held::plain").is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[subscribe_message("emit")]
    async fn emit(&self) {
        let _ = self.events.emit(Happened).await;
    }

    #[on_event]
    fn happened(&self, _: Happened) {
        hold_until_warned("Held::happened (listener for Happened)", 1);
    }
}

#[websocket_gateway(namespace = "held-hooks")]
struct Hooks;

#[websocket_gateway]
impl Hooks {
    #[on_gateway_init]
    fn init(&self) {
        hold_until_warned("Hooks::init", 1);
    }

    #[on_gateway_connection]
    async fn joined(&self) {
        hold_until_warned("Hooks::joined", 1);
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        hold_until_warned("Hooks::left", 1);
    }

    #[on_gateway_shutdown]
    fn end(&self) {
        hold_until_warned("Hooks::end (shutdown hook)", 1);
    }

    #[interval("10ms")]
    fn tick(&self) {
        hold_until_warned("Hooks::tick", 1);
    }
}

#[websocket_gateway(namespace = "held-guard")]
#[use_guards(slow_guard)]
struct Guarded;

fn held() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Held,)>()
}

async fn join(builder: GatewayAppBuilder) -> (TestApp, Client) {
    let app = TestApp::start(builder).await.unwrap();
    let client = app.connect::<Held>().await.unwrap();
    (app, client)
}

/// There is one line about each, with the remedy.
fn assert_named(name: &str, before: &str, remedy: &str) {
    let lines = warnings(name);
    assert_eq!(lines.len(), 1, "{lines:?}");
    let line = &lines[0];
    assert!(
        line.starts_with(&format!(" WARN {before} holds its thread")),
        "{line}"
    );
    assert!(line.contains(remedy) && line.contains("held="), "{line}");
}

const BLOCKING: &str = "mark it `blocking`, as in `#[subscribe_message(\"name\", blocking)]`";
const SPAWN: &str = "leave the work to `tokio::task::spawn_blocking(..).await`";

#[tokio::test]
async fn a_handler_is_named_while_it_holds_its_thread() {
    let _alone = alone();
    let (_app, client) = join(held()).await;
    for (event, method) in [
        ("plain", "plain"),
        ("first-poll", "first_poll"),
        ("later-poll", "later_poll"),
    ] {
        client.ask::<()>(event, &()).await.unwrap();
        let name = format!("Held::{method}");
        assert_named(&name, "a handler", BLOCKING);
        assert!(warnings(&name)[0].contains(r#"namespace="/held""#));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_thread_of_several_is_looked_at() {
    let _alone = alone();
    let (app, client) = join(held()).await;
    let other = app.connect::<Held>().await.unwrap();
    let (plain, first_poll) = tokio::join!(
        client.ask::<()>("plain", &()),
        other.ask::<()>("first-poll", &())
    );
    plain.unwrap();
    first_poll.unwrap();
    assert_named("Held::plain", "a handler", BLOCKING);
    assert_named("Held::first_poll", "a handler", BLOCKING);
}

/// Also in a runtime whose clock stands.
#[tokio::test(start_paused = true)]
async fn a_clock_that_stands_does_not_matter() {
    let _alone = alone();
    let (_app, client) = join(held()).await;
    client.ask::<()>("plain", &()).await.unwrap();
    assert_named("Held::plain", "a handler", BLOCKING);
}

#[tokio::test]
async fn who_awaits_is_none_however_long_and_neither_is_who_may_block() {
    let _alone = alone();
    let (app, client) = join(held().warn_slow(Duration::from_millis(10))).await;
    let other = app.connect::<Held>().await.unwrap();
    let awaits = client.ask::<()>("awaits", &());
    let blocking = client.ask::<()>("blocking", &());
    blocking.await.unwrap();
    other.ask::<()>("plain", &()).await.unwrap();
    awaits.await.unwrap();
    assert_named("Held::plain", "a handler", BLOCKING);
    for name in ["Held::awaits", "Held::blocking"] {
        assert_eq!(warnings(name), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_method_is_named_once_a_minute() {
    let _alone = alone();
    let (_app, client) = join(held()).await;
    client.ask::<()>("plain", &()).await.unwrap();
    // Warned of another, which shows that there was time enough to warn of the first again.
    for (event, name) in [
        ("first-poll", "Held::first_poll"),
        ("later-poll", "Held::later_poll"),
    ] {
        let again = client.ask::<()>("plain", &());
        client.ask::<()>(event, &()).await.unwrap();
        again.await.unwrap();
        assert_named(name, "a handler", BLOCKING);
    }
    assert_eq!(warnings("Held::plain").len(), 1);
}

#[tokio::test]
async fn hooks_timers_listeners_and_guards_are_named() {
    let _alone = alone();
    let app = TestApp::start(GatewayApp::builder().only::<(Hooks, Held, Guarded)>())
        .await
        .unwrap();
    assert_named("Hooks::init", "an init hook", SPAWN);
    hold_in_a_task("Hooks::tick").await;
    assert_named("Hooks::tick", "a timer", SPAWN);
    let client = app.connect::<Hooks>().await.unwrap();
    hold_in_a_task("Hooks::joined").await;
    client.disconnect().await;
    app.connect::<Guarded>().await.unwrap();
    let client = app.connect::<Held>().await.unwrap();
    client.ask::<()>("emit", &()).await.unwrap();
    app.shutdown(PATIENCE).await;
    for (name, kind) in [
        ("Hooks::joined", "a connection hook"),
        ("Hooks::left", "a disconnect hook"),
        ("slow_guard", "a guard of connections"),
        ("Held::happened (listener for Happened)", "a listener"),
    ] {
        assert_named(name, kind, SPAWN);
    }
    assert_eq!(warnings("Hooks::end (shutdown hook)").len(), 1);
}

/// Waits for a warning without holding the thread.
async fn hold_in_a_task(name: &str) {
    let warned = async {
        while warnings(name).is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, warned).await.unwrap();
}

#[websocket_gateway(namespace = "quiet")]
struct Quiet;

#[websocket_gateway]
impl Quiet {
    /// Longer than a watched app would let it.
    #[subscribe_message("hold")]
    fn hold(&self) {
        thread::sleep(Duration::from_millis(300));
    }

    #[subscribe_message("hold-until-warned")]
    fn until_warned(&self) {
        hold_until_warned("Quiet::until_warned", 1);
    }
}

#[tokio::test]
async fn each_app_decides_for_itself_and_none_is_no_warning() {
    let _alone = alone();
    let quiet = || GatewayApp::builder().only::<(Quiet,)>();
    // Another app of the process is watched meanwhile.
    let (_app, client) = join(held()).await;
    for builder in [quiet().warn_slow(None), quiet().warn_slow(Duration::MAX)] {
        let app = TestApp::start(builder).await.unwrap();
        let silent = app.connect::<Quiet>().await.unwrap();
        silent.ask::<()>("hold", &()).await.unwrap();
    }
    client.ask::<()>("plain", &()).await.unwrap();
    assert_named("Held::plain", "a handler", BLOCKING);
    assert_eq!(warnings("Quiet::hold"), Vec::<String>::new());
    let app = TestApp::start(quiet()).await.unwrap();
    let watched = app.connect::<Quiet>().await.unwrap();
    watched.ask::<()>("hold-until-warned", &()).await.unwrap();
    assert_eq!(warnings("Quiet::until_warned").len(), 1);
}

#[tokio::test]
async fn a_time_of_nothing_is_a_problem_of_the_start() {
    let _alone = alone();
    let problem = TestApp::start(held().warn_slow(Duration::ZERO)).await.err();
    let problem = problem.unwrap().to_string();
    assert!(
        problem.contains("`warn_slow` is 0") && problem.contains("give it some milliseconds"),
        "{problem}"
    );
}

/// How many threads look; nothing, where the system does not tell.
fn looking() -> Option<usize> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    let names = tasks.filter_map(|task| {
        let name = task.ok()?.path().join("comm");
        std::fs::read_to_string(name).ok()
    });
    Some(
        names
            .filter(|name| name.starts_with("gateway-watchd"))
            .count(),
    )
}

/// That the thread ends with the last app is seen in `kit_leaves_nothing.rs`, where no app of another test is left.
#[tokio::test]
async fn one_thread_looks_for_all_apps() {
    let _alone = alone();
    let (app, client) = join(held()).await;
    let (_other_app, other) = join(held()).await;
    // What warns is there, and has its name.
    client.ask::<()>("first-poll", &()).await.unwrap();
    assert!(matches!(looking(), None | Some(1)));
    drop((client, app));
    other.ask::<()>("plain", &()).await.unwrap();
    assert!(matches!(looking(), None | Some(1)));
    assert_named("Held::plain", "a handler", BLOCKING);
}
