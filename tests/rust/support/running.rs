//! `Running` is an app that serves while a test looks at it.

use std::{net::SocketAddr, time::Duration};

use gateway_runtime::{GatewayAppBuilder, prelude::*};
use tokio::{task::JoinHandle, time::timeout};

/// How long the end of an app may take on a machine with other work to do.
const PATIENCE: Duration = Duration::from_secs(10);

/// An app that serves until it is dropped.
pub(crate) struct Running {
    pub(crate) app: GatewayApp,
    serving: JoinHandle<Result<(), AppError>>,
}

impl Running {
    /// Builds the app and serves it on a free port.
    pub(crate) async fn start(builder: GatewayAppBuilder) -> Self {
        let app = builder.build().await.expect("starts");
        app.bind("127.0.0.1:0").await.expect("free ports");
        Self::serve(app)
    }

    /// Serves an app that is bound.
    pub(crate) fn serve(app: GatewayApp) -> Self {
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

    /// Waits until it serves no more, which it has to do soon and without an error.
    pub(crate) async fn ended(&mut self) {
        let ended = timeout(PATIENCE, &mut self.serving).await;
        ended
            .expect("it ends")
            .expect("no panic")
            .expect("no error");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
