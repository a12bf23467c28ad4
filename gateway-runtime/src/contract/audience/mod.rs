//! `Audience` says whom the explorer answers.

mod this_machine;

use std::{fmt, sync::Arc};

use http::request::Parts;

use crate::panics::called;

/// Whom the [explorer](crate::GatewayAppBuilder::explorer) answers. To everybody else it is not there: they get what
/// they get for any unknown path.
///
/// ```
/// use gateway_runtime::contract::Audience;
///
/// let developers = Audience::this_machine();
/// let colleagues = Audience::matching(|request| {
///     request.headers.get("x-explorer-token").is_some_and(|token| token == "from the configuration")
/// });
/// # drop((developers, colleagues));
/// ```
#[derive(Clone)]
pub struct Audience(Kind);

#[derive(Clone)]
enum Kind {
    ThisMachine,
    Everyone,
    Matching(Arc<dyn Fn(&Parts) -> bool + Send + Sync>),
}

impl Audience {
    /// Browsers on the machine that the app runs on, for development.
    ///
    /// A request has to come from a loopback address, to a name of the machine itself (`localhost`, `127.0.0.1`,
    /// `[::1]`), so that no page of another site can read the contract through a name that it makes point to
    /// `127.0.0.1` (DNS rebinding). A request that a proxy has passed on is refused, since behind a proxy on the same
    /// machine everybody has a loopback address: one with a header `Forwarded`, `X-Forwarded-*`, `X-Real-IP`, `Via` or its
    /// like of content delivery networks, or one of HTTP/1.0, which browsers do not speak. A proxy that speaks HTTP/1.1, adds none of these headers and
    /// replaces the `Host` cannot be told from a browser: do not call
    /// [`explorer`](crate::GatewayAppBuilder::explorer) where such a proxy lets strangers in.
    ///
    /// The address is axum's `ConnectInfo<SocketAddr>`, which the app's own server has. A server of your own has to
    /// provide it; a request without it is refused.
    #[must_use]
    pub fn this_machine() -> Self {
        Self(Kind::ThisMachine)
    }

    /// Everyone who can reach the app. The contract names every event and type of the app, so the app says at its start,
    /// with a warning, that the explorer is public.
    #[must_use]
    pub fn everyone() -> Self {
        Self(Kind::Everyone)
    }

    /// Those whose request the function accepts, by a token in a header or a cookie, for example. A function that
    /// panics refuses.
    ///
    /// A browser asks for several files, and a page cannot add headers to such a request. So what is looked at is
    /// a cookie, or a header that a proxy adds.
    pub fn matching(matches: impl Fn(&Parts) -> bool + Send + Sync + 'static) -> Self {
        Self(Kind::Matching(Arc::new(matches)))
    }

    /// Lets a request in.
    ///
    /// # Errors
    /// Why the request is refused, as the end of a sentence for the log.
    pub(crate) fn admit(&self, request: &Parts) -> Result<(), &'static str> {
        match &self.0 {
            Kind::ThisMachine => this_machine::admit(request),
            Kind::Everyone => Ok(()),
            Kind::Matching(matches) => match called(|| matches(request)) {
                Ok(true) => Ok(()),
                Ok(false) => Err("the function that was given to `Audience::matching` refuses it"),
                Err(panic) => {
                    tracing::error!(
                        panic,
                        "the function that was given to `Audience::matching` has panicked, which refuses the request"
                    );
                    Err("the function that was given to `Audience::matching` has panicked")
                }
            },
        }
    }

    /// Whether strangers are let in.
    pub(crate) fn is_public(&self) -> bool {
        matches!(self.0, Kind::Everyone)
    }
}

/// As the end of a sentence that begins with `for`.
impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::ThisMachine => "browsers on this machine",
            Kind::Everyone => "everyone who can reach the app",
            Kind::Matching(_) => "those whom the function of `Audience::matching` lets in",
        })
    }
}

impl fmt::Debug for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Audience({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Parts {
        let request = http::Request::builder().header("x-token", "yes").body(());
        request.expect("a request").into_parts().0
    }

    #[test]
    fn a_function_decides_and_a_panic_refuses() {
        let has_token = Audience::matching(|request| request.headers.contains_key("x-token"));
        assert_eq!(has_token.admit(&request()), Ok(()));
        let nobody = Audience::matching(|_| false);
        assert!(nobody.admit(&request()).is_err());
        let broken = Audience::matching(|_| panic!("a bug in a function"));
        assert!(broken.admit(&request()).is_err());
    }

    #[test]
    fn everyone_alone_is_public() {
        assert_eq!(Audience::everyone().admit(&request()), Ok(()));
        assert!(Audience::everyone().is_public());
        assert!(!Audience::this_machine().is_public());
        assert!(!Audience::matching(|_| true).is_public());
    }
}
