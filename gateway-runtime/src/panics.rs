//! Panics of user code: caught, logged, answered as internal errors.

use std::{
    any::Any,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
};

/// What the panicking code said, as far as it is text.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

/// Runs `future`; a panic in it is an `Err` with what it said. The future is dropped in here too, so
/// that a panic in the drop of user values is caught as well.
pub(crate) async fn caught<F: Future>(future: F) -> Result<F::Output, String> {
    let outcome = {
        let mut future = pin!(future);
        poll_fn(move |context| {
            match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
                Ok(poll) => poll.map(Ok),
                Err(panic) => std::task::Poll::Ready(Err(panic)),
            }
        })
        .await
    };
    outcome.map_err(|panic| panic_message(&*panic).to_owned())
}
