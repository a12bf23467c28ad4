//! The gateways of the page "DTOs, pipes and serialization".

use garde::Validate;
use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;
use uuid::Uuid;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.only::<(
        Barrier,
        CatsGateway,
        StrictGateway,
        PipesGateway,
        UsersGateway,
    )>()
}

#[derive(Deserialize, Validate)]
struct CreateCat {
    #[garde(length(chars, min = 1))]
    name: String,
    #[garde(range(max = 30))]
    age: u32,
    #[garde(email)]
    owner: Option<String>,
}

#[websocket_gateway(namespace = "cats")]
struct CatsGateway;

#[websocket_gateway]
impl CatsGateway {
    #[subscribe_message("create")]
    fn create(&self, #[message_body] cat: CreateCat) -> String {
        cat.name
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StrictCat {
    name: String,
    age: Option<u32>,
}

#[websocket_gateway(namespace = "strict")]
struct StrictGateway;

#[websocket_gateway]
impl StrictGateway {
    #[subscribe_message("create")]
    fn create(&self, #[message_body] cat: StrictCat) -> String {
        println!("{:?} years old", cat.age);
        cat.name
    }
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Black,
    White,
}

#[derive(Deserialize)]
#[serde(from = "String")]
struct Trimmed(String);

impl From<String> for Trimmed {
    fn from(text: String) -> Self {
        Self(text.trim().to_owned())
    }
}

#[websocket_gateway(namespace = "pipes")]
struct PipesGateway;

#[websocket_gateway]
impl PipesGateway {
    #[subscribe_message("number")]
    fn number(&self, #[message_body("id")] FromText(id): FromText<i64>) -> i64 {
        id
    }

    #[subscribe_message("flag")]
    fn flag(&self, #[message_body("on")] FromText(on): FromText<bool>) -> bool {
        on
    }

    #[subscribe_message("colour")]
    fn colour(&self, #[message_body("colour")] colour: Colour) -> Colour {
        colour
    }

    #[subscribe_message("numbers")]
    fn numbers(&self, #[message_body("ids")] ids: Vec<i64>) -> usize {
        ids.len()
    }

    #[subscribe_message("order")]
    fn order(&self, #[message_body("id")] id: Uuid) -> Uuid {
        id
    }

    #[subscribe_message("page")]
    fn page(&self, #[message_body("count")] count: Option<u32>) -> u32 {
        count.unwrap_or(20)
    }

    #[subscribe_message("trim")]
    fn trim(&self, #[message_body] Trimmed(text): Trimmed) -> String {
        text
    }
}

#[derive(Serialize)]
struct UserEntity {
    id: u32,
    #[serde(rename = "fullName")]
    name: String,
    #[serde(skip)]
    password: String,
}

#[websocket_gateway(namespace = "users")]
struct UsersGateway;

#[websocket_gateway]
impl UsersGateway {
    #[subscribe_message("user")]
    fn user(&self) -> UserEntity {
        UserEntity {
            id: 1,
            name: "An".into(),
            password: "secret".into(),
        }
    }
}
