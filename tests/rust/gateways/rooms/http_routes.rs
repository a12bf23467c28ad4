//! HTTP routes that offer the verbs of a `Server` of `Rooms` from outside a gateway.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use gateway_runtime::{Broadcast, Payload, RemoteSocket, prelude::*};
use gateway_tests::{recipients::Recipients, unavailable};
use serde_json::Value;

use super::Rooms;

type Answer<T> = Result<Json<T>, (StatusCode, String)>;

pub(super) fn routes(server: Server<Rooms>) -> Router {
    Router::new()
        .route("/emit", post(emit))
        .route("/rooms", get(rooms))
        .route("/rooms/{room}", get(members).delete(disconnect))
        .route("/rooms/{room}/{id}", post(join).delete(leave))
        .route("/sockets/{id}", post(ask))
        .with_state(server)
}

#[derive(Deserialize)]
struct Announcement {
    #[serde(flatten)]
    recipients: Recipients,
    text: Value,
}

async fn emit(
    State(server): State<Server<Rooms>>,
    Json(announcement): Json<Announcement>,
) -> Answer<usize> {
    let Announcement { recipients, text } = announcement;
    let delivery = tell(recipients.refine(server.broadcast()), "heard", &text).await;
    delivery
        .map(|delivery| Json(delivery.missed))
        .map_err(unavailable)
}

/// A broadcast does not borrow what it sends, so that it can be spawned.
fn tell<T: Payload>(
    chosen: Broadcast<Rooms>,
    event: &str,
    payload: &T,
) -> impl Future<Output = Result<Delivery, EmitError>> + Send + 'static + use<T> {
    chosen.emit(event, payload)
}

async fn rooms(State(server): State<Server<Rooms>>) -> Answer<Vec<String>> {
    server.rooms().await.map(Json).map_err(unavailable)
}

async fn members(
    State(server): State<Server<Rooms>>,
    Path(room): Path<String>,
) -> Answer<Vec<SocketId>> {
    let sockets = server.to(room).fetch_sockets().await.map_err(unavailable)?;
    Ok(Json(sockets.iter().map(RemoteSocket::id).collect()))
}

async fn disconnect(State(server): State<Server<Rooms>>, Path(room): Path<String>) -> Answer<()> {
    server
        .to(room)
        .disconnect()
        .await
        .map(Json)
        .map_err(unavailable)
}

async fn join(
    State(server): State<Server<Rooms>>,
    Path((room, id)): Path<(String, SocketId)>,
) -> Answer<()> {
    server
        .to(id)
        .join(room)
        .await
        .map(Json)
        .map_err(unavailable)
}

async fn leave(
    State(server): State<Server<Rooms>>,
    Path((room, id)): Path<(String, SocketId)>,
) -> Answer<()> {
    server
        .to(id)
        .leave(room)
        .await
        .map(Json)
        .map_err(unavailable)
}

async fn ask(
    State(server): State<Server<Rooms>>,
    Path(id): Path<SocketId>,
    Json(question): Json<Value>,
) -> Answer<Value> {
    let Some(socket) = server.socket(id) else {
        return Err((StatusCode::NOT_FOUND, "nobody has this id".into()));
    };
    socket
        .emit_with_ack("question", &question)
        .await
        .map(Json)
        .map_err(unavailable)
}
