//! A gateway in another crate is found when that crate is linked, which naming it once does.

use gateway_runtime::prelude::*;
use gateway_tests_plugin as _;

#[websocket_gateway]
struct Own;

#[websocket_gateway]
impl Own {
    #[subscribe_message("e")]
    fn event(&self) {}
}

#[tokio::test]
async fn a_gateway_that_nobody_names_is_in_the_app() {
    let app = GatewayApp::builder().build().await.expect("starts");
    assert!(app.try_gateway::<Own>().is_some());
    assert!(
        app.try_gateway::<gateway_tests_plugin::PluginGateway>()
            .is_some()
    );
    assert_eq!(
        app.server::<gateway_tests_plugin::PluginGateway>()
            .namespace(),
        Some("/plugin")
    );
}
