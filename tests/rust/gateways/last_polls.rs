//! A client that polls is between two polls for as long as its network takes. The last answer waits for its next poll when
//! the app ends meanwhile (docs/guarantees.md, 7). The client is made of requests, since the kit's polls at once.

use std::time::Duration;

use axum::http::Request;
use gateway_runtime::{Drain, prelude::*, testing::TestApp};
use tokio::time::{Instant, sleep};

#[websocket_gateway(namespace = "last-polls")]
struct LastPolls;

#[websocket_gateway]
impl LastPolls {
    #[subscribe_message("echo")]
    fn echo(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

const HANDSHAKE: &str = "/socket.io/?EIO=4&transport=polling";
/// A deadline that nothing here needs.
const FAR: Duration = Duration::from_mins(1);
/// How long a slow network takes.
const SLOW: Duration = Duration::from_millis(900);
/// How long clients are let go, if they are.
const OVER: Duration = Duration::from_millis(500);
const DRAIN: [Option<Duration>; 2] = [None, Some(OVER)];

/// A session of a client that polls.
struct Polling<'a> {
    app: &'a TestApp,
    path: String,
}

impl<'a> Polling<'a> {
    /// A client that has joined the namespace.
    async fn join(app: &'a TestApp) -> Self {
        let packet = get(app, HANDSHAKE).await;
        let (_, session) = packet.split_once(r#""sid":""#).unwrap();
        let (session, _) = session.split_once('"').unwrap();
        let path = format!("{HANDSHAKE}&sid={session}");
        let client = Self { app, path };
        client.send("40/last-polls,").await;
        while !client.poll().await.contains("40/last-polls,") {}
        client
    }

    async fn send(&self, packet: &'static str) {
        let request = Request::post(&self.path).body(packet).unwrap();
        assert_eq!(self.app.request(request).await.status(), 200);
    }

    async fn poll(&self) -> String {
        get(self.app, &self.path).await
    }
}

async fn get(app: &TestApp, path: &str) -> String {
    let answer = app.request(Request::get(path).body("").unwrap()).await;
    String::from_utf8(answer.into_body().to_vec()).unwrap()
}

async fn app(drain: Option<Duration>) -> TestApp {
    let builder = GatewayApp::builder()
        .only::<(LastPolls,)>()
        .shutdown_deadline(FAR);
    let builder = match drain {
        None => builder,
        Some(over) => builder.drain(Drain::over(over)),
    };
    TestApp::start(builder).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_last_answer_waits_for_the_next_poll() {
    for drain in DRAIN {
        let app = app(drain).await;
        let client = Polling::join(&app).await;
        client.send(r#"42/last-polls,1["echo",7]"#).await;
        app.settled().await;
        let polled = async {
            sleep(drain.unwrap_or_default() + SLOW).await;
            client.poll().await
        };
        let ((), packets) = tokio::join!(app.drain(), polled);
        assert!(
            packets.contains("43/last-polls,1[7]"),
            "{drain:?}: {packets}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_polls_no_more_does_not_hold_up_the_end() {
    for drain in DRAIN {
        let app = app(drain).await;
        let client = Polling::join(&app).await;
        client.send(r#"42/last-polls,1["echo",7]"#).await;
        app.settled().await;
        let begin = Instant::now();
        app.drain().await;
        let took = begin.elapsed();
        let latest = drain.unwrap_or_default() + Duration::from_secs(2);
        assert!(took < latest, "{drain:?}: it took {took:?}");
    }
}
