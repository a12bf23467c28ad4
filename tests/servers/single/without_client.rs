//! `Ticking`, `Orders` and `Kitchen` have methods that run without a client: a timer, listeners for events of the app, and
//! shutdown hooks. `AT_END` chooses what a hook at the end does.

use std::{
    env,
    future::pending,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use axum::{Router, extract::Path, routing::post};
use gateway_runtime::{GatewayAppBuilder, prelude::*};
use gateway_tests::{client_cue::wait_for_client, journal};
use serde_json::json;

/// Longer than any deadline of a test.
const LONG: Duration = Duration::from_secs(20);

/// A timer that does something while a client watches.
#[websocket_gateway(namespace = "ticking")]
struct Ticking {
    #[websocket_server]
    server: Server<Ticking>,
    /// The client that the timer waits for.
    held: Mutex<Option<Socket>>,
}

#[websocket_gateway]
impl Ticking {
    #[subscribe_message("watch")]
    fn watch(&self, socket: Socket) {
        socket.join("watching");
    }

    #[subscribe_message("hold")]
    fn hold(&self, socket: Socket) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(socket);
    }

    #[interval("10ms")]
    async fn tick(&self) -> Result<(), EmitError> {
        self.server.to("watching").emit("tick", &()).await?;
        let held = self
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(socket) = held {
            journal::reached("Ticking", "tick", &socket);
            wait_for_client(&socket).await?;
            journal::reached("Ticking", "tock", &socket);
        }
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Ticking", &socket, reason);
    }

    #[on_gateway_shutdown]
    async fn bye(&self, why: Shutdown, #[inject] events: Events) -> Result<(), EmitError> {
        note("Ticking", &why.to_string());
        self.server.emit("bye", &why.to_string()).await?;
        events.emit(Ordered { id: 0 }).await?;
        Ok(())
    }
}

/// What one gateway tells another.
#[derive(Clone)]
struct Ordered {
    id: u64,
}

#[websocket_gateway(namespace = "orders-of-the-app")]
struct Orders {
    #[inject]
    events: Events,
}

#[websocket_gateway]
impl Orders {
    #[subscribe_message("order")]
    async fn order(&self, #[message_body] id: u64) -> Result<usize, WsError> {
        Ok(self.events.emit(Ordered { id }).await?)
    }
}

#[websocket_gateway(namespace = "kitchen")]
struct Kitchen;

#[websocket_gateway]
impl Kitchen {
    #[on_event]
    async fn ordered(&self, order: Ordered, server: Server<Kitchen>) -> Result<(), EmitError> {
        server.emit("cook", &order.id).await?;
        Ok(())
    }

    #[on_event]
    fn burn(&self, order: Ordered) {
        // Not at each end of this server, whose log other tests read.
        assert!(order.id == 0, "the kitchen burns");
    }

    #[on_gateway_shutdown]
    async fn close(&self) -> Result<(), String> {
        match env::var("AT_END").as_deref() {
            Ok("never") => pending().await,
            Ok("hold") => thread::sleep(LONG),
            Ok("fail") => return Err("the kitchen is a mess".to_owned()),
            Ok("panic") => burn(),
            _ => {}
        }
        note("Kitchen", "closed");
        Ok(())
    }
}

#[expect(clippy::panic, reason = "that it panics is the point")]
fn burn() {
    panic!("the kitchen burns at the end");
}

fn note(gateway: &str, what: &str) {
    journal::note(&json!({ "gateway": gateway, "what": what }));
}

/// A service that listens and takes part in the end, and `POST /orders/{id}`.
pub(crate) fn with_service(builder: GatewayAppBuilder) -> (GatewayAppBuilder, Router) {
    let events = builder.events();
    let late = builder.events();
    let order = async move |Path(id): Path<u64>| {
        let listeners = events.emit(Ordered { id }).await;
        listeners.map_or_else(|error| error.to_string(), |count| count.to_string())
    };
    let builder = builder
        .on_event(async |order: Ordered| note("service", &format!("ordered {}", order.id)))
        .on_shutdown(async |why: Shutdown| note("service", &format!("{why}")))
        .on_shutdown(async move |_| {
            tokio::spawn(async move {
                // The app has ended then, which the process waits for.
                while late.emit(1_u8).await.is_ok() {
                    tokio::task::yield_now().await;
                }
                note("service", "no events any more");
            });
        });
    (builder, Router::new().route("/orders/{id}", post(order)))
}
