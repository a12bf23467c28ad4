//! `Shutdown` says why an app ends.

use std::fmt;

/// Why the app ends: a parameter of a method marked
/// [`#[on_gateway_shutdown]`](macro@crate::on_gateway_shutdown), and of what was given to
/// [`on_shutdown`](crate::GatewayAppBuilder::on_shutdown).
///
/// ```
/// use gateway_runtime::Shutdown;
///
/// let why = Shutdown::Signal("SIGTERM");
/// assert_eq!(why.signal(), Some("SIGTERM"));
/// assert_eq!(why.to_string(), "SIGTERM");
/// assert_eq!(Shutdown::Call.signal(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shutdown {
    /// The process got this signal: `SIGINT` for Ctrl-C, or `SIGTERM`.
    Signal(&'static str),
    /// The program has called [`shutdown`](crate::GatewayApp::shutdown).
    Call,
}

impl Shutdown {
    /// The name of the signal, as NestJS's `onApplicationShutdown(signal)` gets it.
    #[must_use]
    pub fn signal(self) -> Option<&'static str> {
        match self {
            Self::Signal(name) => Some(name),
            Self::Call => None,
        }
    }
}

/// `SIGTERM`, or: a call of `shutdown`
impl fmt::Display for Shutdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.signal().unwrap_or("a call of `shutdown`"))
    }
}
