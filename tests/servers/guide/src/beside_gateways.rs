//! The gateways of the page "HTTP, timers, events and the end".

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    type All = (
        Barrier,
        PaymentsGateway,
        ClockGateway,
        ShopGateway,
        KitchenGateway,
    );
    with_routes(builder.only::<All>())
}

#[websocket_gateway(namespace = "payments")]
struct PaymentsGateway;

async fn paid(
    State(payments): State<Server<PaymentsGateway>>,
    Path(id): Path<String>,
) -> (StatusCode, String) {
    match payments.emit("paid", &id).await {
        Ok(_) => (StatusCode::CREATED, format!("paid {id}")),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
    }
}

fn with_routes(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let payments = builder.server::<PaymentsGateway>();
    builder.router(
        Router::new()
            .route("/payments/{id}", post(paid))
            .with_state(payments),
    )
}

#[websocket_gateway(namespace = "clock")]
struct ClockGateway {
    #[websocket_server]
    server: Server<ClockGateway>,
}

#[websocket_gateway]
impl ClockGateway {
    #[on_gateway_init]
    fn start(&self) {
        let server = self.server.clone();
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(100));
            loop {
                tokio::select! {
                    () = server.closed() => break,
                    _ = ticks.tick() => {
                        let _ = server.emit("tick", &Args(())).await;
                    }
                }
            }
        });
    }
}

#[websocket_gateway(namespace = "kitchen")]
struct KitchenGateway;

#[websocket_gateway(namespace = "shop")]
struct ShopGateway {
    #[inject]
    kitchen: Server<KitchenGateway>,
}

#[websocket_gateway]
impl ShopGateway {
    #[subscribe_message("order")]
    async fn order(&self, #[message_body] article: String) -> Result<bool, WsError> {
        self.kitchen.emit("cook", &article).await?;
        Ok(true)
    }
}
