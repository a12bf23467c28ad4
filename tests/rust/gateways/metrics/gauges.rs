//! The gauges say what is there: sockets, messages in work, what waits for a client that does not read.

use std::time::Duration;

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use gateway_tests::gate::Gate;

use super::{Recorder, scrape::Scraped};
use crate::way::Way;

#[websocket_gateway(namespace = "gauged")]
struct Gauged {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Gauged {
    #[subscribe_message("held")]
    async fn held(&self) {
        self.gate.pass().await;
    }

    #[subscribe_message("flood")]
    fn flood(&self, socket: Socket) -> Result<(), WsError> {
        for _ in 0..200 {
            socket.emit("much", &"m".repeat(10_000))?;
        }
        Ok(())
    }
}

/// Scrapes until a look has seen this. The clock of the test stands, so that the time is no real one.
async fn until(recorder: &Recorder, is_seen: impl Fn(&Scraped) -> bool) {
    for _ in 0..40 {
        if is_seen(&recorder.scrape()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("it is not seen: {}", recorder.scrape().text());
}

#[tokio::test(start_paused = true)]
async fn sockets_and_their_work_are_seen() {
    let recorder = Recorder::install();
    let gate = Gate::closed();
    let builder = GatewayApp::builder().metrics().provide(gate.clone());
    let builder = builder.max_buffer_size(16).only::<(Gauged,)>();
    let app = Way::USUAL.start(builder).await;
    let space = [("namespace", "/gauged")];
    let clients = [
        app.connect::<Gauged>().await.unwrap(),
        app.connect::<Gauged>().await.unwrap(),
    ];
    let held = clients[0].ask::<()>("held", &());
    clients[1].read(false);
    clients[1].emit("flood", &());
    until(&recorder, |scraped| {
        scraped.count("gateway_connections", &space) == 2
            && scraped.count("gateway_sessions", &[]) == 2
            && scraped.count("gateway_messages_in_flight", &space) == 1
            && scraped.count("gateway_answers_waiting", &space) > 100
    })
    .await;
    assert_eq!(recorder.scrape().count("gateway_sharing_up", &[]), 1);
    gate.open();
    held.await.unwrap();
    clients[1].read(true);
    until(&recorder, |scraped| {
        scraped.count("gateway_messages_in_flight", &space) == 0
            && scraped.count("gateway_answers_waiting", &space) == 0
    })
    .await;
    app.shutdown(Duration::from_secs(1)).await;
    until(&recorder, nobody_is_in).await;
}

/// Whether each gauge that counts what is there has a value, and that is 0.
fn nobody_is_in(scraped: &Scraped) -> bool {
    [
        "gateway_connections",
        "gateway_messages_in_flight",
        "gateway_answers_waiting",
        "gateway_sessions",
        "gateway_handshakes_pending",
    ]
    .iter()
    .all(|gauge| scraped.sum(gauge, &[]) == Some(0.0))
}

/// An app with a client whose message is in work, once the gauges have seen both.
async fn in_work(recorder: &Recorder) -> (TestApp, Client) {
    let builder = GatewayApp::builder().metrics().provide(Gate::closed());
    let app = Way::USUAL.start(builder.only::<(Gauged,)>()).await;
    let client = app.connect::<Gauged>().await.unwrap();
    client.emit("held", &());
    until(recorder, |scraped| {
        scraped.count("gateway_messages_in_flight", &[]) == 1
            && scraped.count("gateway_sessions", &[]) == 1
    })
    .await;
    (app, client)
}

#[tokio::test(start_paused = true)]
async fn an_app_that_is_dropped_has_nobody_any_more() {
    let recorder = Recorder::install();
    let (app, client) = in_work(&recorder).await;
    drop(app);
    until(&recorder, nobody_is_in).await;
    drop(client);
}

#[test]
fn nor_has_one_whose_runtime_ends() {
    let recorder = Recorder::install();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().start_paused(true).build().unwrap();
    let (app, client) = runtime.block_on(in_work(&recorder));
    assert!(!nobody_is_in(&recorder.scrape()));
    drop(runtime);
    let scraped = recorder.scrape();
    assert!(nobody_is_in(&scraped), "{}", scraped.text());
    drop((app, client));
}

#[tokio::test(start_paused = true)]
async fn each_app_of_the_process_adds_the_clients_that_it_keeps_out() {
    let recorder = Recorder::install();
    let limit = [("limit", "max_connections")];
    for apps in 1..=2 {
        let builder = GatewayApp::builder().metrics().max_connections(1);
        let builder = builder.provide(Gate::closed()).only::<(Gauged,)>();
        let app = Way::USUAL.start(builder).await;
        let _client = app.connect::<Gauged>().await.unwrap();
        until(&recorder, |scraped| {
            scraped.count("gateway_sessions", &[]) == 1
        })
        .await;
        app.connect::<Gauged>().await.unwrap_err();
        app.shutdown(Duration::from_secs(1)).await;
        until(&recorder, |scraped| {
            scraped.count("gateway_kept_out_total", &limit) == apps
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn those_who_are_kept_out_are_counted_by_the_option_that_does_it() {
    let recorder = Recorder::install();
    let builder = GatewayApp::builder().metrics().provide(Gate::closed());
    let builder = builder.only::<(Gauged,)>().allowed_hosts(["ours.example"]);
    let app = Way::USUAL.start(builder).await;
    let connect = |host: &str, origin: &str| {
        let page = app.connect::<Gauged>().header("host", host);
        page.origin(origin)
    };
    let ours = "http://ours.example";
    connect("ours.example", ours).await.unwrap();
    for number in 0..3 {
        let foreign = format!("http://{number}.evil.example");
        connect("ours.example", &foreign).await.unwrap_err();
    }
    connect("evil.example", ours).await.unwrap_err();
    until(&recorder, |scraped| {
        scraped.count("gateway_kept_out_total", &[("limit", "cors")]) == 3
            && scraped.count("gateway_kept_out_total", &[("limit", "allowed_hosts")]) == 1
    })
    .await;
    let others = [("limit", "max_connections")];
    assert_eq!(
        recorder.scrape().count("gateway_kept_out_total", &others),
        0
    );
}
