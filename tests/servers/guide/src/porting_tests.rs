//! The gateway of the page "Porting tests".

use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    in_the_morning(for_production(builder.only::<(Barrier, GreeterGateway)>()))
}

#[derive(Clone)]
struct Clock {
    hour: fn() -> u64,
}

#[websocket_gateway(namespace = "greeter")]
struct GreeterGateway {
    #[inject]
    clock: Clock,
}

#[websocket_gateway]
impl GreeterGateway {
    #[subscribe_message("greet")]
    fn greet(&self, #[message_body] name: String) -> String {
        if (self.clock.hour)() < 12 {
            format!("Good morning, {name}")
        } else {
            format!("Hello {name}")
        }
    }
}

const MORNING: Clock = Clock { hour: || 8 };

#[test]
fn a_guest_is_greeted_in_the_morning() {
    let greeter = GreeterGateway { clock: MORNING };
    assert_eq!(greeter.greet("An".into()), "Good morning, An");
}

fn hour_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() / 3600 % 24)
}

fn for_production(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.provide(Clock { hour: hour_now })
}

fn in_the_morning(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.provide(MORNING)
}
