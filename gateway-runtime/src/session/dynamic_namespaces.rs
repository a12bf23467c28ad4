//! The namespaces that one pattern stands for: `/chat/{room}`.
//!
//! Socketioxide makes a namespace for every name that matches, before anybody is asked whether the
//! client may come in, and keeps it for ever. So we count who is in each, and remove it when that is
//! nobody. A count is held by a [`Presence`], from the first word of a socket to its last.
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
pub(crate) struct DynamicNamespaces {
    pattern: &'static str,
    router: Router<()>,
    limits: Arc<DynamicLimits>,
    shares: Arc<Shares>,
    server: protocol::Server,
    lifecycle: Arc<Lifecycle>,
    tasks: Handle,
    by_path: Mutex<HashMap<String, Arc<Instance>>>,
}

/// One of them.
struct Instance {
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

impl DynamicNamespaces {
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
        let instances = lock(&self.by_path);
        instances
            .get(path)
            .map(|instance| Arc::clone(&instance.namespace))
    }

    /// All that exist.
    pub(crate) fn all(&self) -> Vec<Arc<Namespace>> {
        let instances = lock(&self.by_path);
        instances
            .values()
            .map(|instance| Arc::clone(&instance.namespace))
            .collect()
    }

    /// Counts a socket that is about to connect.
    pub(crate) fn enter(self: &Arc<Self>, socket: &RawSocket) -> Result<Presence, Refused> {
        let path = socket.namespace();
        let mut instances = lock(&self.by_path);
        let Some(namespace) = self.server.namespace_of(socket) else {
            return Err(GONE);
        };
        let known = instances.get(path);
        let current = known.filter(|instance| instance.namespace.protocol().is(&namespace));
        let current = current.cloned();
        let share = if known.is_none() && instances.len() >= self.limits.for_all {
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
                    let replaced = instances.remove(path);
                    drop(instances);
                    disband(replaced.as_deref());
                }
                self.warn(refused, socket);
                return Err(refused);
            }
        };
        let (instance, replaced) = if let Some(instance) = current {
            (instance, None)
        } else {
            let instance = Arc::new(Instance {
                namespace: Arc::new(self.namespace(path, namespace)),
                sockets: AtomicUsize::new(0),
            });
            let replaced = instances.insert(path.to_owned(), Arc::clone(&instance));
            (instance, replaced)
        };
        instance.sockets.fetch_add(1, SeqCst);
        drop(instances);
        disband(replaced.as_deref());
        Ok(Presence {
            namespaces: Arc::clone(self),
            instance,
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
    fn remove_if_empty(&self, instance: &Arc<Instance>) {
        // A shutdown counts sockets as gone before it closes their connections, and finds those only
        // by the namespaces.
        if self.lifecycle.is_closing() {
            return;
        }
        let path = instance.namespace.path();
        let mut instances = lock(&self.by_path);
        if is_current(&instances, instance) && instance.sockets.load(SeqCst) == 0 {
            instances.remove(path);
            self.server.remove(path);
        }
    }
}

/// Sends everybody out of a namespace whose name no longer stands for it.
fn disband(replaced: Option<&Instance>) {
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
fn is_current(instances: &HashMap<String, Arc<Instance>>, instance: &Arc<Instance>) -> bool {
    let current = instances.get(instance.namespace.path());
    current.is_some_and(|current| Arc::ptr_eq(current, instance))
}

/// A socket's being in a namespace.
pub(crate) struct Presence {
    namespaces: Arc<DynamicNamespaces>,
    instance: Arc<Instance>,
    /// Nothing once it is dropped.
    share: Option<Share>,
    is_accepted: AtomicBool,
}

impl Presence {
    /// The namespace.
    pub(crate) fn namespace(&self) -> &Arc<Namespace> {
        &self.instance.namespace
    }

    /// Whether another namespace has taken the name meanwhile. Whoever makes one tells the sockets that
    /// it finds; one whose CONNECT is being sent finds out by itself.
    pub(crate) fn is_replaced(&self) -> bool {
        !is_current(&lock(&self.namespaces.by_path), &self.instance)
    }

    /// The gateways have accepted the socket.
    pub(crate) fn accept(&self) {
        self.is_accepted.store(true, SeqCst);
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if self.instance.sockets.fetch_sub(1, SeqCst) > 1 {
            return;
        }
        let (namespaces, instance) = (Arc::clone(&self.namespaces), Arc::clone(&self.instance));
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
            namespaces.remove_if_empty(&instance);
            drop(share);
        };
        spawn_on(&self.namespaces.tasks, Box::pin(removal));
    }
}
