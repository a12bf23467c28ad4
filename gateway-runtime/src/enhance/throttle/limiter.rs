//! `Limiter` is a throttle at work: it counts messages and refuses those above the limit.

use std::{net::IpAddr, pin::Pin, sync::Arc, time::Duration};

use super::{
    Throttle, ThrottleBy, ThrottleDecision, ThrottleKey, ThrottleStore, memory::Memory,
    refusal::refusal, store_failure::StoreFailure, subject::Subject,
};
use crate::{
    error::WsError,
    panics::caught,
    rate::{Network, quota},
    seldom::Seldom,
};

/// How often the log says that the HTTP server does not tell addresses.
const WARNING_PAUSE: Duration = Duration::from_mins(10);

/// What a limiter says of a message.
pub(crate) enum Limited {
    Allowed,
    Refused(WsError),
    /// The store of a user has to be asked first. Its panics are errors.
    Later(Pin<Box<dyn Future<Output = Result<(), WsError>> + Send>>),
}

/// A throttle at work.
pub(crate) struct Limiter {
    throttle: Throttle,
    counting: Counting,
    address_warning: Seldom,
    /// Whether a test has switched the limit off.
    #[cfg(feature = "testing")]
    is_off: bool,
}

/// Where a limiter counts.
enum Counting {
    /// Nowhere, since the limit is 0.
    Closed,
    Memory(Memory),
    Store(Arc<dyn ThrottleStore>),
}

impl Limiter {
    pub(crate) fn new(throttle: Throttle) -> Self {
        let quota = quota(throttle.limit, throttle.period, throttle.burst_or_limit());
        let counting = match (&throttle.store, quota) {
            (_, None) => Counting::Closed,
            (Some(store), Some(_)) => Counting::Store(Arc::clone(store)),
            (None, Some(quota)) => Counting::Memory(Memory::new(&throttle.by, quota)),
        };
        Self {
            throttle,
            counting,
            address_warning: Seldom::new(WARNING_PAUSE),
            #[cfg(feature = "testing")]
            is_off: false,
        }
    }

    /// The limiter of a throttle that a test has switched off: it stands in front of nothing, and has a name.
    #[cfg(feature = "testing")]
    pub(crate) fn off(throttle: Throttle) -> Self {
        Self {
            is_off: true,
            ..Self::new(throttle)
        }
    }

    /// Whether a test has switched the limit off.
    #[cfg(feature = "testing")]
    pub(crate) fn is_off(&self) -> bool {
        self.is_off
    }

    /// The throttle's name, by which methods skip it.
    pub(crate) fn name(&self) -> Option<&str> {
        self.throttle.name.as_deref()
    }

    /// Counts the message, and says whether it may pass. The function that makes keys, which is a user's, runs in here,
    /// and its panics are not caught.
    pub(crate) fn check(&self, subject: &impl Subject) -> Limited {
        let wait = match &self.counting {
            Counting::Memory(memory) => memory.count(subject, || self.address(subject)),
            Counting::Store(store) => return self.ask(store, subject),
            Counting::Closed => Some(self.throttle.period),
        };
        match wait {
            None => Limited::Allowed,
            Some(wait) => Limited::Refused(refusal(wait)),
        }
    }

    /// Asks the store of a user.
    fn ask(&self, store: &Arc<dyn ThrottleStore>, subject: &impl Subject) -> Limited {
        let key = match &self.throttle.by {
            ThrottleBy::Socket => subject.socket().to_string(),
            ThrottleBy::Address => match self.address(subject) {
                Some(address) => Network::of(address).to_string(),
                None => subject.socket().to_string(),
            },
            ThrottleBy::Key(ThrottleKey(function)) => subject.key(&**function),
        };
        let request = self.throttle.request(key);
        let name = self.throttle.name.clone();
        let store = Arc::clone(store);
        Limited::Later(Box::pin(async move {
            let failure = match caught(async move { store.take(request).await }).await {
                Ok(Ok(ThrottleDecision::Allow)) => return Ok(()),
                Ok(Ok(ThrottleDecision::Wait(wait))) => return Err(refusal(wait)),
                Ok(Err(error)) => error,
                Err(panic) => format!("it panicked: {panic}").into(),
            };
            Err(WsError::internal(StoreFailure { name, failure }))
        }))
    }

    /// The peer of the connection. If the HTTP server does not tell it, the log has a warning.
    fn address(&self, subject: &impl Subject) -> Option<IpAddr> {
        let address = subject.address();
        if address.is_none() && self.address_warning.is_due() {
            tracing::warn!(
                throttle = self.name(),
                "the HTTP server does not tell the addresses of clients, so a limit by address counts by socket: \
                 provide axum's `ConnectInfo<SocketAddr>`"
            );
        }
        address
    }

    /// How many keys are kept in memory.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        match &self.counting {
            Counting::Memory(memory) => memory.kept(),
            Counting::Closed | Counting::Store(_) => 0,
        }
    }
}
