//! 500 tests of the kit in one process leave nothing behind: no task, no socket, no app, no memory. It is a process of its
//! own, since others of the kit's tests would be counted too.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that all of it is a test"
)]

use std::{
    fs,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use tokio::runtime::{Builder, Handle};

#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("said")]
struct Said(String);

/// Held by the gateway, so by whoever holds the app.
#[derive(Clone)]
struct Held(#[expect(dead_code, reason = "it is counted")] Arc<()>);

#[websocket_gateway(namespace = "chat", emits(Said))]
struct Chat {
    #[websocket_server]
    server: Server<Chat>,
    #[inject]
    _held: Held,
}

#[websocket_gateway]
impl Chat {
    #[subscribe_message("say")]
    async fn say(&self, socket: Socket, #[message_body] text: String) -> Result<usize, WsError> {
        let length = text.len();
        self.server
            .except(socket.id())
            .emit_event(&Said(text))
            .await?;
        Ok(length)
    }

    #[subscribe_message("flood")]
    fn flood(&self, socket: Socket) -> Result<(), WsError> {
        for _ in 0..100 {
            socket.emit_event(&Said("x".repeat(1_000)))?;
        }
        Ok(())
    }
}

/// A test as others write them; tests end in different ways.
async fn test(number: usize, held: &Arc<()>) {
    let builder = GatewayApp::builder()
        .provide(Held(Arc::clone(held)))
        .only::<(Chat,)>();
    let app = TestApp::start(builder).await.unwrap();
    let an = app.connect::<Chat>().await.unwrap();
    let bo = match number % 3 {
        0 => app.connect::<Chat>().polling().await,
        1 => app.connect::<Chat>().upgrading().await,
        _ => app.connect::<Chat>().await,
    };
    let bo = bo.unwrap();
    assert_eq!(an.ask::<usize>("say", "hi").await.unwrap(), 2);
    assert_eq!(bo.event::<Said>().await, Said("hi".into()));
    an.no_event().await;
    end(number, app, an, bo).await;
    // What is aborted or told of the end needs to run once more.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        Handle::current().metrics().num_alive_tasks(),
        0,
        "test {number}"
    );
}

async fn end(number: usize, app: TestApp, an: Client, bo: Client) {
    match number % 6 {
        0 => {
            an.disconnect().await;
            bo.disconnect().await;
            assert_eq!(app.open_sockets(), 0);
        }
        1 => app.shutdown(Duration::from_secs(1)).await,
        2 => drop(app),
        // Clients that have got what no test has asked for.
        3 => {
            an.emit("flood", &());
            bo.emit("flood", &());
            app.settled().await;
        }
        // A client that does not read.
        4 => {
            an.read(false);
            an.emit("flood", &());
            app.settled().await;
        }
        _ => {}
    }
}

/// The thread that looks for them ends with the last app.
fn no_thread_looks_for_handlers_that_hold_theirs() {
    let is_one_there = || {
        let tasks = fs::read_dir("/proc/self/task").into_iter().flatten();
        let mut names =
            tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("comm")).ok());
        names.any(|name| name.starts_with("gateway-watchd"))
    };
    let begin = Instant::now();
    while is_one_there() {
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "the thread is still there"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

/// The memory that this process has in use, in kilobytes; nothing where the system does not tell.
fn memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
fn no_task_no_socket_no_app_and_no_memory() {
    let held = Arc::new(());
    let mut halfway = None;
    for number in 0..500 {
        let is_paused = number % 2 == 0;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .start_paused(is_paused)
            .build();
        runtime.unwrap().block_on(test(number, &held));
        assert_eq!(
            Arc::strong_count(&held),
            1,
            "the app of test {number} is still there"
        );
        if number == 249 {
            halfway = memory();
        }
    }
    no_thread_looks_for_handlers_that_hold_theirs();
    if let (Some(halfway), Some(end)) = (halfway, memory()) {
        assert!(
            end < halfway + 1024,
            "{halfway} kB after 250 tests, {end} kB after 500"
        );
    }
}
