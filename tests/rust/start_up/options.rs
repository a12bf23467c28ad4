//! Options of the app that no client could live with.

use std::time::Duration;

use gateway_runtime::{Drain, prelude::*};

use super::{clashes::Silent, problems_of};

#[tokio::test]
async fn options_that_no_client_could_live_with_come_at_once() {
    let builder = || GatewayApp::builder().only::<(Silent,)>();
    let nothing = builder()
        .ping_interval(Duration::ZERO)
        .ping_timeout(Duration::from_micros(999))
        .connect_timeout(Duration::ZERO)
        .max_attachments(0)
        .max_waiting_answers(0)
        .max_dynamic_namespaces(0)
        .max_dynamic_namespaces_per_connection(0)
        .request_head_timeout(Duration::ZERO)
        .request_body_timeout(Duration::ZERO)
        .max_connections(0)
        .max_connections_per_address(0)
        .max_handshakes_pending(0)
        .max_namespaces_per_connection(0)
        .max_connects_per_address(0, Duration::ZERO)
        .trust_proxies(["10.0.0.0/8", "nginx", "0.0.0.0/0"])
        .allowed_hosts(["https://example.com", "*.com"])
        .drain(Drain::over(Duration::ZERO).announce(""));
    let error = nothing.build().await.expect_err("it cannot start");
    assert!(
        error
            .to_string()
            .starts_with("the options cannot be used: 20 problems"),
        "{error}"
    );
    for (problem, option) in error.problems().iter().zip([
        "`ping_interval`",
        "`ping_timeout`",
        "`connect_timeout`",
        "`max_attachments`",
        "`max_connections`",
        "`max_connections_per_address`",
        "`max_handshakes_pending`",
        "`max_namespaces_per_connection`",
        "`max_connects_per_address` is 0",
        "`max_connects_per_address` has no time",
        "`trust_proxies` has `nginx`",
        "`trust_proxies` has `0.0.0.0/0`",
        "`allowed_hosts` has `https://example.com`",
        "`allowed_hosts` has `*.com`, which is no host; it would stand for the hosts of everybody",
        "`max_waiting_answers`",
        "`request_head_timeout`",
        "`request_body_timeout`",
        "`max_dynamic_namespaces`",
        "`max_dynamic_namespaces_per_connection`",
        "`drain`: the name of the announcement is empty; name the event",
    ]) {
        assert!(problem.starts_with(option), "{problem}");
    }

    let endless = builder()
        .ping_interval(Duration::MAX)
        .ping_timeout(Duration::MAX);
    let problems = problems_of(endless).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].contains("less than 24 days"), "{problems:#?}");

    let patient = builder()
        .ping_interval(Duration::from_millis(1))
        .ping_timeout(Duration::from_hours(23 * 24))
        .connect_timeout(Duration::MAX)
        .max_attachments(usize::MAX)
        .max_waiting_answers(usize::MAX)
        .max_dynamic_namespaces_per_connection(usize::MAX)
        .max_connections(usize::MAX)
        .max_connections_per_address(usize::MAX)
        .max_handshakes_pending(usize::MAX)
        .max_namespaces_per_connection(usize::MAX)
        .max_connects_per_address(u32::MAX, Duration::MAX);
    patient.build().await.expect("starts");
}
