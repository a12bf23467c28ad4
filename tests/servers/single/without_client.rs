//! `Ticking` and `Kitchen` have methods that run without a client: a timer, a listener for events of the app, and shutdown
//! hooks. With `AT_END=hold` a hook holds its thread.

use std::{
    env,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use gateway_runtime::{GatewayAppBuilder, prelude::*};
use gateway_tests::{client_cue::wait_for_client, journal};
use serde_json::json;

/// Longer than any deadline of a test.
const LONG: Duration = Duration::from_secs(20);

/// A timer whose call waits for a client.
#[websocket_gateway(namespace = "ticking")]
struct Ticking {
    #[websocket_server]
    server: Server<Ticking>,
    /// The client that the timer waits for.
    held: Mutex<Option<Socket>>,
}

#[websocket_gateway]
impl Ticking {
    #[subscribe_message("hold")]
    fn hold(&self, socket: Socket) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(socket);
    }

    #[interval("10ms")]
    async fn tick(&self) -> Result<(), EmitError> {
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

#[websocket_gateway(namespace = "kitchen")]
struct Kitchen;

#[websocket_gateway]
impl Kitchen {
    #[on_event]
    async fn ordered(&self, order: Ordered, server: Server<Kitchen>) -> Result<(), EmitError> {
        server.emit("cook", &order.id).await?;
        Ok(())
    }

    #[on_gateway_shutdown]
    fn close(&self) {
        if env::var_os("AT_END").is_some_and(|what| what == "hold") {
            thread::sleep(LONG);
        }
        note("Kitchen", "closed");
    }
}

fn note(gateway: &str, what: &str) {
    journal::note(&json!({ "gateway": gateway, "what": what }));
}

/// A service that listens and takes part in the end.
pub(crate) fn with_service(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .on_event(async |order: Ordered| note("service", &format!("ordered {}", order.id)))
        .on_shutdown(async |why: Shutdown| note("service", &format!("{why}")))
}
