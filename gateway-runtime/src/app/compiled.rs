//! `Compiled` is a future that is compiled together with this crate, once, and not again with every app.

use futures_util::future::BoxFuture;

/// A boxed future. One that is not boxed is compiled by the crate that polls it, and the futures of an app are
/// made of most of the protocol library.
pub(super) type Compiled<T> = BoxFuture<'static, T>;
