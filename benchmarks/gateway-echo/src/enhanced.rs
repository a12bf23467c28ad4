//! `EnhancedGateway` has the echo with something around it: a guard, an interceptor, a filter, a limit.

use gateway_runtime::prelude::*;

use crate::contract::Echo;

#[guard(message)]
fn plain(socket: Socket) -> bool {
    socket.connected()
}

#[guard(message)]
async fn ready(socket: Socket) -> bool {
    socket.connected()
}

#[derive(Clone, Copy)]
struct Visitor(bool);

#[guard(message)]
fn gives(socket: Socket) -> Result<Visitor, WsError> {
    Ok(Visitor(socket.connected()))
}

#[interceptor]
async fn passes(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[interceptor]
async fn passes_too(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[filter]
fn unchanged(failure: Failure) -> WsError {
    failure.into_error()
}

#[websocket_gateway(namespace = "bench")]
pub(crate) struct EnhancedGateway;

#[websocket_gateway]
impl EnhancedGateway {
    #[subscribe_message("echo-guard")]
    #[use_guards(plain)]
    async fn guard(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo-async-guard")]
    #[use_guards(ready)]
    async fn async_guard(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo-given")]
    #[use_guards(gives)]
    async fn given(&self, #[guarded] visitor: Visitor, #[message_body] body: Echo) -> Option<Echo> {
        visitor.0.then_some(body)
    }

    #[subscribe_message("echo-interceptor")]
    #[use_interceptors(passes)]
    async fn interceptor(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo-interceptors")]
    #[use_interceptors(passes, passes_too)]
    async fn interceptors(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo-filter")]
    #[use_filters(unchanged)]
    async fn filter(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo-limit")]
    #[throttle(limit = 1_000_000_000, per = "1s")]
    async fn limit(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo-limit-by-address")]
    #[throttle(limit = 1_000_000_000, per = "1s", by = "ip")]
    async fn limit_by_address(&self, #[message_body] body: Echo) -> Echo {
        body
    }
}
