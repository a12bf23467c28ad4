//! `called` and `Caught` run user code and turn a panic into an error, which is then logged and answered as internal.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

/// The message of a panic, if it is text.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

/// Makes a call, and turns a panic into an `Err` with the panic's message.
#[inline]
pub(crate) fn called<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|panic| panic_message(&*panic).to_owned())
}

/// Runs `future`, and turns a panic into an `Err` with the panic's message. The future is dropped in here
/// too, so that a panic in the drop of user values is caught as well.
pub(crate) fn caught<F: Future>(future: F) -> Caught<F> {
    Caught {
        future: Some(future),
    }
}

pin_project! {
    /// See [`caught`]. It is no async function, in whose state the future would have two places.
    pub(crate) struct Caught<F> {
        // Until it has ended.
        #[pin]
        future: Option<F>,
    }
}

impl<F: Future> Future for Caught<F> {
    type Output = Result<F::Output, String>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut future = self.project().future;
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let Some(running) = future.as_mut().as_pin_mut() else {
                return Poll::Pending;
            };
            let polled = running.poll(context);
            if polled.is_ready() {
                future.set(None);
            }
            polled
        }));
        match polled {
            Ok(polled) => polled.map(Ok),
            Err(panic) => {
                let message = panic_message(&*panic).to_owned();
                let dropped = catch_unwind(AssertUnwindSafe(|| future.set(None)));
                // The first panic is the one that says what went wrong.
                drop(dropped);
                Poll::Ready(Err(message))
            }
        }
    }
}
