//! The gateways of the page "What your clients notice".

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_runtime::{ErrorCause, ErrorDelivery, GatewayAppBuilder};

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.only::<(
        Barrier,
        NotesGateway,
        OrdersGateway,
        ArticlesGateway,
        QuietGateway,
        AccountGateway,
        MembersGateway,
        VaultGateway,
        ProfileGateway,
    )>()
}

pub(crate) fn as_nestjs(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .error_delivery(ErrorDelivery::Exception) // errors are always the event `exception`
        .error_cause(ErrorCause::PatternAndPayload) // `cause` has the data that the client sent
}

#[derive(Serialize)]
struct Appointment {
    event: String,
    data: String,
}

#[websocket_gateway(namespace = "notes")]
struct NotesGateway;

#[websocket_gateway]
impl NotesGateway {
    #[subscribe_message("save")]
    fn save(&self, #[message_body] text: String) {
        println!("saved {text}");
    }

    #[subscribe_message("count")]
    fn count(&self) -> u32 {
        0
    }

    #[subscribe_message("find")]
    fn find(&self, #[message_body] _id: u32) -> Option<String> {
        None
    }

    #[subscribe_message("remind")]
    fn remind(&self, #[message_body] text: String) -> WsResponse<String> {
        WsResponse::new("reminder", text)
    }

    #[subscribe_message("appointment")]
    fn appointment(&self) -> Appointment {
        Appointment {
            event: "dentist".into(),
            data: "9:00".into(),
        }
    }
}

#[websocket_gateway(namespace = "orders")]
struct OrdersGateway;

#[websocket_gateway]
impl OrdersGateway {
    #[subscribe_message("order")]
    fn order(&self, #[message_body] _article: String) -> Result<(), WsError> {
        Err(WsError::conflict("sold out"))
    }

    #[subscribe_message("pay")]
    fn pay(&self) -> Result<(), WsError> {
        Err(WsError::internal("the password of the bank is wrong"))
    }
}

#[websocket_gateway(namespace = "articles")]
struct ArticlesGateway;

#[websocket_gateway]
impl ArticlesGateway {
    #[subscribe_message("article")]
    fn article(&self, #[message_body("id")] id: u32) -> u32 {
        id
    }

    #[subscribe_message("price")]
    fn price(&self, #[message_body("count")] FromText(count): FromText<u32>) -> u32 {
        count * 3
    }
}

#[websocket_gateway(namespace = "quiet", ignore_unknown_events)]
struct QuietGateway;

#[websocket_gateway(
    namespace = "account",
    path = "/account",
    cors(origin = "https://shop.example", credentials)
)]
struct AccountGateway;

#[derive(Deserialize)]
struct Login {
    token: String,
}

#[guard]
fn is_member(#[handshake_auth] login: Option<Login>) -> bool {
    login.is_some_and(|login| login.token == "secret")
}

#[websocket_gateway(namespace = "members")]
#[use_guards(is_member)]
struct MembersGateway;

#[websocket_gateway]
impl MembersGateway {
    #[subscribe_message("news")]
    fn news(&self) -> &'static str {
        "for members"
    }
}

#[websocket_gateway(namespace = "vault")]
struct VaultGateway;

#[websocket_gateway]
impl VaultGateway {
    #[on_gateway_connection]
    async fn opened(&self) -> Result<(), WsError> {
        Err(WsError::unauthorized("nobody gets in"))
    }
}

#[derive(Clone)]
struct User {
    name: String,
}

#[websocket_gateway(namespace = "profile")]
struct ProfileGateway;

#[websocket_gateway]
impl ProfileGateway {
    #[on_gateway_connection]
    async fn joined(&self, client: Socket) {
        tokio::time::sleep(Duration::from_secs(1)).await; // asks a database
        client.set_data(User { name: "An".into() });
    }

    #[subscribe_message("who-am-i")]
    fn who_am_i(&self, user: Option<SocketData<User>>) -> String {
        user.map_or_else(|| "nobody".into(), |SocketData(user)| user.name)
    }
}
