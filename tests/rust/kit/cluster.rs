//! Several servers that share their rooms, as the tests with a real Redis see them (`tests/rust/sharing/redis`).

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use gateway_runtime::{
    Broadcast, Cors, GatewayAppBuilder, Parser, RemoteSocket, ServerOptions, SocketId,
    WebSocketAdapter,
    prelude::*,
    testing::{Client, End, TestCluster},
};
use tokio::time::Instant;

use crate::support::log;

/// How long a server waits for the answers of the others.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a server that was cut off may need to be back.
const BACK: Duration = Duration::from_secs(1);

/// How many events are a flood.
const FLOOD: usize = 2_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("news")]
struct News(u32);

#[websocket_gateway(namespace = "shared", emits(News))]
struct Shared {
    #[websocket_server]
    server: Server<Shared>,
    /// How many disconnect hooks have run.
    #[inject]
    left: Arc<AtomicU32>,
}

#[websocket_gateway]
impl Shared {
    #[on_gateway_connection]
    fn connected(&self, socket: Socket<Self>) {
        socket.join("everybody");
    }

    #[on_gateway_disconnect]
    async fn disconnected(&self) -> Result<(), EmitError> {
        self.left.fetch_add(1, Relaxed);
        self.server.emit_event(&News(0)).await.map(drop)
    }

    /// Answers whether the other servers were told.
    #[subscribe_message("say")]
    async fn say(&self, #[message_body] number: u32) -> Result<bool, WsError> {
        let delivery = self.server.emit_event(&News(number)).await?;
        Ok(delivery.shared.is_ok())
    }

    #[subscribe_message("count")]
    async fn count(&self) -> Result<usize, WsError> {
        Ok(self.server.count().await?)
    }

    #[on_server_event("told")]
    async fn told(&self, #[message_body] news: u32) -> Result<(), EmitError> {
        let here = self.server.local();
        here.emit_event(&News(news)).await.map(drop)
    }

    /// More at once than a connection has room for.
    #[on_server_event("flood")]
    fn flood(&self) -> Result<(), EmitError> {
        for socket in self.server.sockets()? {
            for _ in 0..FLOOD {
                socket.emit("drop", &"x".repeat(1_000))?;
            }
        }
        Ok(())
    }
}

fn builder() -> GatewayAppBuilder {
    counting(&Arc::default())
}

fn counting(left: &Arc<AtomicU32>) -> GatewayAppBuilder {
    GatewayApp::builder()
        .provide(Arc::clone(left))
        .only::<(Shared,)>()
}

async fn start(servers: usize) -> TestCluster {
    TestCluster::start(servers, |_| builder()).await.unwrap()
}

/// A client of each server, who answers `question` with the number of its server.
async fn clients(cluster: &TestCluster) -> Vec<Client> {
    let mut clients = Vec::new();
    for (number, app) in cluster.iter().enumerate() {
        let client = app.connect::<Shared>().await.unwrap();
        client.answer_to("question", move |(): ()| number);
        clients.push(client);
    }
    clients
}

async fn back(cluster: &TestCluster, server: usize) {
    let health = cluster[server].health();
    while !health.is_up() {
        health.changed().await;
    }
}

async fn nothing_more(clients: &[Client]) {
    for client in clients {
        client.no_event().await;
    }
}

/// Who answers a question that is asked from a server, and whether the others were asked.
async fn answers(server: &Server<Shared>) -> (Vec<usize>, bool) {
    let asked = server.emit_with_ack::<_, usize>("question", &()).await;
    let asked = asked.unwrap();
    let shared = asked.shared().is_ok();
    let answers = asked.all().await;
    let mut numbers: Vec<_> = answers
        .into_iter()
        .filter_map(|(_, answer)| answer.ok())
        .collect();
    numbers.sort_unstable();
    (numbers, shared)
}

async fn ids(chosen: Broadcast<Shared>) -> Vec<SocketId> {
    let sockets = chosen.fetch_sockets().await.unwrap();
    let mut ids: Vec<_> = sockets.iter().map(RemoteSocket::id).collect();
    ids.sort_unstable_by_key(SocketId::to_string);
    ids
}

fn sorted<const N: usize>(mut ids: [SocketId; N]) -> Vec<SocketId> {
    ids.sort_unstable_by_key(SocketId::to_string);
    ids.to_vec()
}

/// Every verb, from each of the servers.
async fn verbs(servers: usize) {
    let cluster = start(servers).await;
    assert_eq!(cluster.len(), servers);
    let clients = clients(&cluster).await;
    let everybody: Vec<usize> = (0..servers).collect();
    for from in 0..servers {
        let server = cluster[from].server::<Shared>();
        let (own, other) = (&clients[from], &clients[(from + 1) % servers]);

        // Events.
        assert!(own.ask::<bool>("say", &1).await.unwrap());
        server.to("everybody").emit_event(&News(2)).await.unwrap();
        for client in &clients {
            assert_eq!(client.event::<News>().await, News(1));
            assert_eq!(client.event::<News>().await, News(2));
        }
        server.to(other.id()).emit_event(&News(3)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(3));
        server.except(own.id()).emit_event(&News(4)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(4));
        server.local().emit_event(&News(5)).await.unwrap();
        assert_eq!(own.event::<News>().await, News(5));
        cluster.settled().await;
        for client in clients.iter().filter(|client| client.id() != own.id()) {
            client.forget_events();
        }

        // Questions.
        assert_eq!(answers(&server).await, (everybody.clone(), true));
        assert_eq!(server.count().await.unwrap(), servers);
        assert_eq!(server.server_count().await.unwrap(), servers);
        server.servers().emit("told", &6).await.unwrap();
        assert_eq!(other.event::<News>().await, News(6));
        own.no_event().await;
        cluster.settled().await;
        clients.iter().for_each(Client::forget_events);

        // Sockets from afar.
        let sockets = server.fetch_sockets().await.unwrap();
        assert_eq!(sockets.len(), servers);
        let remote = sockets.iter().find(|socket| socket.id() == other.id());
        let remote = remote.unwrap();
        assert!(remote.rooms().contains(&"everybody".to_owned()));
        remote.emit_event(&News(7)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(7));
        remote.join("cellar").await.unwrap();
        cluster.settled().await;
        assert_eq!(ids(server.to("cellar")).await, [other.id()]);
        assert!(server.rooms().await.unwrap().contains(&"cellar".to_owned()));
        server.to("cellar").emit_event(&News(8)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(8));
        server.leave("cellar").await.unwrap();
        cluster.settled().await;
        assert_eq!(ids(server.to("cellar")).await, []);
        nothing_more(&clients).await;
    }

    // The last, since it ends.
    let server = cluster[0].server::<Shared>();
    server.to(clients[1].id()).disconnect().await.unwrap();
    assert_eq!(clients[1].ended().await, End::ByServer);
    cluster.settled().await;
    assert_eq!(server.count().await.unwrap(), servers - 1);
}

#[tokio::test]
async fn every_verb_reaches_the_other_of_two_servers() {
    verbs(2).await;
}

#[tokio::test(start_paused = true)]
async fn every_verb_reaches_the_other_of_two_servers_under_a_stopped_clock() {
    verbs(2).await;
}

#[tokio::test]
async fn every_verb_reaches_all_of_three_servers() {
    verbs(3).await;
}

#[tokio::test(start_paused = true)]
async fn every_verb_reaches_all_of_three_servers_under_a_stopped_clock() {
    verbs(3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_verb_reaches_all_of_three_servers_on_several_threads() {
    verbs(3).await;
}

/// Two servers hear one another, and know of one another.
async fn assert_is_shared(cluster: &TestCluster, clients: &[Client]) {
    clients.iter().for_each(Client::forget_events);
    for (number, client) in (100..).zip(clients) {
        assert!(client.ask::<bool>("say", &number).await.unwrap());
        for client in clients {
            assert_eq!(client.event::<News>().await, News(number));
        }
    }
    for app in cluster.iter() {
        let server = app.server::<Shared>();
        assert_eq!(server.server_count().await.unwrap(), cluster.len());
        assert_eq!(server.count().await.unwrap(), clients.len());
    }
    nothing_more(clients).await;
}

/// A server that is cut off serves its own clients and says so, and is back.
async fn outage() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    let (an, bo) = (&clients[0], &clients[1]);
    let server = cluster[0].server::<Shared>();
    assert_is_shared(&cluster, &clients).await;
    for _ in 0..2 {
        log::start();
        cluster.cut(0);
        cluster.settled().await;
        assert!(!cluster[0].health().is_up() && cluster[1].health().is_up());

        assert!(!an.ask::<bool>("say", &1).await.unwrap());
        assert_eq!(an.event::<News>().await, News(1));
        assert!(bo.ask::<bool>("say", &2).await.unwrap());
        assert_eq!(bo.event::<News>().await, News(2));
        assert_eq!(answers(&server).await, (vec![0], false));
        for failed in [
            server.join("cellar").await.err(),
            server.fetch_sockets().await.err(),
            server.rooms().await.err(),
            server.count().await.err(),
            server.server_count().await.err(),
            server.servers().emit("told", &1).await.err(),
        ] {
            assert!(matches!(failed, Some(EmitError::Adapter(_))), "{failed:?}");
        }
        let error = an.ask::<usize>("count", &()).await.unwrap_err();
        assert_eq!(error.code(), "internal");
        let other = cluster[1].server::<Shared>();
        assert_eq!(other.server_count().await.unwrap(), 1);
        assert_eq!(other.count().await.unwrap(), 1);
        assert_eq!(server.local().fetch_sockets().await.unwrap().len(), 1);
        nothing_more(&clients).await;

        cluster.heal(0);
        back(&cluster, 0).await;
        // Nothing is sent later.
        nothing_more(&clients).await;
        assert_is_shared(&cluster, &clients).await;

        let mut lines = log::lines();
        lines.retain(|line| line.contains("backend="));
        assert_eq!(lines.len(), 2, "{lines:#?}");
        for (line, level) in lines.iter().zip([" WARN ", " INFO "]) {
            assert!(line.contains(level) && line.contains("server 0"), "{line}");
        }
        assert!(lines[1].contains("not_shared=3"), "{lines:#?}");
    }
}

#[tokio::test]
async fn a_server_that_is_cut_off_is_back() {
    outage().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_cut_off_is_back_under_a_stopped_clock() {
    outage().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_cut_off_for_an_hour_is_back_within_a_second() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    cluster.cut(1);
    cluster.advance(Duration::from_hours(1)).await;
    assert!(!cluster[1].health().is_up());
    cluster.heal(1);
    cluster.advance(BACK).await;
    assert!(cluster[1].health().is_up());
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test(start_paused = true)]
async fn all_servers_are_cut_off() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    (0..3).for_each(|server| cluster.cut(server));
    for (client, number) in clients.iter().zip(0..) {
        assert!(!client.ask::<bool>("say", &number).await.unwrap());
        assert_eq!(client.event::<News>().await, News(number));
    }
    nothing_more(&clients).await;
    (0..3).for_each(|server| cluster.heal(server));
    cluster.advance(BACK).await;
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test(start_paused = true)]
async fn who_asks_is_told_when_the_server_is_cut_off_in_between() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let begin = Instant::now();
    let answer = clients[0].ask::<usize>("count", &());
    cluster.settled().await;
    assert_eq!(cluster[0].in_work(), 1, "it waits for the third");
    cluster.cut(0);
    assert_eq!(answer.await.unwrap_err().code(), "internal");
    assert!(begin.elapsed() < Duration::from_secs(1));
}

/// A bus that answers nothing is waited for once.
#[tokio::test(start_paused = true)]
async fn a_silent_bus_is_waited_for_once_and_given_up() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    log::start();
    cluster.silence(0);
    let begin = Instant::now();
    assert!(!clients[0].ask::<bool>("say", &1).await.unwrap());
    let waited = begin.elapsed();
    let half_a_second = Duration::from_millis(450)..Duration::from_millis(550);
    assert!(half_a_second.contains(&waited), "{waited:?}");
    for number in 2..5 {
        let begin = Instant::now();
        assert!(!clients[0].ask::<bool>("say", &number).await.unwrap());
        assert!(begin.elapsed() < Duration::from_millis(5));
    }
    let server = cluster[1].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 2, "it still counts");
    // Long enough to give the connection up.
    cluster.advance(Duration::from_secs(4)).await;
    assert_eq!(server.server_count().await.unwrap(), 1);
    cluster.heal(0);
    cluster.advance(BACK + BACK).await;
    clients[1].no_event().await;
    assert_is_shared(&cluster, &clients).await;
    let mut lines = log::lines();
    lines.retain(|line| line.contains("backend="));
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].contains("it does not answer"), "{lines:#?}");
    assert!(lines[1].contains("not_shared=4"), "{lines:#?}");
}

/// A connection that is only slow is kept, and with it what was under way.
#[tokio::test(start_paused = true)]
async fn a_short_silence_loses_nothing() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    cluster.silence(0);
    assert!(!clients[0].ask::<bool>("say", &1).await.unwrap());
    assert!(clients[1].ask::<bool>("say", &2).await.unwrap());
    assert_eq!(clients[1].event::<News>().await, News(2));
    clients[1].no_event().await;
    assert!(!cluster[0].health().is_up());
    cluster.heal(0);
    cluster.settled().await;
    assert_eq!(clients[1].event::<News>().await, News(1));
    assert_eq!(clients[0].event::<News>().await, News(1));
    assert_eq!(clients[0].event::<News>().await, News(2));
    nothing_more(&clients).await;
    back(&cluster, 0).await;
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_hangs_is_waited_for_and_hears_everything_later() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let server = cluster[0].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 3);

    // Nobody waits for it to tell something.
    let begin = Instant::now();
    assert!(clients[0].ask::<bool>("say", &1).await.unwrap());
    assert_eq!(clients[1].event::<News>().await, News(1));
    assert!(begin.elapsed() < Duration::from_millis(5));
    // It says nothing.
    assert!(clients[2].ask::<bool>("say", &2).await.unwrap());
    nothing_more(&clients[1..2]).await;
    assert!(cluster[2].health().is_up());

    // Those who ask wait until the time for it is over.
    let begin = Instant::now();
    let here = sorted([clients[0].id(), clients[1].id()]);
    assert_eq!(ids(server.broadcast()).await, here);
    let waited = begin.elapsed();
    assert!(waited >= REQUEST_TIMEOUT, "{waited:?}");
    assert!(waited < REQUEST_TIMEOUT + BACK, "{waited:?}");
    assert_eq!(server.count().await.unwrap(), 2);
    let (answers, shared) = answers(&server).await;
    assert!(shared);
    assert_eq!(answers, [0, 1]);

    clients.iter().for_each(Client::forget_events);
    cluster.heal(2);
    cluster.settled().await;
    assert_eq!(clients[0].event::<News>().await, News(2));
    assert_eq!(clients[1].event::<News>().await, News(2));
    assert_eq!(clients[2].event::<News>().await, News(1));
    let all = [clients[0].id(), clients[1].id(), clients[2].id()];
    assert_eq!(ids(server.broadcast()).await, sorted(all));
    clients.iter().for_each(Client::forget_events);
    assert_is_shared(&cluster, &clients).await;
}

/// A server that is killed is gone at once for who asks, and another takes its place.
async fn killed() {
    let left: [Arc<AtomicU32>; 3] = Default::default();
    let each = |server: usize| counting(&left[server]);
    let mut cluster = TestCluster::start(3, each).await.unwrap();
    let mut clients = clients(&cluster).await;
    let server = cluster[0].server::<Shared>();
    log::start();
    cluster.kill(2);
    let lost = clients.pop().unwrap();
    assert_eq!(lost.end(), Some(End::ConnectionLost));
    assert_eq!(cluster.len(), 2);
    cluster.settled().await;
    assert_eq!(left[2].load(Relaxed), 1, "it is the same process");
    // What the hook has emitted.
    nothing_more(&clients).await;
    assert_eq!(Arc::strong_count(&left[2]), 1, "nothing of it is left");
    assert_is_shared(&cluster, &clients).await;
    assert_eq!(answers(&server).await, (vec![0, 1], true));
    let lines = log::lines_with("backend=");
    assert_eq!(lines, [""; 0], "nobody complains");

    let fourth = cluster.add(builder()).await.unwrap();
    assert_eq!(fourth, 3);
    let client = cluster[fourth].connect::<Shared>().await.unwrap();
    clients.iter().for_each(Client::forget_events);
    clients.push(client);
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test]
async fn a_server_that_is_killed_is_replaced() {
    killed().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_killed_is_replaced_under_a_stopped_clock() {
    killed().await;
}

/// Also if the test keeps what no other process could.
#[tokio::test(start_paused = true)]
async fn nobody_hears_of_a_server_that_is_killed() {
    let mut cluster = start(2).await;
    let clients = clients(&cluster).await;
    let kept: GatewayApp = (*cluster[1]).clone();
    cluster.kill(1);
    let server = cluster[0].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 1);
    let delivery = kept.server::<Shared>().emit_event(&News(1)).await;
    assert!(delivery.unwrap().shared.is_err());
    assert_eq!(clients[0].ask::<usize>("count", &()).await.unwrap(), 1);
    assert!(clients[0].ask::<bool>("say", &2).await.unwrap());
    assert_eq!(clients[0].event::<News>().await, News(2));
    clients[0].no_event().await;
}

#[tokio::test(start_paused = true)]
async fn who_asks_while_a_server_is_killed_has_the_answers_of_the_others() {
    let mut cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let answer = clients[0].ask::<usize>("count", &());
    cluster.settled().await;
    cluster.kill(2);
    cluster.advance(Duration::from_secs(4)).await;
    assert_eq!(cluster[0].in_work(), 1, "it waits for one that is gone");
    cluster.advance(BACK).await;
    assert_eq!(answer.await.unwrap(), 2);
    // Who asks next does not wait for it at all.
    let begin = Instant::now();
    assert_eq!(clients[0].ask::<usize>("count", &()).await.unwrap(), 2);
    assert!(begin.elapsed() < Duration::from_millis(5));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_shuts_down_is_not_counted() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    cluster[1].shutdown(BACK).await;
    clients[1].ended().await;
    cluster.settled().await;
    assert_eq!(clients[0].event::<News>().await, News(0), "of its hook");
    let server = cluster[0].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 1);
    assert_eq!(server.count().await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_emitter_is_no_server_and_tells_all() {
    for parser in [Parser::Common, Parser::Msgpack] {
        let cluster = TestCluster::start(2, |_| builder().parser(parser)).await;
        let cluster = cluster.unwrap();
        let clients = clients(&cluster).await;
        let emitter = cluster.emitter().await.unwrap();
        let server = emitter.server::<Shared>();
        server.emit_event(&News(1)).await.unwrap().shared.unwrap();
        server
            .to(clients[1].id())
            .emit_event(&News(2))
            .await
            .unwrap();
        server.servers().emit("told", &3).await.unwrap();
        assert_eq!(clients[0].event::<News>().await, News(1));
        assert_eq!(clients[0].event::<News>().await, News(3));
        assert_eq!(clients[1].event::<News>().await, News(1));
        assert_eq!(clients[1].event::<News>().await, News(2));
        assert_eq!(clients[1].event::<News>().await, News(3));
        nothing_more(&clients).await;
        assert_eq!(server.server_count().await.unwrap(), 2);
        assert!(matches!(server.count().await, Err(EmitError::CannotAsk)));
    }
}

/// An adapter that does not share anything, and decides on something else.
struct AnyOrigin;

impl WebSocketAdapter for AnyOrigin {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.cors(Cors::any())
    }
}

#[tokio::test]
async fn everything_else_of_an_adapter_counts() {
    for has_adapter in [true, false] {
        let builder = |_| {
            if has_adapter {
                builder().adapter(AnyOrigin)
            } else {
                builder()
            }
        };
        let cluster = TestCluster::start(2, builder).await.unwrap();
        let client = cluster[0].connect::<Shared>().await.unwrap();
        let page = cluster[1].connect::<Shared>().origin("https://a.example");
        let page = page.await;
        assert_eq!(page.is_ok(), has_adapter);
        client.ask::<bool>("say", &1).await.unwrap();
        let server = cluster[0].server::<Shared>();
        assert_eq!(server.server_count().await.unwrap(), 2);
        assert_eq!(server.count().await.unwrap(), 1 + usize::from(has_adapter));
    }
}

/// To settle is to settle at all servers: what waits on its way to a client of one comes from another.
#[tokio::test(start_paused = true)]
async fn all_servers_settle_together() {
    let small_buffer = |_| builder().max_buffer_size(128);
    let cluster = TestCluster::start(2, small_buffer).await.unwrap();
    let clients = clients(&cluster).await;
    let server = cluster[0].server::<Shared>();
    for settled in [true, false] {
        clients[1].read(false);
        server.servers().emit("flood", &()).await.unwrap();
        // Long enough that the server tries again seldom.
        cluster.advance(Duration::from_millis(200)).await;
        assert!(clients[1].waiting_events() < FLOOD);
        clients[1].read(true);
        if settled {
            cluster[0].settled().await;
        } else {
            clients[0].no_event().await;
        }
        assert_eq!(clients[1].waiting_events(), FLOOD);
        clients[1].forget_events();
    }
}

/// The servers hear messages in the order in which they were sent.
#[tokio::test]
async fn events_from_another_server_come_in_order() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    for number in 0..500 {
        clients[0].emit("say", &number);
    }
    for number in 0..500 {
        assert_eq!(clients[1].event::<News>().await, News(number));
    }
    nothing_more(&clients[1..]).await;
}

#[tokio::test]
async fn a_server_that_does_not_start_is_an_error() {
    let builder = |server| match server {
        0 => builder(),
        _ => GatewayApp::builder().only::<(Shared,)>(),
    };
    let error = TestCluster::start(2, builder).await.unwrap_err();
    assert!(error.to_string().contains("AtomicU32"), "{error}");
}

#[tokio::test]
#[should_panic(expected = "server 1 was killed")]
async fn a_server_that_was_killed_is_not_there() {
    let mut cluster = start(2).await;
    cluster.kill(1);
    cluster[1].settled().await;
}

#[tokio::test]
#[should_panic(expected = "there is no server 2: 2 were started, and the first is server 0")]
async fn a_server_that_was_never_there_is_not_cut_off() {
    start(2).await.cut(2);
}
