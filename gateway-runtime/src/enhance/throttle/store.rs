//! `ThrottleStore` keeps the counts of throttles outside of this server.

use std::{borrow::Cow, error::Error, pin::Pin, sync::Arc, time::Duration};

/// What a [`ThrottleStore`] returns: a future that answers, or fails.
pub type ThrottleFuture<'a> = Pin<
    Box<dyn Future<Output = Result<ThrottleDecision, Box<dyn Error + Send + Sync>>> + Send + 'a>,
>;

/// Keeps the counts of throttles, for example in Redis, so that several servers share a limit. Give it to
/// [`Throttle::store`](crate::Throttle::store), to several of them in an `Arc`. Without a store, each server counts in its
/// own memory.
///
/// A message waits until the store has answered, and the messages behind it wait with it, where they are handled in
/// order; so a store should give up soon. If the store fails, the message is **refused** as an
/// [internal](crate::WsError::internal) error, and the log has the reason: a limit that protects something should not be
/// open because its store is gone. A store that would rather let messages pass then answers
/// [`Allow`](ThrottleDecision::Allow).
///
/// This one counts in windows, as `INCR` and `PEXPIRE` do in Redis:
///
/// ```
/// use std::{collections::HashMap, sync::Mutex};
/// use gateway_runtime::{ThrottleDecision, ThrottleFuture, ThrottleRequest, ThrottleStore};
/// use tokio::time::Instant;
///
/// /// When the window of a key ends, and how many messages came in it.
/// #[derive(Default)]
/// struct Windows(Mutex<HashMap<String, (Instant, u32)>>);
///
/// impl ThrottleStore for Windows {
///     fn take(&self, request: ThrottleRequest) -> ThrottleFuture<'_> {
///         Box::pin(async move {
///             let key = format!("{}:{}", request.name().unwrap_or_default(), request.key());
///             let now = Instant::now();
///             let mut windows = self.0.lock().map_err(|_| "a thread has panicked")?;
///             let (end, count) = windows.entry(key).or_insert((now, 0));
///             if *end <= now {
///                 (*end, *count) = (now + request.period(), 0);
///             }
///             *count += 1;
///             if *count <= request.limit() {
///                 Ok(ThrottleDecision::Allow)
///             } else {
///                 Ok(ThrottleDecision::Wait(*end - now))
///             }
///         })
///     }
/// }
///
/// # use std::time::Duration;
/// # use gateway_runtime::Throttle;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let windows = Windows::default();
/// let throttle = Throttle::new(1, Duration::from_mins(1));
/// assert_eq!(windows.take(throttle.request("192.0.2.7")).await.unwrap(), ThrottleDecision::Allow);
/// assert!(matches!(windows.take(throttle.request("192.0.2.7")).await.unwrap(), ThrottleDecision::Wait(_)));
/// assert_eq!(windows.take(throttle.request("192.0.2.8")).await.unwrap(), ThrottleDecision::Allow);
/// # }
/// ```
pub trait ThrottleStore: Send + Sync + 'static {
    /// Counts a message, and decides whether the message may pass.
    ///
    /// # Errors
    /// The store cannot decide, which refuses the message.
    fn take(&self, request: ThrottleRequest) -> ThrottleFuture<'_>;
}

/// One store for several throttles.
impl<S: ThrottleStore + ?Sized> ThrottleStore for Arc<S> {
    fn take(&self, request: ThrottleRequest) -> ThrottleFuture<'_> {
        (**self).take(request)
    }
}

/// A store that is chosen at run time.
impl<S: ThrottleStore + ?Sized> ThrottleStore for Box<S> {
    fn take(&self, request: ThrottleRequest) -> ThrottleFuture<'_> {
        (**self).take(request)
    }
}

/// What a [`ThrottleStore`] answers for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThrottleDecision {
    /// The message may pass.
    Allow,
    /// The message is refused; one would pass after this time, which the client is told.
    Wait(Duration),
}

/// A message that a [`ThrottleStore`] counts. [`Throttle::request`](crate::Throttle::request) makes one for tests.
#[derive(Clone, Debug)]
pub struct ThrottleRequest {
    pub(super) name: Option<Cow<'static, str>>,
    pub(super) key: String,
    pub(super) limit: u32,
    pub(super) period: Duration,
    pub(super) burst: u32,
}

impl ThrottleRequest {
    /// The name of the throttle. Two throttles without a name cannot be told apart by a store that they share, and a key
    /// that both see has one count there.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Which messages share a count: the id of the socket, the address (`192.0.2.7`, `2001:db8::/64`), or what the
    /// throttle's key function returned, which may be anything that a client sent.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// How many messages may come in each [`period`](Self::period).
    #[must_use]
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// The time in which [`limit`](Self::limit) messages may come.
    #[must_use]
    pub fn period(&self) -> Duration {
        self.period
    }

    /// How many messages may come at once. A store that counts in windows has no use for it.
    #[must_use]
    pub fn burst(&self) -> u32 {
        self.burst
    }
}
