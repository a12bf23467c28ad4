//! `serve` serves the app's listeners until the app ends.

use std::sync::Arc;

use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, timeout_at},
};

use super::{
    address::ListenTarget,
    listeners::{STAGE, app_listener, bind},
    service::HttpService,
};
use crate::{
    app::{
        compiled::Compiled,
        shared::{Bound, Shared},
        stop::{Signal, Signals, let_go, shutdown},
    },
    error::AppError,
    serve::{self as connections, Connections, Stage},
    session::Shutdown,
    spawn::Task,
    sync::lock,
};

/// Binds an address and serves it: see [`bind`] and [`serve`].
///
/// # Errors
/// Those of `bind` and `serve`.
pub(crate) fn listen(
    shared: &Arc<Shared>,
    address: ListenTarget,
) -> Compiled<Result<(), AppError>> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        bind(&shared, address).await?;
        serve_bound(&shared).await
    })
}

/// Serves what was bound until the process is told to stop or the app is shut down, then says goodbye to the
/// clients in order.
///
/// # Errors
/// [`AppError`] if nothing was bound, or if a listener has panicked.
pub(crate) fn serve(shared: &Arc<Shared>) -> Compiled<Result<(), AppError>> {
    let shared = Arc::clone(shared);
    Box::pin(async move { serve_bound(&shared).await })
}

async fn serve_bound(shared: &Arc<Shared>) -> Result<(), AppError> {
    let bound = std::mem::take(&mut *lock(&shared.bound));
    if bound.is_empty() {
        return Err(AppError::one(
            STAGE,
            "nothing was bound; call `bind` first, or `listen`".to_owned(),
        ));
    }
    let mut signals = Signals::listen(shared);
    let (stage, stages) = watch::channel(Stage::Serving);
    let mut servers = JoinSet::new();
    for one in bound {
        servers.spawn(serve_one(shared, one, stages.clone()));
    }
    let serving = until_the_end(shared, servers, stage, signals.heard());
    #[cfg(feature = "tls")]
    if let Some(tls) = &shared.tls {
        return tokio::select! {
            ended = serving => ended,
            () = Arc::clone(&tls.certificate).keep_looking() => Ok(()),
        };
    }
    serving.await
}

/// Waits for the end of the app, which `signal` may demand, and then says goodbye to the clients in order. `servers`
/// serve the app's listeners, as far as `stage` says.
///
/// # Errors
/// [`AppError`] if a listener has panicked.
pub(super) async fn until_the_end(
    shared: &Arc<Shared>,
    mut servers: JoinSet<()>,
    stage: watch::Sender<Stage>,
    signal: impl Future<Output = Signal>,
) -> Result<(), AppError> {
    let (why, since) = tokio::select! {
        // A server that ends before the app has panicked: the others would be half an app.
        Some(ended) = servers.join_next() => {
            return ended.map_err(|error| AppError::one(STAGE, error.to_string()));
        }
        signal = signal => {
            tracing::info!(signal = signal.name, "shutting down");
            let since = let_go(shared, Instant::from_std(signal.at)).await;
            (Shutdown::Signal(signal.name), since)
        }
        () = shared.lifecycle.until_shutdown_begins() => (Shutdown::Call, Instant::now()),
    };
    // All that follows has one deadline.
    let (why, deadline) = shared
        .lifecycle
        .begin_shutdown(why, since + shared.shutdown_deadline);
    stage.send_replace(Stage::Closing);
    shutdown(shared, why, deadline).await;
    stage.send_replace(Stage::Ending);
    let all_ended = async { while servers.join_next().await.is_some() {} };
    if timeout_at(deadline, all_ended).await.is_err() {
        tracing::warn!("requests are still open and are cut off");
        stage.send_replace(Stage::Over);
        servers.shutdown().await;
    }
    Ok(())
}

fn serve_one(
    shared: &Arc<Shared>,
    Bound { listener, port }: Bound,
    stage: watch::Receiver<Stage>,
) -> Task {
    let listener = app_listener(shared, port, listener);
    let service = HttpService::at(shared, port);
    let connections = Connections {
        head_timeout: shared.request_head_timeout,
        has_wires: shared.drain.is_some(),
        stage,
        #[cfg(feature = "tls")]
        tls: shared.tls.as_ref().map(|tls| tls.acceptor.clone()),
    };
    Box::pin(connections::serve(listener, service, connections))
}
