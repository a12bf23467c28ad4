//! Many messages of one client at once keep their order (docs/guarantees.md, 4), and no answer is lost while the client
//! does not read (docs/guarantees.md, 11). `Pipeline` takes more messages of one client than may wait in any buffer.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::FutureExt as _;
use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestApp},
};

use crate::{
    journal::Journal,
    log,
    way::{Transport, Way, over_each_way},
};

/// How many messages a client sends in one go.
const MANY: u32 = 1_000;
/// More than may wait for a client (16,384) and in its buffers.
const TOO_MANY: u32 = 20_000;
/// How many packets a connection's buffer holds: few, so that answers have to wait all the time.
const BUFFER: usize = 128;
/// How many of the last packets a client remembers in their order, and some more.
const REMEMBERED: u32 = 150;

/// How many messages of each socket were started.
#[derive(Clone, Default)]
struct Started(Arc<Mutex<HashMap<SocketId, u32>>>);

impl Started {
    fn next(&self, socket: &Socket) -> u32 {
        let mut started = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = started.entry(socket.id()).or_default();
        *count += 1;
        *count - 1
    }

    fn count(&self, client: &Client) -> u32 {
        let started = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        started.get(&client.id()).copied().unwrap_or_default()
    }
}

/// Each method answers with the message's number and its place in the order of starts.
#[websocket_gateway(namespace = "pipeline", max_in_flight = 20_000)]
struct Pipeline {
    #[inject]
    started: Started,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Pipeline {
    #[subscribe_message("plain")]
    fn plain(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        (number, self.started.next(&socket))
    }

    #[subscribe_message("async")]
    async fn without_suspension(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        (number, self.started.next(&socket))
    }

    #[subscribe_message("awaiting")]
    async fn awaiting(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        let place = self.started.next(&socket);
        tokio::task::yield_now().await;
        (number, place)
    }

    /// Answers that fill every buffer.
    #[subscribe_message("long")]
    fn long(&self, socket: Socket, #[message_body] number: u32) -> (u32, String) {
        self.started.next(&socket);
        (number, "x".repeat(2_048))
    }

    /// Asks behind more than any buffer takes.
    #[subscribe_message("flood-and-ask")]
    async fn flood_and_ask(&self, socket: Socket) -> Result<u32, WsError> {
        let noise = "x".repeat(2_000);
        for _ in 0..1_000 {
            socket.emit("noise", &noise)?;
        }
        Ok(socket.emit_with_ack("how many?", &()).await?)
    }

    #[on_gateway_disconnect]
    fn left(&self, reason: DisconnectReason) {
        self.notes.note(reason.to_string());
    }
}

/// The same, one after the other.
#[websocket_gateway(
    namespace = "pipeline-sequential",
    ordering = "sequential",
    max_in_flight = 20_000
)]
struct PipelineSequential {
    #[inject]
    started: Started,
}

#[websocket_gateway]
impl PipelineSequential {
    #[subscribe_message("awaiting")]
    async fn awaiting(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        let place = self.started.next(&socket);
        tokio::task::yield_now().await;
        (number, place)
    }
}

over_each_way!(
    while_time_stands:
    of_a_plain_method_all_are_answered_in_order,
    of_an_async_method_that_never_waits_all_are_answered_in_order,
    of_a_sequential_method_that_awaits_all_are_answered_in_order,
    of_a_method_that_awaits_all_are_started_in_order_and_answered,
    a_client_that_does_not_read_gets_all_answers_when_it_reads_again,
    a_client_that_does_not_read_is_asked_when_it_reads_again,
);

async fn app(way: Way) -> (TestApp, Started, Journal) {
    let (started, notes) = (Started::default(), Journal::<String>::default());
    let builder = GatewayApp::builder()
        .max_buffer_size(BUFFER)
        .provide(started.clone())
        .provide(notes.clone())
        .only::<(Pipeline, PipelineSequential)>();
    (way.start(builder).await, started, notes)
}

/// The client stops reading behind its first ping: a client whose buffer is full when a ping is due is disconnected.
async fn stops_reading(app: &TestApp, client: &Client) {
    app.settled().await;
    client.read(false);
}

async fn of_a_plain_method_all_are_answered_in_order(way: Way) {
    let (app, ..) = app(way).await;
    many_in_order(&way.join::<Pipeline>(&app).await, "plain").await;
}

async fn of_an_async_method_that_never_waits_all_are_answered_in_order(way: Way) {
    let (app, ..) = app(way).await;
    many_in_order(&way.join::<Pipeline>(&app).await, "async").await;
}

async fn of_a_sequential_method_that_awaits_all_are_answered_in_order(way: Way) {
    let (app, ..) = app(way).await;
    many_in_order(&way.join::<PipelineSequential>(&app).await, "awaiting").await;
}

/// Sends many messages in one go: they are started in their order, and answered in it.
async fn many_in_order(client: &Client, event: &str) {
    let answers = (0..MANY).map(|number| client.ask::<(u32, u32)>(event, &number));
    let mut answers: Vec<_> = answers.collect();
    let last = answers.pop().unwrap().await;
    assert_eq!(last, Ok((MANY - 1, MANY - 1)));
    for (number, answer) in (0..).zip(answers) {
        assert_eq!(answer.now_or_never(), Some(Ok((number, number))));
    }
    assert_last_answers_came_in_order(client);
}

/// The last answers came in the order of their numbers.
fn assert_last_answers_came_in_order(client: &Client) {
    let transcript = client.transcript();
    let came = transcript.lines().filter_map(number_of_answer);
    let came: Vec<u32> = came.collect();
    let last = came.len() - REMEMBERED as usize;
    let expected: Vec<u32> = (MANY - REMEMBERED..MANY).collect();
    assert_eq!(came[last..], expected);
}

/// Which answer a line of the transcript is: `<- 3/pipeline,17[17,17]`.
fn number_of_answer(line: &str) -> Option<u32> {
    let (_, answer) = line.split_once("<- 3/")?;
    let (_, answer) = answer.split_once(',')?;
    answer.split_once('[')?.0.parse().ok()
}

async fn of_a_method_that_awaits_all_are_started_in_order_and_answered(way: Way) {
    let (app, ..) = app(way).await;
    let client = way.join::<Pipeline>(&app).await;
    let answers = (0..MANY).map(|number| client.ask::<(u32, u32)>("awaiting", &number));
    for (number, answer) in (0..).zip(answers.collect::<Vec<_>>()) {
        assert_eq!(answer.await, Ok((number, number)));
    }
}

async fn a_client_that_does_not_read_gets_all_answers_when_it_reads_again(way: Way) {
    let (app, started, _) = app(way).await;
    let client = way.join::<Pipeline>(&app).await;
    stops_reading(&app, &client).await;
    let answers = (0..MANY).map(|number| client.ask::<(u32, String)>("long", &number));
    let mut answers: Vec<_> = answers.collect();
    app.settled().await;
    assert_eq!((started.count(&client), app.in_work()), (MANY, 0));
    assert_eq!(answers.last_mut().unwrap().now_or_never(), None);
    // Others are not held up by the answers that wait.
    let other = way.join::<Pipeline>(&app).await;
    assert_eq!(other.ask::<(u32, u32)>("plain", &7).await, Ok((7, 0)));
    client.read(true);
    let (number, text) = answers.pop().unwrap().await.unwrap();
    assert_eq!((number, text.len()), (MANY - 1, 2_048));
    for (number, answer) in (0..).zip(answers) {
        let (is, text) = answer.now_or_never().unwrap().unwrap();
        assert_eq!((is, text.len()), (number, 2_048));
    }
    assert_last_answers_came_in_order(&client);
    assert_eq!(client.end(), None);
}

async fn a_client_that_does_not_read_is_asked_when_it_reads_again(way: Way) {
    let (app, ..) = app(way).await;
    let client = way.join::<Pipeline>(&app).await;
    client.answer_to("how many?", |()| 7_u32);
    stops_reading(&app, &client).await;
    let mut answer = client.ask::<u32>("flood-and-ask", &());
    app.settled().await;
    assert_eq!((app.in_work(), (&mut answer).now_or_never()), (1, None));
    client.read(true);
    assert_eq!(answer.await, Ok(7));
    assert_eq!(client.waiting_events(), 1_000);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_and_asks_for_more_than_may_wait_is_disconnected() {
    log::start();
    let way = Way {
        transport: Transport::Websocket,
        parser: gateway_runtime::Parser::Common,
    };
    let (app, started, notes) = app(way).await;
    let client = way.join::<Pipeline>(&app).await;
    let other = way.join::<Pipeline>(&app).await;
    stops_reading(&app, &client).await;
    for number in 0..TOO_MANY {
        drop(client.ask::<()>("long", &number));
    }
    app.settled().await;
    let logged = log::lines_with("does not read its answers");
    let said = |line: &String| line.contains("WARN") && line.contains(&client.id().to_string());
    assert!(logged.iter().all(said) && logged.len() == 1, "{logged:?}");
    assert_eq!(other.ask::<(u32, u32)>("plain", &7).await, Ok((7, 0)));
    client.read(true);
    assert_ne!(client.ended().await, End::ByClient);
    app.settled().await;
    assert_eq!(notes.all(), ["server namespace disconnect"]);
    let started = started.count(&client);
    assert!(started < TOO_MANY, "{started} of {TOO_MANY} were started");
    assert_eq!(other.ask::<(u32, u32)>("plain", &8).await, Ok((8, 1)));
}
