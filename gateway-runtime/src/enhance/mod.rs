//! The enhancers: what stands in front of methods and around them.

mod call;
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        unused_imports,
        reason = "the chain of a method asks the limiters, and is not in this room yet"
    )
)]
mod throttle;

pub use call::Call;
pub use throttle::{
    Throttle, ThrottleBy, ThrottleDecision, ThrottleFuture, ThrottleKey, ThrottleRequest,
    ThrottleStore,
};
