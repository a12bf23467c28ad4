//! `unusable_options` finds options that no client could live with.

use super::{keeping_out::keeping_out, settings::unusable_settings};
use crate::{
    app::plan::{AppOptions, PlannedEndpoint},
    protocol::is_reserved,
};

/// Values that no client could live with, of each endpoint and of the app.
pub(crate) fn unusable_options(endpoints: &[PlannedEndpoint], options: &AppOptions) -> Vec<String> {
    let mut problems = Vec::new();
    for endpoint in endpoints {
        let names: Vec<String> = endpoint
            .gateways
            .iter()
            .map(|gateway| format!("`{}`", gateway.name))
            .collect();
        for problem in unusable_settings(&endpoint.settings) {
            // With one endpoint it is clear which is meant.
            if endpoints.len() == 1 {
                problems.push(problem);
            } else {
                problems.push(format!("the server of {}: {problem}", names.join(" and ")));
            }
        }
    }
    problems.extend(of_app(options));
    problems
}

fn of_app(options: &AppOptions) -> Vec<String> {
    let mut problems = keeping_out(options);
    if options.max_waiting_answers == 0 {
        problems.push(
            "`max_waiting_answers` is 0, which disconnects every client whose buffer is full for \
             a moment; give it 1 or more"
                .to_owned(),
        );
    }
    if options.max_blocking == 0 {
        problems.push(
            "`max_blocking` is 0, so that no method marked `blocking` could ever run; give it 1 or more"
                .to_owned(),
        );
    }
    if options.watchdog.is_absurd() {
        problems.push(
            "`warn_slow` is 0, so that every handler would be too slow; give it some milliseconds, or `None` for no \
             warning"
                .to_owned(),
        );
    }
    for (option, time) in [
        ("request_head_timeout", options.request_head_timeout),
        ("request_body_timeout", options.request_body_timeout),
    ] {
        if time.is_zero() {
            problems.push(format!(
                "`{option}` is 0, which refuses every request; give it some seconds"
            ));
        }
    }
    for (option, limit) in [
        ("max_dynamic_namespaces", options.max_dynamic_namespaces),
        (
            "max_dynamic_namespaces_per_connection",
            options.max_dynamic_namespaces_per_connection,
        ),
    ] {
        if limit == 0 {
            problems.push(format!(
                "`{option}` is 0, which refuses every client of a dynamic namespace; give it 1 or more"
            ));
        }
    }
    let drain = options.drain.as_ref();
    if let Some(event) = drain.and_then(|drain| drain.announcement.as_ref()) {
        if event.is_empty() {
            problems.push(
                "`drain`: the name of the announcement is empty; name the event, as in `.announce(\"server-draining\")`, or \
                 leave the call out"
                    .to_owned(),
            );
        } else if is_reserved(event) {
            problems.push(format!(
                "`drain`: the event `{event}` is one of Socket.IO's own; announce another one"
            ));
        }
    }
    problems
}
