//! `failure` is the message with which a test fails.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

/// What the panic of an expectation says.
pub(crate) async fn failure<T>(expectation: impl IntoFuture<Output = T>) -> String {
    let Err(panic) = AssertUnwindSafe(expectation.into_future())
        .catch_unwind()
        .await
    else {
        panic!("the expectation was met");
    };
    *panic.downcast::<String>().unwrap()
}

/// What the panic of a call says.
pub(crate) fn failure_of<T>(call: impl FnOnce() -> T) -> String {
    let Err(panic) = std::panic::catch_unwind(AssertUnwindSafe(call)) else {
        panic!("the call did not fail");
    };
    *panic.downcast::<String>().unwrap()
}

/// Fails unless the text begins like this.
#[track_caller]
pub(crate) fn begins(text: &str, beginning: &str) {
    assert!(
        text.starts_with(beginning),
        "{text}\ndoes not begin with\n{beginning}"
    );
}
