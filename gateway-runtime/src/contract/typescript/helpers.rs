//! `helpers` gives the types that every file has: failures, and the socket.

use crate::contract::ErrorForm;
use crate::session::ErrorCause;

/// The types of errors and of binary data.
const FAILURE: &str = include_str!("helpers/failure.ts");

/// The type of sockets.
const SOCKET: &str = include_str!("helpers/socket.ts");

/// The member `cause` of a failure, as `helpers/failure.ts` has it.
const CAUSE: &str = "
  /** The event whose message failed, and what came with it. */
  cause?: { pattern: string; data?: unknown };";

/// The same without what came with the event.
const PATTERN: &str = "
  /** The event whose message failed. */
  cause?: { pattern: string };";

/// The types that every file has, for errors of this form.
pub(super) fn helpers(form: ErrorForm) -> String {
    let cause = match form.cause {
        ErrorCause::None => "",
        ErrorCause::Pattern => PATTERN,
        ErrorCause::PatternAndPayload => CAUSE,
    };
    format!("{}\n{SOCKET}", FAILURE.replace(CAUSE, cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cause_is_what_the_app_puts_into_it() {
        let of = |cause| {
            helpers(ErrorForm {
                cause,
                ..ErrorForm::default()
            })
        };
        assert!(!of(ErrorCause::None).contains("cause"));
        assert!(of(ErrorCause::Pattern).contains("cause?: { pattern: string };"));
        assert!(of(ErrorCause::PatternAndPayload).contains(CAUSE));
    }
}
