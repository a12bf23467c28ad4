//! Nothing is left of clients that a guard refuses, or that leave while it waits (docs/guarantees.md, 2): no value that a guard
//! has made, no socket, no memory. It is a process of its own, since the memory of other tests would be counted too.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that all of it is a test"
)]

use std::{
    fs,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use futures_util::future::join_all;
use gateway_runtime::{prelude::*, testing::TestApp};
use gateway_tests::gate::Gate;

const REFUSED: usize = 1_000;
/// How much more may be held after as many again, in kilobytes: one for each, less than a session with its socket.
const SLACK: usize = REFUSED;
/// How long a client may be in no namespace. The protocol library remembers one that is in none for as long.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// How many values that hold their socket there are.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

/// The client's socket: a value that would keep itself alive if nobody dropped it.
#[derive(Clone)]
struct Visit(#[expect(dead_code, reason = "is only held")] Arc<Held>);

struct Held {
    _socket: Socket,
    count: Count,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.count.0.fetch_sub(1, Relaxed);
    }
}

/// A client without a token is refused, and others wait.
#[guard]
async fn waits(
    handshake: Handshake,
    socket: Socket,
    #[inject] count: Count,
    #[inject] gate: Gate,
) -> Result<Visit, WsError> {
    count.0.fetch_add(1, Relaxed);
    let held = Arc::new(Held {
        _socket: socket.clone(),
        count,
    });
    socket.join("guarded");
    // A handle to the socket that a user keeps.
    socket.set_data(Visit(Arc::clone(&held)));
    if handshake.header("x-token").is_none() {
        return Err(WsError::unauthorized("log in first"));
    }
    gate.pass().await;
    Ok(Visit(held))
}

#[websocket_gateway(namespace = "guarded")]
#[use_guards(waits)]
struct Guarded;

#[websocket_gateway]
impl Guarded {
    #[subscribe_message("visit")]
    fn visit(&self, #[guarded] _visit: Visit) {}
}

struct Started {
    app: TestApp,
    count: Count,
    gate: Gate,
}

async fn start() -> Started {
    let (count, gate) = (Count::default(), Gate::closed());
    let builder = GatewayApp::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .provide(count.clone())
        .provide(gate.clone())
        .only::<(Guarded,)>();
    let app = TestApp::start(builder).await.unwrap();
    Started { app, count, gate }
}

impl Started {
    fn values(&self) -> usize {
        self.count.0.load(Relaxed)
    }

    /// No value, no socket and no client in a room is left.
    fn assert_nothing_left(&self) {
        let server = self.app.server::<Guarded>();
        let (all, guarded) = (server.sockets(), server.to("guarded").sockets());
        let counts = (
            self.values(),
            self.app.open_sockets(),
            all.unwrap().len(),
            guarded.unwrap().len(),
        );
        assert_eq!(counts, (0, 0, 0, 0));
    }

    async fn refuse(&self) {
        for _ in 0..REFUSED {
            let refused = self.app.connect::<Guarded>().await.unwrap_err();
            assert_eq!(refused.message(), "log in first");
        }
        self.app.advance(CONNECT_TIMEOUT * 2).await;
        self.assert_nothing_left();
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

#[tokio::test(start_paused = true)]
async fn neither_values_nor_sockets_nor_memory_are_left_of_clients_that_were_refused() {
    let at = start().await;
    // The first make the allocator keep what it keeps.
    at.refuse().await;
    let before = memory();
    at.refuse().await;
    if let (Some(before), Some(after)) = (before, memory()) {
        assert!(
            after < before + SLACK,
            "{before} kB after {REFUSED} refusals, {after} kB after as many others"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_values_of_clients_that_leave_while_their_guard_waits_are_dropped_once_it_lets_them_in()
{
    let at = start().await;
    let gone: Vec<_> = (0..20)
        .map(|_| at.app.connect::<Guarded>().header("x-token", "waits"))
        .collect();
    let count = gone.len();
    let connecting = join_all(gone.into_iter().map(IntoFuture::into_future));
    tokio::select! {
        clients = connecting => unreachable!("the guard waits: {clients:?}"),
        () = at.app.settled() => {}
    }
    // Who has waited for the guard has left.
    at.app.settled().await;
    assert_eq!(at.values(), count);
    for _ in 0..count {
        at.gate.open();
    }
    // Nobody tells that they have left, so each is given a second to its CONNECT.
    at.app.advance(Duration::from_secs(1)).await;
    at.assert_nothing_left();
}
