//! `drain` is how clients leave when this server ends: in even portions, so that they do not all come to the other servers at once.

use std::time::Duration;

use gateway_runtime::Drain;

/// How long the server is not ready before the first client leaves, as a part of the time over which they leave.
const NOT_READY: f64 = 0.25;

/// Clients hear `server-draining`, and leave over this time. Load balancers and proxies have a quarter of it to notice first.
///
/// Docker has to wait for longer than both and the deadline of the shutdown (9 s): see `stop_grace_period` in `docker-compose.yml`.
pub(crate) fn drain(over: Duration) -> Drain {
    Drain::over(over)
        .announce("server-draining")
        .not_ready_for(over.mul_f64(NOT_READY))
}
