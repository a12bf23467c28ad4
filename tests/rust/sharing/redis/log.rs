//! `about_sharing` gives what the test's own thread has logged. All tests have one subscriber: tracing
//! remembers for all threads whether anybody listens, and would take the word of a thread on which nobody
//! does.

use std::{
    cell::RefCell,
    io::{self, Write},
    sync::Once,
};

use tracing_subscriber::util::SubscriberInitExt as _;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

static STARTED: Once = Once::new();

/// Forgets what was logged so far.
pub(crate) fn start() {
    STARTED.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(|| Lines)
            .finish()
            .init();
    });
    LINES.take();
}

/// The lines about sharing.
pub(crate) fn about_sharing() -> Vec<String> {
    let text = String::from_utf8(LINES.take()).unwrap();
    let lines = text.lines().map(str::to_owned);
    lines
        .filter(|line| !line.contains(" (crate sharing_redis) serves "))
        .collect()
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
