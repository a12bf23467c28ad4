//! What is wrong with an app is the error of `TestApp::start`, as it is that of `listen` (docs/guarantees.md, 12).

use std::time::Duration;

use gateway_runtime::{
    prelude::*,
    testing::{Connect, TestApp},
};

struct Clock;

#[websocket_gateway(namespace = "late")]
struct Late {
    #[inject]
    _clock: Arc<Clock>,
}

#[websocket_gateway]
impl Late {
    #[subscribe_message("hour")]
    fn hour(&self) {}
}

#[websocket_gateway(namespace = "late")]
struct Later;

#[websocket_gateway]
impl Later {
    #[subscribe_message("hour")]
    fn hour(&self) {}
}

#[tokio::test]
async fn every_problem_is_named_with_its_remedy() {
    let builder = GatewayApp::builder().only::<(Late, Later)>();
    let Err(error) = TestApp::start(builder).await else {
        panic!("the app has started");
    };
    let text = error.to_string();
    for words in ["Arc<Clock>", "provide", "`hour`", "Later"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn options_that_no_client_could_live_with_are_named() {
    let builder = GatewayApp::builder()
        .only::<()>()
        .ping_interval(Duration::ZERO);
    let Err(error) = TestApp::start(builder).await else {
        panic!("the app has started");
    };
    assert!(error.to_string().contains("ping_interval"), "{error}");
}

#[tokio::test]
#[should_panic(expected = "`Late` is not in the app; add it to `only`")]
async fn a_gateway_that_is_not_in_the_app_is_named() {
    let app = TestApp::start(GatewayApp::builder().only::<()>())
        .await
        .unwrap();
    let _: Connect<'_> = app.connect::<Late>();
}
