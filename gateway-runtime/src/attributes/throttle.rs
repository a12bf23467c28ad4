//! The options of [`#[throttle(..)]`](macro@crate::throttle), on a gateway's struct or on a method.

/// `limit = 5` lets five messages pass in each [`per`], on average. It is at least 1.
///
/// On a gateway, all methods share the limit; on a method, all events of the method do.
pub mod limit {}

/// `per = "1m"` is the time in which [`limit`] messages may pass: `"500ms"`, `"1s"`, `"1m"`, `"1h"`.
pub mod per {}

/// `burst = 10` lets ten messages pass at once. Default: as many as the [`limit`].
///
/// A client begins with a full burst and gets one more message each `per / limit`, until it has all of them again.
pub mod burst {}

/// `by = "ip"` counts by the client's address, `by = "socket"` by socket, which is the default, and `by = function` by the
/// key that a function from [`&Call`](crate::Call) to a `String` makes.
///
/// Behind a proxy the address is that of the proxy: see [`ThrottleBy::Address`](crate::ThrottleBy::Address).
pub mod by {}

/// `name = "login"` names the limit, so that [`skip`] can name it. A
/// [`ThrottleStore`](crate::ThrottleStore) is told the name too.
pub mod name {}

/// `skip` takes a method, or a gateway, out of all limits of wider scopes, and `skip = "login"` out of the one with this
/// name: `#[throttle(skip)]` on a heartbeat. It stands alone.
pub mod skip {}
