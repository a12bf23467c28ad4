//! What is global in this server: it notes in the trace that it ran, and does what the message says.

use gateway_runtime::prelude::*;

use crate::trace::{Script, Trace};

pub(crate) fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .guard::<global_guard>()
        .interceptor::<global_interceptor>()
        .filter::<global_filter>()
}

/// Given by a guard that the compiler cannot know.
#[derive(Clone)]
pub(crate) struct Visitor(pub(crate) String);

#[guard]
fn global_guard(call: Call) -> Result<Visitor, WsError> {
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
