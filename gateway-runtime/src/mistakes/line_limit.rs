//! `LineLimit` limits the log lines of one kind, which strangers could otherwise cause any number of times.

use std::{sync::Mutex, time::Duration};

use tokio::time::Instant;

use crate::sync::lock;

/// How many lines there are at INFO in a minute.
const LINES: u32 = 10;

const MINUTE: Duration = Duration::from_mins(1);

/// A limit for the lines of one kind: ten a minute at INFO, and the rest at DEBUG.
#[derive(Debug, Default)]
pub(crate) struct LineLimit {
    minute: Mutex<Option<Minute>>,
}

#[derive(Debug)]
struct Minute {
    began: Instant,
    lines: u32,
}

/// What may be logged.
#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Line,
    /// The last line of this minute.
    LastLine,
    Nothing,
}

impl LineLimit {
    /// Logs what `text` writes, which is called only if somebody reads the line.
    pub(crate) fn log(&self, text: impl FnOnce() -> String) {
        if !tracing::enabled!(tracing::Level::INFO) {
            return;
        }
        match self.turn() {
            Turn::Line => tracing::info!("{}", text()),
            Turn::LastLine => tracing::info!(
                "{} (more lines of this kind are logged at DEBUG until the minute is over)",
                text()
            ),
            Turn::Nothing => {
                if tracing::enabled!(tracing::Level::DEBUG) {
                    tracing::debug!("{}", text());
                }
            }
        }
    }

    /// Whether there may be one more line, for lines that are at DEBUG anyhow and cost something to write.
    pub(crate) fn is_due(&self) -> bool {
        self.turn() != Turn::Nothing
    }

    fn turn(&self) -> Turn {
        let now = Instant::now();
        let mut minute = lock(&self.minute);
        let lines = match &*minute {
            Some(minute) if now.duration_since(minute.began) < MINUTE => minute.lines,
            _ => {
                *minute = Some(Minute {
                    began: now,
                    lines: 0,
                });
                0
            }
        };
        if lines >= LINES {
            return Turn::Nothing;
        }
        let lines = lines + 1;
        if let Some(minute) = &mut *minute {
            minute.lines = lines;
        }
        if lines == LINES {
            Turn::LastLine
        } else {
            Turn::Line
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn ten_lines_a_minute() {
        let limit = LineLimit::default();
        for _ in 0..3 {
            for _ in 1..LINES {
                assert_eq!(limit.turn(), Turn::Line);
            }
            assert_eq!(limit.turn(), Turn::LastLine);
            assert_eq!(limit.turn(), Turn::Nothing);
            advance(MINUTE.saturating_sub(Duration::from_millis(1))).await;
            assert_eq!(limit.turn(), Turn::Nothing);
            advance(Duration::from_millis(1)).await;
        }
    }
}
