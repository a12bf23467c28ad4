//! The gateways of the page "Modules and injection".

use std::env;

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) async fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let builder = builder.only::<(
        Barrier,
        OrdersGateway,
        ShopGateway,
        StaffGateway,
        DevicesGateway,
        GreetingsGateway,
    )>();
    configured(provided(builder).await)
}

struct Database;

impl Database {
    async fn connect() -> Self {
        Self
    }

    fn price_of(&self, article: &str) -> usize {
        article.len()
    }
}

#[websocket_gateway(namespace = "orders")]
struct OrdersGateway;

#[derive(Clone)]
struct OrdersService {
    clients: Server<OrdersGateway>,
}

impl OrdersService {
    async fn create(&self, article: &str) -> Result<(), EmitError> {
        self.clients.emit("created", &article).await?;
        Ok(())
    }
}

#[websocket_gateway(namespace = "shop")]
struct ShopGateway {
    #[inject]
    database: Arc<Database>,
    #[inject]
    orders: OrdersService,
}

#[websocket_gateway]
impl ShopGateway {
    #[subscribe_message("price")]
    fn price(&self, #[message_body] article: String) -> usize {
        self.database.price_of(&article)
    }

    #[subscribe_message("order")]
    async fn order(&self, #[message_body] article: String) -> Result<bool, WsError> {
        self.orders.create(&article).await?;
        Ok(true)
    }
}

async fn provided(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let database = Database::connect().await;
    let orders = OrdersService {
        clients: builder.server(),
    };
    builder.provide(Arc::new(database)).provide(orders)
}

#[websocket_gateway(namespace = "staff")]
struct StaffGateway;

#[websocket_gateway(namespace = "devices")]
struct DevicesGateway {
    #[inject]
    staff: Server<StaffGateway>,
}

#[websocket_gateway]
impl DevicesGateway {
    #[subscribe_message("measured")]
    async fn measured(&self, #[message_body] value: u32) -> Result<bool, WsError> {
        self.staff.emit("measured", &value).await?;
        Ok(true)
    }
}

struct Settings {
    greeting: String,
}

impl Settings {
    fn from_environment() -> Self {
        Self {
            greeting: env::var("GREETING").unwrap_or_else(|_| "Hello".into()),
        }
    }
}

#[websocket_gateway(namespace = "greetings")]
struct GreetingsGateway {
    #[inject]
    settings: Arc<Settings>,
}

#[websocket_gateway]
impl GreetingsGateway {
    #[subscribe_message("greet")]
    fn greet(&self, #[message_body] name: String) -> String {
        format!("{} {name}", self.settings.greeting)
    }
}

fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.provide(Arc::new(Settings::from_environment()))
}
