//! The app's own HTTP servers, one for each listener.

use std::{sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::TcpListener,
    sync::watch,
    task::JoinSet,
    time::{Instant, timeout_at},
};
use tower_layer::Layer as _;

use super::{
    Compiled, GatewayLayer, Shared,
    http_service::HttpService,
    in_work::InWork,
    listeners::{Bound, STAGE},
    shutdown::shutdown,
    signal,
    signal::{Heard, Signals},
};
use crate::{
    error::AppError,
    serve::{self as connections, AppListener, Stage, app_listener},
    sync::lock,
};

/// Gives up connections whose client takes nothing for as long as it may take to answer a ping.
pub(super) fn in_time(shared: &Shared, port: Option<u16>, listener: TcpListener) -> AppListener {
    let servers = shared.servers_at(port);
    let ping_timeout = servers.iter().map(|server| server.ping_timeout).max();
    app_listener(listener, ping_timeout.unwrap_or(Duration::from_secs(20)))
}

/// What is served at a listener: at the app's own the routes of the builder too.
pub(super) fn router(shared: &Arc<Shared>, port: Option<u16>) -> Router {
    let (routes, gateways) = parts(shared, port);
    shared.outer.around(routes.layer(gateways))
}

fn parts(shared: &Arc<Shared>, port: Option<u16>) -> (Router, GatewayLayer) {
    let routes = match port {
        None => shared.router.clone(),
        Some(_) => Router::new(),
    };
    let gateways = GatewayLayer::new(Arc::clone(shared), shared.servers_at(port));
    (routes, gateways)
}

/// Serves until the process is asked to stop, then says goodbye to the clients in order.
pub(super) fn serve(shared: &Arc<Shared>) -> Compiled<Result<(), AppError>> {
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
    let time = shared.shutdown_deadline;
    let mut signals = signals(shared, time);
    let (stage, stages) = watch::channel(Stage::Serving);
    let mut servers = JoinSet::new();
    for one in bound {
        servers.spawn(serve_one(shared, one, stages.clone()));
    }
    let since = tokio::select! {
        // One that ends by itself has failed: the others would be half an app.
        Some(ended) = servers.join_next() => return match ended {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(AppError::one(STAGE, error.to_string())),
            Err(error) => Err(AppError::one(STAGE, error.to_string())),
        },
        signal = heard(&mut signals) => {
            tracing::info!(signal = signal.name, "shutting down");
            Instant::from_std(signal.at)
        }
        () = shared.lifecycle.closing() => Instant::now(),
    };
    // One deadline for all that follows.
    let deadline = shared.lifecycle.close(since + time);
    stage.send_replace(Stage::Closing);
    shutdown(shared, deadline).await;
    stage.send_replace(Stage::Ending);
    let all_ended = async { while servers.join_next().await.is_some() {} };
    if timeout_at(deadline, all_ended).await.is_err() {
        tracing::warn!("requests are still open and are cut off");
        stage.send_replace(Stage::Over);
        servers.shutdown().await;
    }
    Ok(())
}

/// Nothing if they cannot be heard.
fn signals(shared: &Arc<Shared>, time: Duration) -> Option<Signals> {
    let cut_off = Arc::clone(&shared.cut_off);
    let shared = Arc::downgrade(shared);
    let report = move || {
        let in_work = InWork::at_last(shared.upgrade().as_deref(), &cut_off);
        tracing::error!(
            %in_work,
            "the process is held past the deadline of its shutdown, and is ended; what blocks a thread cannot \
             be cut off, so let it await instead"
        );
    };
    signal::listen(time, report)
        .inspect_err(|error| tracing::warn!(%error, "signals cannot be heard"))
        .ok()
}

async fn heard(signals: &mut Option<Signals>) -> Heard {
    match signals {
        Some(signals) => signals.heard().await,
        None => std::future::pending().await,
    }
}

fn serve_one(
    shared: &Arc<Shared>,
    Bound { listener, port }: Bound,
    stage: watch::Receiver<Stage>,
) -> impl Future<Output = std::io::Result<()>> + Send + use<> {
    let listener = in_time(shared, port, listener);
    let served = if shared.outer.is_empty() {
        let (routes, gateways) = parts(shared, port);
        HttpService::Bare(gateways.layer(routes))
    } else {
        HttpService::Layered(router(shared, port))
    };
    connections::serve(listener, served, shared.request_head_timeout, stage)
}
