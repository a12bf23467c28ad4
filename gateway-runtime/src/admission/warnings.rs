//! `Warnings` are the log lines about those who are kept out: one a minute for each reason, whoever it is.

use std::{net::IpAddr, time::Duration};

use super::KeptOut;
use crate::seldom::Seldom;

/// The least time between two lines about one reason: clients decide how often there is one.
const BETWEEN_WARNINGS: Duration = Duration::from_mins(1);

/// How often the log says that the HTTP server does not tell addresses.
const BETWEEN_ADDRESS_WARNINGS: Duration = Duration::from_mins(10);

/// The log lines.
pub(super) struct Warnings {
    /// By the number of the reason.
    reasons: [Seldom; KeptOut::ALL.len()],
    unknown_address: Seldom,
}

impl Default for Warnings {
    fn default() -> Self {
        Self {
            reasons: KeptOut::ALL.map(|_| Seldom::new(BETWEEN_WARNINGS)),
            unknown_address: Seldom::new(BETWEEN_ADDRESS_WARNINGS),
        }
    }
}

impl Warnings {
    /// Logs that somebody was kept out, as the `refused`th for this reason.
    pub(super) fn of(
        &self,
        why: KeptOut,
        refused: u64,
        connections: usize,
        whom: impl FnOnce() -> String,
    ) {
        if self.reasons[why as usize].is_due() {
            let whom = whom();
            let colon = if whom.is_empty() { "" } else { ": " };
            tracing::warn!(
                limit = why.option(),
                refused,
                connections,
                "{}{colon}{whom}; this is logged once a minute at the most",
                why.line()
            );
        }
    }

    /// Logs that addresses are limited and not known.
    pub(super) fn of_unknown_address(&self) {
        if self.unknown_address.is_due() {
            tracing::warn!(
                "the HTTP server does not tell the addresses of clients, so no limit for an address applies: provide \
                 axum's `ConnectInfo<SocketAddr>`"
            );
        }
    }
}

/// What helps if the address that was refused is that of a proxy; nothing, if that is not likely.
pub(super) fn of_proxy(
    address: Option<IpAddr>,
    is_trusting: bool,
    was_passed_on: bool,
) -> &'static str {
    let is_near = address.is_some_and(is_near);
    if is_near && was_passed_on && !is_trusting {
        " (all clients behind one proxy count as one: name the proxy with `trust_proxies`)"
    } else if is_near && !is_trusting {
        " (if this is a proxy, name it with `trust_proxies`: all its clients count as one)"
    } else {
        ""
    }
}

/// Whether an address is one that is not used in the internet, and so may well be a proxy's.
fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}
