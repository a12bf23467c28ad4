//! `refusal` is the error that a client is told for a message above a limit.

use std::time::Duration;

use serde::Serialize;

use crate::error::WsError;

/// The details of the error.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    retry_after_ms: u64,
}

/// `too_many_requests`, for a message that would pass after `wait`.
pub(super) fn refusal(wait: Duration) -> WsError {
    let milliseconds = u64::try_from(wait.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX);
    let retry_after_ms = milliseconds.max(1);
    WsError::too_many_requests(format!(
        "too many requests; try again in {}",
        for_people(retry_after_ms.div_ceil(1000))
    ))
    .with_details(Details { retry_after_ms })
}

/// `3 s`, `5 min`, `2 h`: rounded up, so that who waits that long is not refused again.
fn for_people(seconds: u64) -> String {
    match seconds {
        0..=120 => format!("{seconds} s"),
        121..=7200 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(wait: Duration) -> (String, serde_json::Value) {
        let error = refusal(wait);
        assert_eq!(error.code(), "too_many_requests");
        let details = error.details().unwrap().clone();
        (error.message().to_owned(), details)
    }

    #[test]
    fn times_are_rounded_up() {
        let (message, details) = told(Duration::from_nanos(2_000_000_001));
        assert_eq!(message, "too many requests; try again in 3 s");
        assert_eq!(details, json!({ "retryAfterMs": 2001 }));
        let (message, details) = told(Duration::ZERO);
        assert_eq!(message, "too many requests; try again in 1 s");
        assert_eq!(details, json!({ "retryAfterMs": 1 }));
    }

    #[test]
    fn long_times_are_minutes_and_hours() {
        let message = |seconds| told(Duration::from_secs(seconds)).0;
        assert!(message(120).ends_with("in 120 s"));
        assert!(message(121).ends_with("in 3 min"));
        assert!(message(7201).ends_with("in 3 h"));
        assert!(message(u64::MAX).ends_with(" h"));
    }
}
