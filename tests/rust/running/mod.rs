//! An app that serves while a test looks at it.
#![allow(
    clippy::expect_used,
    reason = "clippy does not see that this file is a test's"
)]

use std::net::SocketAddr;

use gateway_runtime::{GatewayAppBuilder, prelude::*};
use tokio::task::JoinHandle;

/// An app that serves until it is dropped.
pub(crate) struct Running {
    pub(crate) app: GatewayApp,
    serving: JoinHandle<Result<(), AppError>>,
}

impl Running {
    pub(crate) async fn start(builder: GatewayAppBuilder) -> Self {
        let app = builder.build().await.expect("starts");
        app.bind("127.0.0.1:0").await.expect("free ports");
        let serving = tokio::spawn({
            let app = app.clone();
            async move { app.serve().await }
        });
        Self { app, serving }
    }

    /// The app's own address.
    pub(crate) fn own(&self) -> SocketAddr {
        self.app.local_addr().expect("bound")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
