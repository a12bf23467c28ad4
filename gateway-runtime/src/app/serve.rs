//! The app's own HTTP server.

use std::{fmt, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::net::{TcpListener, ToSocketAddrs};

use super::{AppError, SHUTDOWN_DEADLINE, Shared, shutdown::shutdown, signal::stop_signal};
use crate::{
    dispatch::Lifecycle,
    serve::{AppListener, app_listener},
    sync::lock,
};

const STAGE: &str = "the app cannot listen";

/// Binds; what was bound before and not served is closed.
pub(super) async fn bind(
    shared: &Shared,
    address: impl ToSocketAddrs + fmt::Debug,
) -> Result<(), AppError> {
    let named = format!("{address:?}");
    let failed = |error: std::io::Error| AppError::one(STAGE, format!("{named}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let local = listener.local_addr().map_err(failed)?;
    if shared.address.set(local).is_err() {
        return Err(AppError::one(
            STAGE,
            format!("{named}: the app is bound already"),
        ));
    }
    *lock(&shared.listener) = Some(listener);
    tracing::info!("listening on http://{local}");
    Ok(())
}

/// Gives up connections whose client takes nothing for as long as it may take to answer a ping.
pub(super) fn in_time(shared: &Shared, listener: TcpListener) -> AppListener {
    app_listener(listener, shared.io.config().engine_config.ping_timeout)
}

/// Ends a request that is still open when the sockets are gone: a poll of a connection that has left
/// all its namespaces would else hold up the end for as long as a ping interval.
async fn until_closed(
    State(lifecycle): State<Arc<Lifecycle>>,
    request: Request,
    next: Next,
) -> Response {
    tokio::select! {
        response = next.run(request) => response,
        () = lifecycle.over() => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Serves until the process is asked to stop, then says goodbye to the clients in order.
pub(super) async fn serve(shared: &Arc<Shared>, router: Router) -> Result<(), AppError> {
    let Some(listener) = lock(&shared.listener).take() else {
        return Err(AppError::one(
            STAGE,
            "nothing was bound; call `bind` first, or `listen`".to_owned(),
        ));
    };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = router.layer(middleware::from_fn_with_state(
        Arc::clone(&shared.lifecycle),
        until_closed,
    ));
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let listener = in_time(shared, listener);
    let server = axum::serve(listener, router).with_graceful_shutdown(async {
        // An error means that the sender is gone: stop as well.
        let _ = stopped.await;
    });
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        ended = &mut server => return match ended {
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
    let _ = stop.send(());
    if tokio::time::timeout(SHUTDOWN_DEADLINE, &mut server)
        .await
        .is_err()
    {
        tracing::warn!("requests are still open and are cut off");
        server.abort();
    }
    Ok(())
}
