//! `notes` are sentences about a message that AsyncAPI has no members for: guards, limits, the timeout, and where the
//! answer comes.

use crate::contract::{Limit, Message, duration::duration};

/// The description of an operation: the documentation of the method, and the notes as sentences of one paragraph.
pub(super) fn description(message: &Message) -> String {
    let mut notes = Vec::new();
    if message.validated {
        notes.push("The values are validated; `bad_request` lists the invalid ones.".to_owned());
    }
    if !message.guards.is_empty() {
        let guards = message.guards.iter().map(|guard| format!("`{guard}`"));
        let guards = guards.collect::<Vec<_>>().join(", ");
        notes.push(format!("Guarded by {guards}, which may refuse it."));
    }
    notes.extend(message.limits.iter().map(limit));
    if let Some(timeout) = message.timeout_ms {
        notes.push(format!("Fails with `timeout` after {}.", duration(timeout)));
    }
    if !message.answer.events.is_empty() {
        let events = message
            .answer
            .events
            .iter()
            .map(|event| format!("`{event}`"));
        let events = events.collect::<Vec<_>>().join(", ");
        notes.push(format!(
            "The answer comes as the event {events}, before the acknowledgement."
        ));
    }
    let notes = notes.join(" ");
    let parts = [message.docs.as_str(), &notes];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

fn limit(limit: &Limit) -> String {
    let Limit {
        limit: most,
        per_ms,
        burst,
        by,
        ..
    } = limit;
    let by = match by.as_str() {
        "socket" => "socket",
        "ip" => "IP address",
        other => other,
    };
    let burst = burst
        .map(|burst| format!(", {burst} at once"))
        .unwrap_or_default();
    format!(
        "At most {most} in {}{burst}, counted by {by}; more fail with `too_many_requests`.",
        duration(*per_ms)
    )
}

/// The first paragraph, in one line: what stands in lists.
pub(super) fn summary(docs: &str) -> String {
    let lines = docs.lines().map(str::trim);
    let first = lines.take_while(|line| !line.is_empty());
    first.collect::<Vec<_>>().join(" ")
}
