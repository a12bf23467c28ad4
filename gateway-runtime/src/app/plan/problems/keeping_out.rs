//! `keeping_out` finds limits that would keep everybody out, and texts that name no proxy or no host.

use crate::app::plan::AppOptions;

/// Options with which nobody could come in.
pub(super) fn keeping_out(options: &AppOptions) -> Vec<String> {
    let mut problems = Vec::new();
    let limits = &options.admission;
    for (option, limit) in [
        ("max_connections", Some(limits.max_connections)),
        (
            "max_connections_per_address",
            limits.max_connections_per_address,
        ),
        (
            "max_handshakes_pending",
            Some(limits.max_handshakes_pending),
        ),
        (
            "max_namespaces_per_connection",
            limits.max_namespaces_per_connection,
        ),
    ] {
        if limit == Some(0) {
            problems.push(format!(
                "`{option}` is 0, which refuses every client; give it 1 or more"
            ));
        }
    }
    if let Some((connects, time)) = limits.max_connects_per_address {
        if connects == 0 {
            problems.push(
                "`max_connects_per_address` is 0, which refuses every client; give it 1 or more"
                    .to_owned(),
            );
        }
        if time.is_zero() {
            problems.push(
                "`max_connects_per_address` has no time, and would limit nothing; give it a second or more".to_owned(),
            );
        }
    }
    if let Some(proxies) = &limits.proxies {
        problems.extend_from_slice(proxies.problems());
    }
    if let Some(hosts) = &options.allowed_hosts {
        problems.extend_from_slice(hosts.problems());
    }
    problems
}
