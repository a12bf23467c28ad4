//! One client that sends as fast as it can harms nobody else: what it may have in work and what may wait for it is bounded
//! (docs/guarantees.md, 5 and 11). `Flood` has a method that is in work until another client lets go. What memory that
//! takes is in tests/js/default-only/flood.test.mjs.

use std::time::Duration;

use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};
use tokio::sync::Semaphore;

use crate::{journal::Journal, log, told::told};

const MESSAGES: u32 = 10_000;
/// How many may be in work.
const IN_FLIGHT: usize = 1_024;
/// How many answers may wait, and how many packets a connection's buffer holds: together less than the messages.
const WAITING: usize = 1_000;
const BUFFER: usize = 128;
const PING_TIMEOUT: Duration = Duration::from_secs(2);

#[websocket_gateway(namespace = "flood", rename_all = "kebab-case")]
struct Flood {
    #[default = Semaphore::new(0)]
    gate: Semaphore,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Flood {
    /// Is in work until another client lets go.
    #[subscribe_message]
    async fn hold(&self, #[message_body] number: u32) -> Result<u32, WsError> {
        let passed = self.gate.acquire().await;
        passed.map(|_| number).map_err(WsError::internal)
    }

    #[subscribe_message]
    fn let_go(&self) {
        self.gate.add_permits(1);
    }

    #[subscribe_message]
    fn echo(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        self.notes.note(socket.id().to_string());
    }
}

/// A client that is about to flood the app, and one that is well.
struct Flooded {
    app: TestApp,
    flooder: Client,
    other: Client,
    notes: Journal,
}

impl Flooded {
    async fn start(options: impl FnOnce(GatewayAppBuilder) -> GatewayAppBuilder) -> Self {
        let notes = Journal::<String>::default();
        let builder = options(GatewayApp::builder()).provide(notes.clone());
        let app = TestApp::start(builder.only::<(Flood,)>()).await.unwrap();
        let flooder = app.connect::<Flood>().await.unwrap();
        let other = app.connect::<Flood>().await.unwrap();
        // The first ping is behind it.
        app.settled().await;
        log::start();
        Self {
            app,
            flooder,
            other,
            notes,
        }
    }

    /// The other client is served.
    async fn is_served(&self) {
        assert_eq!(self.other.ask::<u32>("echo", &7).await, Ok(7));
    }

    /// A client that does not read floods the app by `send`: it is disconnected, and the other one is served.
    async fn unread(&self, send: impl Fn(&Client, u32)) {
        self.flooder.read(false);
        for number in 0..MESSAGES {
            send(&self.flooder, number);
            if number.is_multiple_of(1_000) {
                self.is_served().await;
            }
        }
        self.app.settled().await;
        assert!(self.app.in_work() <= IN_FLIGHT, "{}", self.app.in_work());
        let logged = log::lines_with("does not read its answers");
        let id = self.flooder.id().to_string();
        let is_told = |line: &String| line.contains("WARN") && line.contains(&id);
        assert!(
            logged.iter().all(is_told) && logged.len() == 1,
            "{logged:?}"
        );
        // A connection that takes no byte for so long is gone.
        self.app.advance(PING_TIMEOUT).await;
        assert_eq!(self.notes.all(), [id]);
        self.is_served().await;
    }

    /// The flooder is told no second time that it has left, and the app ends.
    async fn end(self) {
        self.other.emit("let-go", &());
        self.app.settled().await;
        assert_eq!((self.app.in_work(), self.other.end()), (0, None));
        self.app.shutdown(Duration::from_secs(9)).await;
        let expected = [&self.flooder, &self.other].map(|client| client.id().to_string());
        assert_eq!(self.notes.all(), expected);
    }
}

fn limited(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let builder = builder.max_waiting_answers(WAITING).max_buffer_size(BUFFER);
    builder.ping_timeout(PING_TIMEOUT)
}

#[tokio::test(start_paused = true)]
async fn messages_that_wait_for_acknowledgements_from_one_that_does_not_read() {
    let flooded = Flooded::start(limited).await;
    flooded
        .unread(|flooder, number| drop(flooder.ask::<u32>("hold", &number)))
        .await;
    flooded.end().await;
}

#[tokio::test(start_paused = true)]
async fn messages_that_want_no_acknowledgement_from_one_that_does_not_read() {
    let flooded = Flooded::start(limited).await;
    let send = |flooder: &Client, number| flooder.emit("hold", &number);
    flooded.unread(send).await;
    flooded.end().await;
}

#[tokio::test(start_paused = true)]
async fn messages_that_nobody_handles_from_one_that_does_not_read() {
    let flooded = Flooded::start(limited).await;
    flooded
        .unread(|flooder, number| drop(flooder.ask::<u32>("nobody", &number)))
        .await;
    flooded.end().await;
}

#[tokio::test(start_paused = true)]
async fn while_others_are_pinged_only_the_one_that_does_not_read_misses_its_pings() {
    let flooded =
        Flooded::start(|builder| limited(builder).ping_interval(Duration::from_millis(300))).await;
    flooded
        .unread(|flooder, number| drop(flooder.ask::<u32>("hold", &number)))
        .await;
    // Some pings later.
    flooded.app.advance(Duration::from_secs(10)).await;
    flooded.is_served().await;
    flooded.end().await;
}

#[tokio::test(start_paused = true)]
async fn from_one_that_reads_each_is_answered_or_refused_and_others_are_served() {
    let flooded = Flooded::start(|builder| builder).await;
    let Flooded { app, flooder, .. } = &flooded;
    let answers = (0..MESSAGES).map(|number| flooder.ask::<u32>("hold", &number));
    let mut accepted: Vec<_> = answers.collect();
    let refused = accepted.split_off(IN_FLIGHT);
    for answer in refused {
        let error = answer.await.unwrap_err();
        assert_eq!(error, told("too_many_requests", error.message(), "hold"));
    }
    app.settled().await;
    assert_eq!(app.in_work(), IN_FLIGHT);
    flooded.is_served().await;
    // The first ones got in.
    flooded.other.emit("let-go", &());
    for (answer, number) in accepted.into_iter().zip(0..) {
        assert_eq!(answer.await, Ok(number));
    }
    flooder.no_event().await;
    assert_eq!((flooder.end(), flooded.notes.all().len()), (None, 0));
    flooded.app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(flooded.notes.all().len(), 2);
}
