#![allow(unused)]

use gateway_runtime::prelude::*;

struct Admin {
    name: String,
}

impl Guard for Admin {
    type Value = ();

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        Ok(())
    }
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(Admin)]
    fn event(&self) {}
}

fn main() {}
