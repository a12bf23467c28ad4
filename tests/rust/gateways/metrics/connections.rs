//! Clients are counted when they come, by what became of them, and when they leave, by their reason.

use std::time::Duration;

use gateway_runtime::prelude::*;

use super::Recorder;
use crate::way::Way;

const CONNECTS: &str = "gateway_connects_total";
const DISCONNECTS: &str = "gateway_disconnects_total";

#[guard(connection)]
fn no_strangers(handshake: Handshake) -> Result<(), WsError> {
    match handshake.auth::<String>()?.as_str() {
        "stranger" => Err(WsError::unauthorized("who are you?")),
        _ => Ok(()),
    }
}

#[websocket_gateway(namespace = "door")]
#[use_guards(no_strangers)]
struct Door;

#[websocket_gateway]
impl Door {
    #[on_gateway_connection]
    fn came(&self, handshake: Handshake) -> Result<(), WsError> {
        match handshake.auth::<String>()?.as_str() {
            "unwanted" => Err(WsError::forbidden("not you")),
            _ => Ok(()),
        }
    }
}

#[tokio::test]
async fn who_comes_and_who_leaves_is_counted() {
    let recorder = Recorder::install();
    let builder = GatewayApp::builder().metrics().only::<(Door,)>();
    let app = Way::USUAL.start(builder).await;
    let space = ("namespace", "/door");
    let who = async |who| app.connect::<Door>().auth(&who).await;
    let leaving = who("friend").await.unwrap();
    let staying = who("friend").await.unwrap();
    who("stranger").await.unwrap_err();
    let unwanted = who("unwanted").await.unwrap();
    unwanted.exception().await;
    app.settled().await;

    let scraped = recorder.scrape();
    for (outcome, count) in [("ok", 2), ("guard", 1), ("hook", 1)] {
        let connects = scraped.count(CONNECTS, &[space, ("outcome", outcome)]);
        assert_eq!(connects, count, "{outcome}: {}", scraped.text());
    }
    leaving.disconnect().await;
    app.settled().await;
    let reason = ("reason", "client namespace disconnect");
    assert_eq!(recorder.scrape().count(DISCONNECTS, &[space, reason]), 1);
    drop(staying);
    app.shutdown(Duration::from_secs(1)).await;
    let scraped = recorder.scrape();
    // The one that a hook has refused left too.
    assert_eq!(
        scraped.count(DISCONNECTS, &[space]),
        3,
        "{}",
        scraped.text()
    );
}
