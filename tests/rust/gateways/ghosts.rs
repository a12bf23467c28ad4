//! A client that stops reading is gone in time: its disconnect hook runs, its rooms forget it, and nobody else notices
//! (docs/guarantees.md, 6 and 11). `Ghosts` has a crowd of such clients.

use std::time::Duration;

use gateway_runtime::{
    Bytes, GatewayAppBuilder, RemoteSocket,
    prelude::*,
    testing::{Client, TestApp},
};
use tokio::time::Instant;

use crate::{journal::Journal, log};

const PING_INTERVAL: Duration = Duration::from_millis(300);
const PING_TIMEOUT: Duration = Duration::from_millis(400);
/// What is promised of everyone: one ping that is not answered, then bytes that are not taken.
const PROMISED: Duration = Duration::from_millis(300 + 2 * 400);
/// No ping comes before the end of a test.
const NO_PING: Duration = Duration::from_mins(1);
/// How often a test looks.
const LOOK: Duration = Duration::from_millis(10);
/// A packet of which few fill a connection.
const LONG: usize = 16 * 1_024;
/// One that alone is more than a connection holds.
const TOO_LONG: usize = 1_024 * 1_024;
/// How many packets a connection's buffer holds here: few, so that it is full long before the next ping.
const BUFFER: usize = 128;
/// How often a packet has to be refused, with pauses in between, before a connection counts as full.
const REFUSALS: usize = 5;

#[websocket_gateway(namespace = "ghosts")]
struct Ghosts {
    #[websocket_server]
    server: Server<Ghosts>,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Ghosts {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("crowd");
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        let rooms = socket.rooms().join(" ");
        self.notes.note(format!("{reason}, {rooms}"));
    }

    #[subscribe_message("members")]
    async fn members(&self, #[message_body] room: String) -> Result<Vec<SocketId>, WsError> {
        let sockets = self.server.to(room).fetch_sockets().await?;
        Ok(sockets.iter().map(RemoteSocket::id).collect())
    }

    /// An answer, for clients that ask and do not read.
    #[subscribe_message("short")]
    fn short(&self) -> &'static str {
        "short"
    }
}

/// A client that has stopped reading, and one that is well.
struct Haunted {
    app: TestApp,
    ghost: Client,
    other: Client,
    notes: Journal,
}

impl Haunted {
    async fn start(options: impl FnOnce(GatewayAppBuilder) -> GatewayAppBuilder) -> Self {
        let notes = Journal::<String>::default();
        let builder = GatewayApp::builder()
            .provide(notes.clone())
            .ping_interval(PING_INTERVAL)
            .ping_timeout(PING_TIMEOUT)
            .max_buffer_size(BUFFER);
        let builder = options(builder).only::<(Ghosts,)>();
        let app = TestApp::start(builder).await.unwrap();
        let ghost = app.connect::<Ghosts>().await.unwrap();
        let other = app.connect::<Ghosts>().await.unwrap();
        // The first ping is behind it.
        app.settled().await;
        ghost.read(false);
        let haunted = Self {
            app,
            ghost,
            other,
            notes,
        };
        assert_eq!(haunted.members_of_its_room().await, [haunted.ghost.id()]);
        haunted
    }

    /// Shouts at the client that does not read, so many bytes; how many clients have missed it.
    async fn shout(&self, size: usize) -> usize {
        let room = self.app.server::<Ghosts>().to(self.ghost.id());
        let noise = Bytes::from(vec![0; size]);
        room.emit("heard", &noise).await.unwrap().missed
    }

    /// Shouts until nothing more fits into the connection; how often there was room.
    async fn fill(&self) -> usize {
        let (mut heard, mut refused) = (0, 0);
        while refused < REFUSALS {
            if self.shout(LONG).await == 0 {
                heard += 1;
                refused = 0;
                tokio::task::yield_now().await;
            } else {
                refused += 1;
                self.app.advance(LOOK).await;
            }
        }
        heard
    }

    async fn members(&self, room: &str) -> Vec<SocketId> {
        self.other.ask("members", room).await.unwrap()
    }

    async fn members_of_its_room(&self) -> Vec<SocketId> {
        self.members(&self.ghost.id().to_string()).await
    }

    /// The hook runs once, at the promised time at the latest, for one of these reasons; the client is in no room any more;
    /// and the other one is served all the time.
    async fn assert_gone(&self, since: Instant, promised: Duration, reasons: &[&str]) {
        while self.notes.all().is_empty() {
            let took = since.elapsed();
            assert!(took <= promised + 2 * LOOK, "still there after {took:?}");
            self.members("crowd").await;
            self.app.advance(LOOK).await;
        }
        let mut rooms = [self.ghost.id().to_string(), "crowd".to_owned()];
        rooms.sort();
        let left = self.notes.all();
        let rooms = rooms.join(" ");
        let mut expected = reasons.iter().map(|reason| format!("{reason}, {rooms}"));
        assert!(expected.any(|expected| left == [expected]), "{left:?}");
        assert_eq!(self.members("crowd").await, [self.other.id()]);
        assert!(self.members_of_its_room().await.is_empty());
        // Whatever would run the hook a second time has done so by then.
        self.app.advance(PROMISED).await;
        assert_eq!(self.notes.all(), left);
        assert_eq!(self.other.end(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn with_a_heartbeat_it_is_gone_when_all_its_buffers_are_full_of_what_others_shout() {
    let haunted = Haunted::start(|builder| builder).await;
    let since = Instant::now();
    let heard = haunted.fill().await;
    assert!(heard > BUFFER, "full after {heard} packets");
    haunted
        .assert_gone(since, PROMISED, &["ping timeout"])
        .await;
}

#[tokio::test(start_paused = true)]
async fn with_a_heartbeat_it_is_gone_though_it_answers_the_pings_that_it_does_not_see() {
    let haunted = Haunted::start(|builder| builder).await;
    let since = Instant::now();
    assert_eq!(haunted.shout(TOO_LONG).await, 0);
    let pongs = async {
        loop {
            haunted.ghost.send_engine_packet("3");
            tokio::time::sleep(PING_INTERVAL / 3).await;
        }
    };
    let gone = haunted.assert_gone(since, PING_TIMEOUT, &["transport error"]);
    tokio::select! {
        () = gone => {}
        () = pongs => {}
    }
}

#[tokio::test(start_paused = true)]
async fn with_a_heartbeat_it_is_gone_when_it_is_sent_nothing() {
    let haunted = Haunted::start(|builder| builder).await;
    let promised = PING_INTERVAL + PING_TIMEOUT;
    let gone = haunted.assert_gone(Instant::now(), promised, &["ping timeout"]);
    gone.await;
}

#[tokio::test(start_paused = true)]
async fn it_stays_when_it_reads_again_in_time() {
    let patient = Duration::from_secs(2);
    let haunted = Haunted::start(|builder| builder.ping_timeout(patient)).await;
    assert_eq!(haunted.shout(TOO_LONG).await, 0);
    haunted.app.advance(Duration::from_millis(1_900)).await;
    haunted.ghost.read(true);
    haunted.app.advance(Duration::from_secs(10)).await;
    assert_eq!(haunted.members_of_its_room().await, [haunted.ghost.id()]);
    let heard = haunted.ghost.event_named::<Bytes>("heard").await;
    assert_eq!(heard.len(), TOO_LONG);
}

#[tokio::test(start_paused = true)]
async fn it_does_not_hold_up_the_end_of_the_app() {
    let haunted = Haunted::start(|builder| builder).await;
    haunted.fill().await;
    log::start();
    let since = Instant::now();
    haunted.app.shutdown(Duration::from_secs(9)).await;
    let took = since.elapsed();
    assert!(took <= PROMISED + LOOK, "it took {took:?}");
    let logged = log::lines();
    let is_complaint = |line: &String| line.contains("WARN") || line.contains("ERROR");
    assert!(!logged.iter().any(is_complaint), "{logged:?}");
    // Both clients.
    assert_eq!(haunted.notes.all().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn before_the_next_ping_it_is_gone_when_all_its_buffers_are_full_of_what_others_shout() {
    let haunted = Haunted::start(|builder| builder.ping_interval(NO_PING)).await;
    haunted.fill().await;
    let since = Instant::now();
    let gone = haunted.assert_gone(since, PING_TIMEOUT, &["transport error"]);
    gone.await;
}

#[tokio::test(start_paused = true)]
async fn before_the_next_ping_it_is_gone_when_it_asks_for_more_answers_than_may_wait() {
    let haunted = Haunted::start(|builder| {
        let builder = builder.ping_interval(NO_PING);
        builder.max_waiting_answers(500)
    })
    .await;
    haunted.fill().await;
    log::start();
    let since = Instant::now();
    for _ in 0..1_000 {
        drop(haunted.ghost.ask::<String>("short", &()));
    }
    let reasons = ["server namespace disconnect", "transport error"];
    haunted.assert_gone(since, PING_TIMEOUT, &reasons).await;
    let logged = log::lines_with("does not read its answers");
    let id = haunted.ghost.id().to_string();
    let is_told = |line: &String| line.contains("WARN") && line.contains(&id);
    assert!(logged.iter().any(is_told), "{logged:?}");
}

/// The poll that waits brings what comes first; the client sends no other.
#[tokio::test(start_paused = true)]
async fn packets_wait_for_a_client_that_does_not_poll_and_broadcasts_miss_it_then_and_answers_wait()
{
    let builder = GatewayApp::builder().provide(Journal::<String>::default());
    let app = TestApp::start(builder.only::<(Ghosts,)>()).await.unwrap();
    let client = app.connect::<Ghosts>().polling().await.unwrap();
    app.settled().await;
    client.read(false);
    let server = app.server::<Ghosts>();
    let mut count = 0;
    while server
        .to(client.id())
        .emit("number", &count)
        .await
        .unwrap()
        .missed
        == 0
    {
        count += 1;
        if count == 1 {
            app.settled().await;
        }
    }
    assert_eq!(count, 1 + 4_096);
    let asked: Vec<_> = (0..1_000)
        .map(|_| client.ask::<String>("short", &()))
        .collect();
    app.settled().await;
    assert_eq!((client.waiting_events(), app.in_work()), (0, 0));
    client.read(true);
    for answer in asked {
        assert_eq!(answer.await, Ok("short".into()));
    }
    for number in 0..count {
        assert_eq!(client.event_named::<u32>("number").await, number);
    }
    client.no_event().await;
}
