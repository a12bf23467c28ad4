#![allow(unused)]

use gateway_runtime::prelude::*;

/// As the crate of this name has it; another version of garde looks the same.
mod validator {
    pub trait Validate {
        fn validate(&self) -> Result<(), String>;
    }
}

#[derive(Deserialize)]
struct Body {
    name: String,
}

impl validator::Validate for Body {
    fn validate(&self) -> Result<(), String> {
        Ok(())
    }
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[message_body(validate)] body: Body) {}
}

#[websocket_gateway(validate)]
struct Validated;

#[websocket_gateway]
impl Validated {
    #[subscribe_message("e")]
    fn event(&self, #[message_body] body: Body) {}
}

fn main() {}
