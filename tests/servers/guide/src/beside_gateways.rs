//! The gateways of the page "Beside gateways".

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
        FarewellGateway,
    );
    with_files(with_routes(builder.only::<All>()))
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
    #[interval("100ms")]
    async fn tick(&self) -> Result<(), EmitError> {
        self.server.emit("tick", &Args(())).await?;
        Ok(())
    }
}

#[derive(Clone)]
struct OrderCreated {
    article: String,
}

#[websocket_gateway(namespace = "shop")]
struct ShopGateway {
    #[inject]
    events: Events,
}

#[websocket_gateway]
impl ShopGateway {
    #[subscribe_message("order")]
    async fn order(&self, #[message_body] article: String) -> Result<bool, WsError> {
        self.events.emit(OrderCreated { article }).await?;
        Ok(true)
    }
}

#[websocket_gateway(namespace = "kitchen")]
struct KitchenGateway {
    #[websocket_server]
    server: Server<KitchenGateway>,
}

#[websocket_gateway]
impl KitchenGateway {
    #[on_event]
    async fn created(&self, order: OrderCreated) -> Result<(), EmitError> {
        self.server.emit("cook", &order.article).await?;
        Ok(())
    }
}

#[websocket_gateway(namespace = "farewell")]
struct FarewellGateway {
    #[websocket_server]
    server: Server<FarewellGateway>,
}

#[websocket_gateway]
impl FarewellGateway {
    #[on_gateway_shutdown]
    async fn bye(&self, why: Shutdown) -> Result<(), EmitError> {
        self.server.emit("bye", &Args(())).await?;
        println!("the end, by {why}");
        Ok(())
    }
}

fn with_files(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.on_shutdown(async |_| println!("the files are written"))
}
