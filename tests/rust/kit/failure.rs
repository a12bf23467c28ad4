//! `failure` and `failure_of` are the message with which a test fails.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::FutureExt as _;

/// What the panic of an expectation says.
pub(crate) async fn failure<T>(expectation: impl IntoFuture<Output = T>) -> String {
    let expectation = AssertUnwindSafe(expectation.into_future());
    let Err(panic) = expectation.catch_unwind().await else {
        panic!("the expectation was met");
    };
    *panic.downcast::<String>().unwrap()
}

/// What the panic of a call says.
pub(crate) fn failure_of<T>(call: impl FnOnce() -> T) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(call)) else {
        panic!("the call did not fail");
    };
    *panic.downcast::<String>().unwrap()
}
