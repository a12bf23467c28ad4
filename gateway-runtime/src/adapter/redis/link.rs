//! The way to Redis that several connections follow one another on.

use std::{sync::Arc, time::Duration};

use redis::{ErrorKind, RedisError};
use socketioxide_redis::drivers::{ChanItem, Driver, MessageStream};
use tokio::{
    sync::{Notify, mpsc, watch},
    task::AbortHandle,
    time::timeout,
};

use super::{
    connection::{Connection, Target},
    inbox::Inbox,
    supervisor,
};
use crate::adapter::{publisher::Unreachable, status::Status};

/// How long Redis may take to answer, before it is taken for dead and nothing waits for it any more.
pub(super) const ANSWER: Duration = Duration::from_millis(500);
/// How long a namespace of a server that starts may wait for a connection.
const FIRST_CONNECTION: Duration = Duration::from_secs(3);

/// The way to Redis: clones share one connection and the task that watches over it, which ends with
/// the last of them.
#[derive(Clone)]
pub(super) struct Link {
    shared: Arc<Shared>,
    _task: Arc<Task>,
}

pub(super) struct Shared {
    pub(super) target: Target,
    pub(super) inbox: Arc<Inbox>,
    pub(super) status: Arc<Status>,
    /// Something went wrong with the connection: look after it.
    pub(super) doubt: Notify,
    state: watch::Sender<State>,
}

/// Whether there is a connection to use: the circuit breaker.
#[derive(Clone)]
enum State {
    /// There was none yet.
    Connecting,
    Up(Connection),
    Away(Unreachable),
}

struct Task(AbortHandle, Arc<Shared>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
        if let State::Away(_) = *self.1.state.borrow() {
            self.1.status.given_up();
        }
    }
}

impl Link {
    /// Connects, or says at once why that is not possible.
    pub(super) async fn connect(target: Target, address: String) -> Result<Self, Unreachable> {
        let inbox = Arc::default();
        let connection = target.connect(&inbox).await?;
        let status = Status::new(address);
        Ok(Self::supervised(target, inbox, status, Some(connection)))
    }

    /// Another connection to the same Redis, made in the background.
    pub(super) fn another(&self) -> Self {
        let (target, status) = (self.shared.target.clone(), Arc::clone(&self.shared.status));
        Self::supervised(target, Arc::default(), status, None)
    }

    fn supervised(
        target: Target,
        inbox: Arc<Inbox>,
        status: Arc<Status>,
        connection: Option<Connection>,
    ) -> Self {
        let state = match &connection {
            Some(connection) => State::Up(connection.clone()),
            None => State::Connecting,
        };
        let shared = Arc::new(Shared {
            target,
            inbox,
            status,
            doubt: Notify::new(),
            state: watch::Sender::new(state),
        });
        let task = tokio::spawn(supervisor::run(Arc::clone(&shared), connection));
        let task = Arc::new(Task(task.abort_handle(), Arc::clone(&shared)));
        Self {
            shared,
            _task: task,
        }
    }

    pub(super) fn status(&self) -> &Arc<Status> {
        &self.shared.status
    }

    /// An error while there is no connection.
    pub(super) fn check(&self) -> Result<(), Unreachable> {
        self.shared.connection().map(drop)
    }

    /// Waits until there is no connection.
    pub(super) async fn away(&self) -> Unreachable {
        let mut state = self.shared.state.subscribe();
        let away = state.wait_for(|state| matches!(state, State::Away(_)));
        match away.await.as_deref() {
            Ok(State::Away(cause)) => cause.clone(),
            _ => Unreachable("there is no connection".into()),
        }
    }

    /// Nothing is received from `channel` any more; Redis learns it with the next connection.
    pub(super) fn forget(&self, channel: &str) {
        self.shared.inbox.remove(channel);
    }

    /// The answer of a command, if it comes in time.
    async fn command<T>(
        &self,
        answer: impl AsyncFnOnce(&Connection) -> Result<T, RedisError>,
    ) -> Result<T, Unreachable> {
        let connection = self.shared.connection()?;
        match timeout(ANSWER, answer(&connection)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                let cause = Unreachable(error.to_string().into());
                // What Redis refuses, it would refuse on another connection too.
                if !matches!(error.kind(), ErrorKind::Server(_) | ErrorKind::Extension) {
                    self.shared.away(&cause);
                }
                Err(cause)
            }
            Err(_) => {
                let cause = Unreachable("it does not answer".into());
                self.shared.away(&cause);
                Err(cause)
            }
        }
    }

    /// Waits for the first connection, as long as a start-up may take.
    async fn connected(&self) {
        let mut state = self.shared.state.subscribe();
        let connected = state.wait_for(|state| matches!(state, State::Up(_)));
        // What is wrong is said by the command that comes next.
        let _ = timeout(FIRST_CONNECTION, connected).await;
    }
}

impl Shared {
    /// A connection to use, or at once why there is none.
    fn connection(&self) -> Result<Connection, Unreachable> {
        match &*self.state.borrow() {
            State::Up(connection) => Ok(connection.clone()),
            State::Connecting => Err(Unreachable("there is no connection yet".into())),
            State::Away(cause) => Err(cause.clone()),
        }
    }

    /// From now on nothing waits.
    pub(super) fn away(&self, cause: &Unreachable) {
        let changed = self.state.send_if_modified(|state| {
            let up = !matches!(state, State::Away(_));
            if up {
                *state = State::Away(cause.clone());
            }
            up
        });
        if changed {
            self.status.lost(cause);
            self.doubt.notify_one();
        }
    }

    /// From now on there is a connection to use.
    pub(super) fn up(&self, connection: &Connection) {
        let before = self.state.send_replace(State::Up(connection.clone()));
        if let State::Away(_) = before {
            self.status.back();
        }
    }
}

impl Driver for Link {
    type Error = Unreachable;

    async fn publish(&self, channel: String, message: Vec<u8>) -> Result<(), Unreachable> {
        self.command(async |connection| connection.publish(&channel, &message).await)
            .await
    }

    async fn subscribe(
        &self,
        channel: String,
        size: usize,
    ) -> Result<MessageStream<ChanItem>, Unreachable> {
        let (sender, receiver) = mpsc::channel(size);
        // Before Redis knows of it: the first messages would find nobody.
        self.shared.inbox.insert(&channel, sender);
        self.connected().await;
        let channels = [channel];
        let subscribed = self.command(async |connection| connection.subscribe(&channels).await);
        if let Err(error) = subscribed.await {
            self.shared.inbox.remove(&channels[0]);
            return Err(error);
        }
        Ok(MessageStream::new(receiver))
    }

    async fn unsubscribe(&self, channel: String) -> Result<(), Unreachable> {
        self.shared.inbox.remove(&channel);
        if self.check().is_err() {
            // The next connection does not subscribe to it.
            return Ok(());
        }
        self.command(async |connection| connection.unsubscribe(&channel).await)
            .await
    }

    async fn num_serv(&self, channel: &str) -> Result<u16, Unreachable> {
        self.command(async |connection| connection.subscribers(channel).await)
            .await
    }
}
