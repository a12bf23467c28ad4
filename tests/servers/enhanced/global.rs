//! What is global in this server: it notes in the trace that it ran, and does what the message says.

use std::env;

use gateway_runtime::{GatewayAppBuilder, prelude::*};

use crate::trace::{Script, Trace};

/// With `GLOBAL=all`; without, there is the guard alone, so that methods without interceptors are tested too.
pub(crate) fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let builder = builder.guard::<global_guard>();
    match env::var("GLOBAL").as_deref() {
        Ok("all") => builder
            .interceptor::<global_interceptor>()
            .filter::<global_filter>(),
        _ => builder,
    }
}

/// Given by a guard that the compiler cannot know.
#[derive(Clone)]
pub(crate) struct Visitor(pub(crate) String);

#[guard]
fn global_guard(call: Call) -> Result<Visitor, WsError> {
    assert_ne!(call.socket().namespace(), "/", "no gateway is there");
    Script::of(&call).step(&call, "global guard")?;
    Ok(Visitor(call.socket().id().to_string()))
}

#[interceptor]
async fn global_interceptor(call: Call, next: Next) -> Result<Outcome, Failure> {
    Script::of(&call)
        .around(&call, "global interceptor", next)
        .await
}

#[filter]
fn global_filter(failure: Failure, call: Call) -> WsError {
    Trace::of(&call).note("global filter", &failure);
    failure.into_error()
}
