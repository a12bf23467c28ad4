//! What is wrong with hooks, timers and listeners is found when the app starts (docs/guarantees.md, 12).

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct Unprovided;

#[websocket_gateway(namespace = "needy")]
struct Needy;

#[websocket_gateway]
impl Needy {
    #[on_gateway_shutdown]
    fn bye(&self, #[inject] _a: Unprovided) {}

    #[interval("1s")]
    fn tick(&self, _b: Inject<Unprovided>) {}

    #[on_event]
    fn event(&self, _event: u8, _c: Inject<Unprovided>) {}

    #[on_event]
    fn event_again(&self, #[inject] _d: Unprovided, _event: u8) {}
}

#[tokio::test]
async fn a_missing_provider_is_found() {
    let app = GatewayApp::builder().only::<(Needy,)>().build().await;
    let error = app.expect_err("a provider is missing");
    let problems = error.problems();
    assert_eq!(problems.len(), 4, "{error}");
    for method in ["bye", "tick", "event", "event_again"] {
        let needs = |problem: &String| {
            problem.starts_with(&format!("`Needy::{method}` (")) && problem.contains("`Unprovided`")
        };
        assert!(problems.iter().any(needs), "{error}");
    }
}

#[websocket_gateway(namespace = "twice")]
struct Twice;

#[websocket_gateway]
impl Twice {
    #[on_gateway_shutdown]
    fn bye(&self) {}

    #[interval("1s")]
    fn tick(&self) {}

    #[on_event]
    fn event(&self, _event: u8) {}
}

#[websocket_gateway]
impl Twice {
    #[on_gateway_shutdown]
    fn good_night(&self) {}

    #[interval("1s")]
    fn tock(&self) {}

    #[on_event]
    fn event_again(&self, _event: u8) {}
}

#[tokio::test]
async fn a_gateway_has_one_shutdown_hook_and_any_number_of_timers_and_listeners() {
    let app = GatewayApp::builder().only::<(Twice,)>().build().await;
    let error = app.expect_err("two hooks");
    let problems = error.problems();
    assert_eq!(problems.len(), 1, "{error}");
    assert!(
        problems[0].starts_with("`Twice` has 2 methods marked `#[on_gateway_shutdown]`: `bye` ("),
        "{error}"
    );
}
