//! The namespaces that one pattern stands for: `/chat/{room}`.
//!
//! Socketioxide makes a namespace for every name that matches, before anybody is asked whether the
//! client may come in, and keeps it for ever. So we count who is in each, and remove it when that is
//! nobody. A count is held by a [`Stay`], from the first word of a socket to its last.
//!
//! How many there may be is limited, and so is how many of them a connection may have: its [`Share`] of
//! a namespace ends with the socket's stay there or, if that was the last one, with the namespace. One that
//! ended with the stay could be had again and again while the namespaces of before are still there.
//!
//! Two things can go wrong between socketioxide looking a namespace up and us hearing of the socket:
//! the namespace was removed meanwhile, or two first clients have each made one, of which the second
//! has replaced the first. In both a socket is in a namespace that messages and the end of its
//! connection no longer find, and it is told so instead of being left there. Two namespaces of one
//! name are told apart by the protocol server.

mod limits;
mod shares;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use matchit::Router;
use tokio::runtime::Handle;

pub(crate) use limits::DynamicLimits;
use shares::{Share, Shares};

use super::{lifecycle::Lifecycle, namespace::Namespace};
use crate::{
    protocol::{self, RawSocket},
    spawn::spawn_on,
    sync::lock,
};

/// How long a namespace that was in use stays when its last socket has left: somebody who reloads a
/// page is back by then.
pub(crate) const EMPTY: Duration = Duration::from_secs(1);

/// All namespaces of a pattern that somebody is in.
pub(crate) struct Children {
    pattern: &'static str,
    router: Router<()>,
    limits: Arc<DynamicLimits>,
    shares: Arc<Shares>,
    server: protocol::Server,
    lifecycle: Arc<Lifecycle>,
    tasks: Handle,
    by_path: Mutex<HashMap<String, Arc<Child>>>,
}

/// One of them.
struct Child {
    namespace: Arc<Namespace>,
    /// Sockets whose life in it has begun and not ended.
    sockets: AtomicUsize,
}

/// Why a socket cannot be in a namespace, in words for its client.
pub(crate) type Refused = &'static str;

/// The namespace that it was to be in is none any more.
pub(crate) const GONE: Refused = "the namespace has just been closed; connect again";

/// There are as many namespaces as there may be.
const FULL: Refused = "there are too many namespaces; try again later";

/// The connection has as many namespaces as it may have.
pub(crate) const SHARE_TAKEN: Refused =
    "this connection is in too many namespaces of this kind; leave another one first";

impl Children {
    /// # Errors
    /// The pattern is none.
    pub(crate) fn new(
        pattern: &'static str,
        limits: Arc<DynamicLimits>,
        server: protocol::Server,
        lifecycle: Arc<Lifecycle>,
    ) -> Result<Self, matchit::InsertError> {
        let mut router = Router::new();
        router.insert(pattern, ())?;
        Ok(Self {
            pattern,
            router,
            shares: Arc::new(Shares::new(limits.for_connection)),
            limits,
            server,
            lifecycle,
            tasks: Handle::current(),
            by_path: Mutex::default(),
        })
    }

    /// As it is written, with its leading slash.
    pub(crate) fn pattern(&self) -> &str {
        self.pattern
    }

    /// Whether `path` could be one of them.
    pub(crate) fn matches(&self, path: &str) -> bool {
        self.router.at(path).is_ok()
    }

    /// The namespace `path`, if somebody is in it.
    pub(crate) fn get(&self, path: &str) -> Option<Arc<Namespace>> {
        let children = lock(&self.by_path);
        children.get(path).map(|child| Arc::clone(&child.namespace))
    }

    /// All that exist.
    pub(crate) fn all(&self) -> Vec<Arc<Namespace>> {
        let children = lock(&self.by_path);
        children
            .values()
            .map(|child| Arc::clone(&child.namespace))
            .collect()
    }

    /// Counts a socket that is about to connect.
    pub(crate) fn enter(self: &Arc<Self>, socket: &RawSocket) -> Result<Stay, Refused> {
        let path = socket.namespace();
        let mut children = lock(&self.by_path);
        let Some(namespace) = self.server.namespace_of(socket) else {
            return Err(GONE);
        };
        let known = children.get(path);
        let current = known.filter(|child| child.namespace.protocol().is(&namespace));
        let current = current.cloned();
        let share = if known.is_none() && children.len() >= self.limits.for_all {
            Err(FULL)
        } else {
            self.shares.take(socket.id()).ok_or(SHARE_TAKEN)
        };
        let share = match share {
            Ok(share) => share,
            Err(refused) => {
                if current.is_none() {
                    // Socketioxide has made it for nobody but this socket.
                    self.server.remove(path);
                    let replaced = children.remove(path);
                    drop(children);
                    disband(replaced.as_deref());
                }
                self.warn(refused, socket);
                return Err(refused);
            }
        };
        let (child, replaced) = if let Some(child) = current {
            (child, None)
        } else {
            let child = Arc::new(Child {
                namespace: Arc::new(self.namespace(path, namespace)),
                sockets: AtomicUsize::new(0),
            });
            let replaced = children.insert(path.to_owned(), Arc::clone(&child));
            (child, replaced)
        };
        child.sockets.fetch_add(1, SeqCst);
        drop(children);
        disband(replaced.as_deref());
        Ok(Stay {
            children: Arc::clone(self),
            child,
            share: Some(share),
            is_accepted: AtomicBool::new(false),
        })
    }

    /// Logs that a limit was met.
    fn warn(&self, refused: Refused, socket: &RawSocket) {
        if refused == SHARE_TAKEN {
            self.limits.warn_of_connection(self.pattern, socket);
        } else {
            self.limits.warn_of_all(self.pattern);
        }
    }

    fn namespace(&self, path: &str, namespace: protocol::Namespace) -> Namespace {
        let lifecycle = Arc::clone(&self.lifecycle);
        Namespace::new(namespace, self.params(path), lifecycle)
    }

    /// The parameters of a path, in their order.
    fn params(&self, path: &str) -> Vec<(String, String)> {
        let Ok(found) = self.router.at(path) else {
            return Vec::new();
        };
        let params = found.params.iter();
        params
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// Removes a namespace if nobody is in it.
    fn remove_if_empty(&self, child: &Arc<Child>) {
        // A shutdown counts sockets as gone before it closes their connections, and finds those only
        // by the namespaces.
        if self.lifecycle.is_closing() {
            return;
        }
        let path = child.namespace.path();
        let mut children = lock(&self.by_path);
        if is_current(&children, child) && child.sockets.load(SeqCst) == 0 {
            children.remove(path);
            self.server.remove(path);
        }
    }
}

/// Sends everybody out of a namespace whose name no longer stands for it.
fn disband(replaced: Option<&Child>) {
    let Some(replaced) = replaced else { return };
    tracing::warn!(
        namespace = replaced.namespace.path(),
        "two first clients have made the namespace at once; the clients of one of them are disconnected"
    );
    for session in replaced.namespace.sessions() {
        if let Some(socket) = session.socket() {
            session.disconnect(&socket);
        }
    }
}

/// Whether it is the namespace that its name stands for.
fn is_current(children: &HashMap<String, Arc<Child>>, child: &Arc<Child>) -> bool {
    let current = children.get(child.namespace.path());
    current.is_some_and(|current| Arc::ptr_eq(current, child))
}

/// A socket's being in a namespace.
pub(crate) struct Stay {
    children: Arc<Children>,
    child: Arc<Child>,
    /// Nothing once it is dropped.
    share: Option<Share>,
    is_accepted: AtomicBool,
}

impl Stay {
    /// The namespace.
    pub(crate) fn namespace(&self) -> &Arc<Namespace> {
        &self.child.namespace
    }

    /// Whether another namespace has taken the name meanwhile. Whoever makes one tells the sockets that
    /// it finds; one whose CONNECT is being sent finds out by itself.
    pub(crate) fn is_replaced(&self) -> bool {
        !is_current(&lock(&self.children.by_path), &self.child)
    }

    /// The gateways have accepted the socket.
    pub(crate) fn accept(&self) {
        self.is_accepted.store(true, SeqCst);
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        if self.child.sockets.fetch_sub(1, SeqCst) > 1 {
            return;
        }
        let (children, child) = (Arc::clone(&self.children), Arc::clone(&self.child));
        let share = self.share.take();
        // What was refused leaves nothing behind.
        let stays = if *self.is_accepted.get_mut() {
            EMPTY
        } else {
            Duration::ZERO
        };
        // Never here: socketioxide may be holding the locks that the removal takes.
        let removal = async move {
            if !stays.is_zero() {
                tokio::time::sleep(stays).await;
            }
            children.remove_if_empty(&child);
            drop(share);
        };
        spawn_on(&self.children.tasks, Box::pin(removal));
    }
}
