//! `on_gateway_init` of every gateway has completed before anybody can connect (docs/guarantees.md, 1).

use std::pin::pin;

use futures_util::FutureExt as _;
use gateway_runtime::{GatewayAppBuilder, prelude::*, testing::TestApp};
use gateway_tests::gate::Gate;

use crate::journal::Journal;

/// Whether the hook of `Second` succeeds.
#[derive(Clone, Copy)]
struct Succeeds(bool);

#[websocket_gateway(namespace = "init-first")]
struct First {
    #[inject]
    gate: Gate,
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl First {
    #[on_gateway_init]
    async fn start(&self, server: Server) {
        self.journal.note("begins");
        self.gate.pass().await;
        self.journal
            .note(format!("{} is ready", server.namespace().unwrap()));
    }

    #[on_gateway_connection]
    fn joined(&self) {
        self.journal.note("joined");
    }
}

#[websocket_gateway(namespace = "init-second")]
struct Second {
    #[inject]
    succeeds: Succeeds,
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl Second {
    #[on_gateway_init]
    fn start(&self, server: Server) -> Result<(), String> {
        if !self.succeeds.0 {
            return Err("the test wants no start".into());
        }
        self.journal
            .note(format!("{} is ready", server.namespace().unwrap()));
        Ok(())
    }
}

#[websocket_gateway(namespace = "init-third")]
struct Third {
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl Third {
    #[on_gateway_init]
    fn start(&self, server: Server) {
        self.journal
            .note(format!("{} is ready", server.namespace().unwrap()));
    }
}

fn builder(succeeds: bool) -> (GatewayAppBuilder, Gate, Journal) {
    let (gate, journal) = (Gate::closed(), Journal::default());
    let builder = GatewayApp::builder()
        .only::<(First, Second, Third)>()
        .provide(gate.clone())
        .provide(journal.clone())
        .provide(Succeeds(succeeds));
    (builder, gate, journal)
}

#[tokio::test]
async fn init_hooks_have_completed_before_the_app_listens() {
    let (builder, gate, journal) = builder(true);
    let mut starting = pin!(TestApp::start(builder));
    // The first hook waits, so there is nothing that a client could connect to.
    assert!(starting.as_mut().now_or_never().is_none());
    assert_eq!(journal.take(), ["begins"]);
    gate.open();
    let app = starting.await.unwrap();
    assert_eq!(
        journal.take(),
        [
            "/init-first is ready",
            "/init-second is ready",
            "/init-third is ready"
        ]
    );
    let _client = app.connect::<First>().await.unwrap();
    app.settled().await;
    assert_eq!(journal.take(), ["joined"]);
}

#[tokio::test]
async fn an_init_hook_that_fails_stops_the_start_up_with_its_gateway_and_its_reason() {
    let (builder, gate, journal) = builder(false);
    gate.open();
    let error = TestApp::start(builder).await.err().unwrap().to_string();
    for words in ["Second::start", "the test wants no start"] {
        assert!(error.contains(words), "{error}");
    }
    // No later hook has run.
    assert_eq!(journal.take(), ["begins", "/init-first is ready"]);
}
