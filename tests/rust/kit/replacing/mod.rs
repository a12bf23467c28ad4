//! What a test puts in the place of providers, guards, interceptors, filters, pipes and limits.

mod enhancers;
mod nothing;
mod pipes;
mod providers;
mod shop;

use gateway_runtime::{GatewayAppBuilder, testing::TestApp};

/// A value that no app provides.
#[derive(Clone)]
struct Absent;

/// What is wrong with an app that cannot start.
async fn problems_of(builder: GatewayAppBuilder) -> Vec<String> {
    let error = TestApp::start(builder).await.err();
    error.expect("it cannot start").problems().to_vec()
}
