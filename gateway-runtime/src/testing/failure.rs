//! `fail` fails a test: with what was expected, where, and what the client has sent and got.

use std::panic::Location;

use super::connection::Connection;

/// Fails the test. `place` is where the test has called the kit: a future is polled elsewhere.
#[cold]
pub(super) fn fail(what: &str, place: &Location<'_>, connection: &Connection) -> ! {
    let transcript = connection.transcript();
    fail_without_client(&format!(
        "{what}\n  expected at {place}\nwhat this client has sent (->) and got (<-):{transcript}"
    ))
}

/// Fails the test for a reason that is not about a client. `place` is where the test has called the kit.
#[cold]
pub(super) fn fail_at(what: &str, place: &Location<'_>) -> ! {
    fail_without_client(&format!("{what}\n  expected at {place}"))
}

/// The same where the test itself calls.
#[cold]
#[track_caller]
#[expect(clippy::panic, reason = "this is how a test fails")]
pub(super) fn fail_without_client(what: &str) -> ! {
    panic!("{what}")
}
