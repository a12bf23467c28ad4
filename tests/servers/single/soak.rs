//! `Soak` has many short visits, and tells what is left of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use gateway_runtime::prelude::*;
use gateway_tests::unavailable;

#[websocket_gateway(namespace = "soak")]
pub(crate) struct Soak {
    #[inject]
    visits: Arc<Visits>,
}

/// A value that would keep its socket alive.
#[derive(Clone)]
#[expect(dead_code, reason = "that it is held is the point")]
struct Holder(Socket);

/// How many sockets have come and gone.
#[derive(Default)]
pub(crate) struct Visits {
    begun: AtomicUsize,
    ended: AtomicUsize,
}

#[websocket_gateway]
impl Soak {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) {
        self.visits.begun.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        socket.join(["everybody".to_owned(), format!("room of {}", socket.id())]);
        // What is kept with a socket may hold a handle to it.
        socket.set_data(Holder(socket.clone()));
    }

    #[on_gateway_disconnect]
    async fn left(&self) {
        tokio::task::yield_now().await;
        self.visits.ended.fetch_add(1, Ordering::SeqCst);
    }

    #[subscribe_message("hello")]
    async fn hello(&self, #[message_body] name: String) -> String {
        tokio::task::yield_now().await;
        name
    }
}

/// What the server holds, and what it did.
#[derive(Serialize)]
struct Held {
    sockets: usize,
    rooms: usize,
    begun: usize,
    ended: usize,
}

/// `GET /soak`
pub(crate) fn routes(server: Server<Soak>, visits: Arc<Visits>) -> Router {
    Router::new()
        .route("/soak", get(held))
        .with_state((server, visits))
}

async fn held(
    State((server, visits)): State<(Server<Soak>, Arc<Visits>)>,
) -> Result<Json<Held>, (StatusCode, String)> {
    Ok(Json(Held {
        sockets: server.sockets().map_err(unavailable)?.len(),
        rooms: server.rooms().await.map_err(unavailable)?.len(),
        begun: visits.begun.load(Ordering::SeqCst),
        ended: visits.ended.load(Ordering::SeqCst),
    }))
}
