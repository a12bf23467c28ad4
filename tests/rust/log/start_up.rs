//! The start-up log names each gateway once, with the crate that it comes from: what is linked is served.

use axum::Router;
use gateway_runtime::{GatewayAppBuilder, ServerOptions, prelude::*};
use gateway_tests_plugin::PluginGateway;

use super::support::log;

#[websocket_gateway(namespace = "chat")]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_disconnect]
    fn left(&self) {}

    #[on_gateway_connection]
    fn joined(&self) {}

    #[subscribe_message("send", "say")]
    fn send(&self) {}

    #[subscribe_message]
    fn typing(&self) {}

    #[subscribe_message(fallback)]
    fn rest(&self) {}
}

#[websocket_gateway]
struct HooksAlone;

#[websocket_gateway]
impl HooksAlone {
    #[on_gateway_init]
    fn started(&self) {}
}

#[websocket_gateway(namespace = "nothing/{room}", port = 81, path = "/ws")]
struct Nothing;

fn all() -> GatewayAppBuilder {
    GatewayApp::builder()
        .only::<(Chat, HooksAlone, Nothing, PluginGateway)>()
        .gateway_options::<Nothing>(ServerOptions::new().port(0))
}

/// The lines about gateways, sorted.
fn gateways() -> Vec<String> {
    let mut lines = log::lines_with(" serves ");
    lines.sort_unstable();
    lines
}

#[tokio::test]
async fn each_gateway_is_named_once_with_its_crate_and_where_it_is_served() {
    log::start();
    let app = all().build().await.expect("starts");
    assert_eq!(gateways(), [""; 0], "nobody knows yet where");
    app.bind("127.0.0.1:0").await.expect("free ports");
    let own = app.local_addr().expect("bound");
    let other = app.gateway_addr::<Nothing>().expect("bound");
    let expected = [
        format!(
            " INFO Chat (crate log) serves /chat at {own}: 3 events and a fallback, connection and disconnect hooks"
        ),
        format!(" INFO HooksAlone (crate log) serves / at {own}: no events, init hook"),
        format!(
            " INFO Nothing (crate log) serves /nothing/{{room}} at {other} with the path /ws: no events, no hooks"
        ),
        format!(
            " INFO PluginGateway (crate gateway_tests_plugin) serves /plugin at {own}: 1 event, no hooks"
        ),
    ];
    assert_eq!(gateways(), expected);
    let _ = (app.layer(), app.router());
    assert_eq!(gateways(), [""; 0], "named before");
}

#[tokio::test]
async fn a_mounted_gateway_is_named_with_its_path() {
    log::start();
    let app = all().build().await.expect("starts");
    let _: Router = Router::new().layer(app.layer()).layer(app.layer());
    let expected = [
        " INFO Chat (crate log) serves /chat in a server of your own, below the path /socket.io: 3 events and a fallback, \
         connection and disconnect hooks",
        " INFO HooksAlone (crate log) serves / in a server of your own, below the path /socket.io: no events, init hook",
        " INFO PluginGateway (crate gateway_tests_plugin) serves /plugin in a server of your own, below the path /socket.io: \
         1 event, no hooks",
    ];
    assert_eq!(gateways(), expected);
    let _ = (app.router(), app.layer_of_port(0));
    let expected = [
        " INFO Nothing (crate log) serves /nothing/{room} in a server of your own, below the path /ws: no events, no hooks",
    ];
    assert_eq!(gateways(), expected);
}

#[tokio::test]
async fn all_addresses_of_a_machine_are_named_as_a_browser_opens_them() {
    log::start();
    let app = GatewayApp::builder()
        .only::<(HooksAlone,)>()
        .build()
        .await
        .expect("starts");
    app.bind(0).await.expect("a free port");
    let port = app.local_addr().expect("bound").port();
    let expected = [
        format!(" INFO listening on http://localhost:{port} (all addresses of this machine)"),
        format!(" INFO HooksAlone (crate log) serves / at port {port}: no events, init hook"),
    ];
    assert_eq!(log::lines(), expected);
}

#[tokio::test]
async fn each_subscription_is_a_line_at_debug() {
    log::start();
    let _app = all().build().await.expect("starts");
    let lines = log::lines_with(" subscribed to the ");
    let chat: Vec<_> = lines.iter().filter(|line| line.contains("Chat ")).collect();
    assert_eq!(
        chat,
        [
            r#"DEBUG Chat subscribed to the "send" message namespace="/chat""#,
            r#"DEBUG Chat subscribed to the "say" message namespace="/chat""#,
            r#"DEBUG Chat subscribed to the "typing" message namespace="/chat""#,
            r#"DEBUG Chat subscribed to the fallback message namespace="/chat""#,
        ]
    );
}
