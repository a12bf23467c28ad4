//! A program without gateways does not start, unless it says that it is to have none. This program links a crate
//! of gateways, and does not name the crate, so that the linker leaves it out.

use axum::{Router, routing::get};
use gateway_runtime::prelude::*;

#[tokio::test]
async fn an_app_without_gateways_is_a_start_up_error_with_the_remedy() {
    let routes = Router::new().route("/own", get(async || "own"));
    let error = GatewayApp::builder()
        .router(routes)
        .build()
        .await
        .expect_err("it cannot start");
    assert_eq!(error.problems().len(), 1, "{error}");
    for words in [
        "the gateways cannot be started: the app has no gateway",
        "`use my_gateways as _;`",
        "`.only::<()>()`",
    ] {
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn an_app_that_is_to_have_no_gateway_says_so() {
    let app = GatewayApp::builder().only::<()>().build().await;
    app.expect("nothing is missing");
}
