//! The app's own HTTP servers, one for each listener.

use std::{sync::Arc, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tower_layer::Layer as _;

use super::{
    AppError, Compiled, GatewayLayer, SHUTDOWN_DEADLINE, Shared,
    http_service::HttpService,
    listeners::{Bound, STAGE},
    shutdown::shutdown,
    signal::stop_signal,
};
use crate::{
    serve::{self as connections, AppListener, app_listener},
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
    let (stop, stopped) = watch::channel(());
    let mut servers = JoinSet::new();
    for one in bound {
        servers.spawn(serve_one(shared, one, stopped.clone()));
    }
    tokio::select! {
        // One that ends by itself has failed: the others would be half an app.
        Some(ended) = servers.join_next() => return match ended {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(AppError::one(STAGE, error.to_string())),
            Err(error) => Err(AppError::one(STAGE, error.to_string())),
        },
        signal = stop_signal() => tracing::info!(signal, "shutting down"),
        () = shared.lifecycle.closing() => {}
    }
    // While sockets say goodbye requests are still served: a client that polls needs them.
    shutdown(shared, SHUTDOWN_DEADLINE).await;
    // Now that there are no sockets, no connection is left but those of ordinary requests.
    drop(stop);
    let all_ended = async { while servers.join_next().await.is_some() {} };
    if tokio::time::timeout(SHUTDOWN_DEADLINE, all_ended)
        .await
        .is_err()
    {
        tracing::warn!("requests are still open and are cut off");
        servers.shutdown().await;
    }
    Ok(())
}

fn serve_one(
    shared: &Arc<Shared>,
    Bound { listener, port }: Bound,
    stopped: watch::Receiver<()>,
) -> impl Future<Output = std::io::Result<()>> + Send + use<> {
    let listener = in_time(shared, port, listener);
    let served = if shared.outer.is_empty() {
        let (routes, gateways) = parts(shared, port);
        HttpService::Bare(gateways.layer(routes))
    } else {
        HttpService::Layered(router(shared, port))
    };
    connections::serve(listener, served, stopped)
}
