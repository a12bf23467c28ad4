//! `caught` runs user code and turns a panic into an error, which is then logged and answered as internal.

use std::{
    any::Any,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
};

/// The message of a panic, if it is text.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

/// Runs `future`, and turns a panic into an `Err` with the panic's message. The future is dropped in here
/// too, so that a panic in the drop of user values is caught as well.
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
