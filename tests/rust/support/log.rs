//! `start` and `lines` capture what the crate logs on the test's own thread, from DEBUG on. All tests have one
//! subscriber: tracing remembers for all threads whether anybody listens, and would take the word of a thread on
//! which nobody does.

use std::{
    cell::RefCell,
    io::{self, Write},
    sync::Once,
};

use tracing_subscriber::{filter::LevelFilter, util::SubscriberInitExt as _};

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

static STARTED: Once = Once::new();

/// Forgets what was logged so far.
pub(crate) fn start() {
    STARTED.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .without_time()
            .with_target(false)
            .with_max_level(LevelFilter::DEBUG)
            .with_writer(|| Lines)
            .finish()
            .init();
    });
    LINES.take();
}

/// The lines since the last call of `start` or `lines`, each with its level: ` INFO listening on ..`.
pub(crate) fn lines() -> Vec<String> {
    let text = String::from_utf8(LINES.take()).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Those of the lines that have these words.
pub(crate) fn lines_with(words: &str) -> Vec<String> {
    let mut lines = lines();
    lines.retain(|line| line.contains(words));
    lines
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
