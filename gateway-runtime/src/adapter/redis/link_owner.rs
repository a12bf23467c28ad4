//! `LinkOwner` keeps a link to Redis alive, and the task that supervises the link.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::{
    connection::{Connection, Target},
    inbox::Inbox,
    link::Link,
    python::PythonEmitters,
    supervisor,
};
use crate::adapter::outage::{Circuit, Status, Unreachable};

/// When the last clone is dropped, the connection is closed and the task ends.
#[derive(Clone)]
pub(super) struct LinkOwner(Arc<Owned>);

struct Owned {
    link: Arc<Link>,
    supervisor: JoinHandle<()>,
}

impl LinkOwner {
    /// A link with a first connection. Emitters of Python are listened to on `python_channel`.
    ///
    /// # Errors
    /// The reason, if that connection cannot be made.
    pub(super) async fn connect(
        target: Target,
        python_channel: Option<&str>,
        address: String,
    ) -> Result<Self, Unreachable> {
        let (inbox, python) = listening(python_channel);
        let connection = target.connect(&inbox).await?;
        let circuit = Circuit::up(Status::new(address), connection.clone());
        let link = Link::new(target, inbox, python, circuit);
        Ok(Self::supervised(link, Some(connection)))
    }

    /// A link that is connected in the background.
    pub(super) fn connecting(
        target: Target,
        python_channel: Option<&str>,
        status: Arc<Status>,
    ) -> Self {
        let (inbox, python) = listening(python_channel);
        let link = Link::new(target, inbox, python, Circuit::connecting(status));
        Self::supervised(link, None)
    }

    fn supervised(link: Link, connection: Option<Connection>) -> Self {
        let link = Arc::new(link);
        let supervisor = tokio::spawn(supervisor::run(Arc::clone(&link), connection));
        Self(Arc::new(Owned { link, supervisor }))
    }

    pub(super) fn link(&self) -> &Arc<Link> {
        &self.0.link
    }
}

/// An inbox, which each connection fills with what emitters of Python write to `python_channel`.
fn listening(python_channel: Option<&str>) -> (Arc<Inbox>, Option<PythonEmitters>) {
    let inbox = Arc::default();
    let python = python_channel.map(|channel| PythonEmitters::listen(channel, &inbox));
    (inbox, python)
}

impl Drop for Owned {
    fn drop(&mut self) {
        self.supervisor.abort();
        self.link.end();
    }
}
