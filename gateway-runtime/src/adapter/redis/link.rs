//! The way to Redis, which several connections follow one another on.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use redis::{ErrorKind, RedisError};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::timeout,
};

use super::{
    connection::{Connection, Target},
    inbox::Inbox,
    supervisor,
};
use crate::{
    adapter::{publisher::Unreachable, status::Status},
    sync::lock,
};

/// How long Redis may take to answer, before it is taken for dead and nothing waits for it any more.
pub(super) const ANSWER: Duration = Duration::from_millis(500);

/// Keeps a link alive. With the last clone, the connection is closed and the task that watches over
/// it ends.
#[derive(Clone)]
pub(super) struct LinkOwner(Arc<Owned>);

struct Owned {
    link: Arc<Link>,
    task: JoinHandle<()>,
}

/// The way to Redis: a connection at a time, or none.
pub(super) struct Link {
    pub(super) target: Target,
    pub(super) inbox: Arc<Inbox>,
    pub(super) status: Arc<Status>,
    /// Something went wrong with the connection: look after it.
    pub(super) doubt: Notify,
    state: watch::Sender<State>,
    /// One change at a time, together with what is said about it.
    changing: Mutex<()>,
}

/// Whether there is a connection to use: the circuit breaker.
#[derive(Clone)]
enum State {
    /// There was none yet.
    Connecting,
    Up(Connection),
    Away(Unreachable),
    /// Nobody needs it any more.
    Ended,
}

impl LinkOwner {
    /// A link with a first connection, or at once why there is none.
    pub(super) async fn connect(target: Target, address: String) -> Result<Self, Unreachable> {
        let inbox = Arc::default();
        let connection = target.connect(&inbox).await?;
        let state = State::Up(connection.clone());
        let link = Link::new(target, inbox, Status::new(address), state);
        Ok(Self::supervised(link, Some(connection)))
    }

    /// A link that is connected in the background.
    pub(super) fn connecting(target: Target, status: Arc<Status>) -> Self {
        let link = Link::new(target, Arc::default(), status, State::Connecting);
        Self::supervised(link, None)
    }

    fn supervised(link: Link, connection: Option<Connection>) -> Self {
        let link = Arc::new(link);
        let task = tokio::spawn(supervisor::run(Arc::clone(&link), connection));
        Self(Arc::new(Owned { link, task }))
    }

    pub(super) fn link(&self) -> &Arc<Link> {
        &self.0.link
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        self.task.abort();
        self.link.end();
    }
}

impl Link {
    fn new(target: Target, inbox: Arc<Inbox>, status: Arc<Status>, state: State) -> Self {
        Self {
            target,
            inbox,
            status,
            doubt: Notify::new(),
            state: watch::Sender::new(state),
            changing: Mutex::default(),
        }
    }

    /// An error while there is no connection.
    pub(super) fn check(&self) -> Result<(), Unreachable> {
        self.connection().map(drop)
    }

    /// Waits until there is no connection.
    pub(super) async fn lost(&self) -> Unreachable {
        let mut state = self.state.subscribe();
        let lost = state.wait_for(|state| matches!(state, State::Away(_) | State::Ended));
        match lost.await.as_deref() {
            Ok(State::Away(cause)) => cause.clone(),
            _ => ended(),
        }
    }

    /// Waits for a connection.
    pub(super) async fn connected(&self) {
        let mut state = self.state.subscribe();
        // What ends the wait otherwise is said by the command that comes next.
        let _ = state
            .wait_for(|state| matches!(state, State::Up(_) | State::Ended))
            .await;
    }

    /// The answer to a command, if it comes in time.
    pub(super) async fn command<T>(
        &self,
        answer: impl AsyncFnOnce(&Connection) -> Result<T, RedisError>,
    ) -> Result<T, Unreachable> {
        let connection = self.connection()?;
        let cause = match timeout(ANSWER, answer(&connection)).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => {
                let cause = Unreachable::because(&error);
                // What Redis refuses, it would refuse on another connection too.
                if matches!(error.kind(), ErrorKind::Server(_) | ErrorKind::Extension) {
                    return Err(cause);
                }
                cause
            }
            Err(_) => Unreachable::silent(),
        };
        self.away(&cause);
        Err(cause)
    }

    /// A connection to use, or at once why there is none.
    fn connection(&self) -> Result<Connection, Unreachable> {
        match &*self.state.borrow() {
            State::Up(connection) => Ok(connection.clone()),
            State::Connecting => Err(Unreachable("there is no connection yet".into())),
            State::Away(cause) => Err(cause.clone()),
            State::Ended => Err(ended()),
        }
    }

    /// From now on nothing waits.
    pub(super) fn away(&self, cause: &Unreachable) {
        let _changing = lock(&self.changing);
        if matches!(*self.state.borrow(), State::Away(_) | State::Ended) {
            return;
        }
        self.state.send_replace(State::Away(cause.clone()));
        self.status.lost(cause);
        self.doubt.notify_one();
    }

    /// From now on there is a connection to use.
    pub(super) fn up(&self, connection: &Connection) {
        let _changing = lock(&self.changing);
        if matches!(*self.state.borrow(), State::Up(_) | State::Ended) {
            return;
        }
        let before = self.state.send_replace(State::Up(connection.clone()));
        if matches!(before, State::Away(_)) {
            self.status.back();
        }
    }

    fn end(&self) {
        let _changing = lock(&self.changing);
        let before = self.state.send_replace(State::Ended);
        if matches!(before, State::Away(_)) {
            self.status.given_up();
        }
        self.inbox.clear();
    }
}

fn ended() -> Unreachable {
    Unreachable("the server is closed".into())
}
