//! `Watchdog` warns of code of a user that holds its thread: a poll that neither returns nor awaits.
//!
//! Each thread has a [word](word) that says which code runs there. The code's poll is written into the word before and
//! after, which costs two stores. One thread of the process [looks](look) at the words: the same poll twice, and long
//! enough in between, is code that holds its thread now. So the warning comes while the code hangs, also if that never
//! ends. No clock is read on the way of a message.

mod board;
mod look;
mod polls;
mod word;

use std::time::Duration;

use board::{Record, add, remove};
pub(crate) use polls::Polls;
use word::Held;

/// How long code may hold its thread without a warning, unless the builder says otherwise. It is half of what people
/// notice.
const USUAL: Duration = Duration::from_millis(100);

/// Whether code is watched, and how long it may hold a thread: the same for all of an app.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watchdog {
    limit: Option<Duration>,
}

/// What is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A method that handles messages, with what stands around it.
    Handler,
    /// Anything else, with its article.
    Other(&'static str),
}

/// Code that is watched for as long as this lives; or is not, if the app has no watchdog.
#[derive(Debug, Default)]
pub(crate) struct Watched(Id);

/// The number of code that is watched; 0 of code that is not. A number is given once in the life of a process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Id(u32);

impl Default for Watchdog {
    /// Watches in debug builds.
    fn default() -> Self {
        Self {
            limit: cfg!(debug_assertions).then_some(USUAL),
        }
    }
}

impl Watchdog {
    /// Code may hold a thread for `limit`; for any time, if that is `None`.
    pub(crate) fn new(limit: Option<Duration>) -> Self {
        Self {
            limit: limit.filter(|limit| *limit != Duration::MAX),
        }
    }

    /// Whether all code would be over the limit.
    pub(crate) fn is_absurd(self) -> bool {
        self.limit.is_some_and(|limit| limit.is_zero())
    }

    /// Watches code from now on. `name` is its gateway and method.
    pub(crate) fn watch(self, kind: Kind, name: &str, namespace: Option<&'static str>) -> Watched {
        let Some(limit) = self.limit else {
            return Watched::default();
        };
        let record = Record::new(kind, name, namespace, limit);
        Watched(add(record))
    }
}

impl Watched {
    /// The number of the code.
    #[inline]
    pub(crate) fn id(&self) -> Id {
        self.0
    }

    /// Whether the code is watched.
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_on()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if self.is_on() {
            remove(self.0);
        }
    }
}

impl Id {
    #[inline]
    fn is_on(self) -> bool {
        self.0 != 0
    }

    /// Notes that the code runs on this thread, until what is returned is dropped. It is one branch for code that is not
    /// watched.
    #[inline]
    pub(crate) fn runs(self) -> Held {
        if self.is_on() {
            Held::begin(self)
        } else {
            Held::NOTHING
        }
    }
}
