//! `DynamicNamespaces` are the namespaces that one pattern stands for, such as `/chat/{room}`.
//!
//! Socketioxide makes a namespace for every name that matches the pattern, before the gateways decide whether
//! the client may come in, and does not remove the namespace. So the sockets in each namespace are counted
//! here, and a namespace is removed when nobody is left in it. A [`Presence`] holds one count, from before its
//! socket is admitted until the socket's disconnect hooks have returned.
//!
//! Two limits apply: how many namespaces there may be, and how many of these one connection may have. A
//! connection's [`Share`] of a namespace is given back when its socket leaves or, if no other socket is there,
//! when the namespace is removed. Otherwise a client could leave and take the next share again and again, while
//! the namespaces that it left still exist.
//!
//! Two things can go wrong between the moment when socketioxide finds a namespace for a socket and the moment
//! when the socket is counted here: the namespace was removed meanwhile, or two first clients have each made
//! one, and the second namespace has replaced the first. In both cases the socket is in a namespace that
//! messages and the end of its connection no longer find, so the socket is refused or disconnected instead of
//! being left there. The protocol server tells two namespaces of one name apart.

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
    protocol::{self, LONGEST_NAMESPACE, RawSocket},
    spawn::spawn_on,
    sync::lock,
};

/// How long a namespace that was in use stays after its last socket has left: a client that reloads its page is
/// back by then.
pub(crate) const EMPTY: Duration = Duration::from_secs(1);

/// The namespaces of one pattern that somebody is in.
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

/// One namespace of a pattern.
struct Instance {
    namespace: Arc<Namespace>,
    /// How many sockets are in the namespace, including those that are about to connect.
    sockets: AtomicUsize,
}

/// The reason why a socket cannot be in a namespace, as text for its client.
pub(crate) type Refused = &'static str;

/// The namespace was removed before the socket could join it.
pub(crate) const GONE: Refused = "the namespace has just been closed; connect again";

/// The name is longer than any client needs, and would be kept several times.
const TOO_LONG: Refused = "the name of the namespace is too long";

/// The pattern stands for as many namespaces as it may.
const FULL: Refused = "there are too many namespaces; try again later";

/// The connection has as many namespaces as it may have.
pub(crate) const SHARE_TAKEN: Refused =
    "this connection is in too many namespaces of this kind; leave another one first";

impl DynamicNamespaces {
    /// A pattern whose namespaces have no sockets yet.
    ///
    /// # Errors
    /// The pattern is not valid.
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

    /// The pattern as it is written, with its leading slash.
    pub(crate) fn pattern(&self) -> &str {
        self.pattern
    }

    /// Whether the pattern stands for `path`.
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

    /// All namespaces that exist.
    pub(crate) fn all(&self) -> Vec<Arc<Namespace>> {
        let instances = lock(&self.by_path);
        instances
            .values()
            .map(|instance| Arc::clone(&instance.namespace))
            .collect()
    }

    /// Counts a socket that is about to connect.
    ///
    /// # Errors
    /// The namespace was removed meanwhile, or one of the limits is met.
    pub(crate) fn enter(self: &Arc<Self>, socket: &RawSocket) -> Result<Presence, Refused> {
        let path = socket.namespace();
        let mut instances = lock(&self.by_path);
        let Some(namespace) = self.server.namespace_of(socket) else {
            return Err(GONE);
        };
        let known = instances.get(path);
        let current = known.filter(|instance| instance.namespace.protocol().is(&namespace));
        let current = current.cloned();
        let share = if path.len() > LONGEST_NAMESPACE {
            Err(TOO_LONG)
        } else if known.is_none() && instances.len() >= self.limits.for_all {
            Err(FULL)
        } else {
            self.shares.take(socket.id()).ok_or(SHARE_TAKEN)
        };
        let share = match share {
            Ok(share) => share,
            Err(refused) => {
                if current.is_none() {
                    // Socketioxide has made the namespace for nobody but this socket.
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
        match refused {
            TOO_LONG => {
                tracing::debug!(socket = %socket.id(), "the name of a namespace is too long");
            }
            SHARE_TAKEN => self.limits.warn_of_connection(self.pattern, socket),
            _ => self.limits.warn_of_all(self.pattern),
        }
    }

    fn namespace(&self, path: &str, namespace: protocol::Namespace) -> Namespace {
        let lifecycle = Arc::clone(&self.lifecycle);
        Namespace::new(namespace, self.pattern, self.params(path), lifecycle)
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
        // A shutdown counts sockets as gone before it closes their connections, and finds the connections only
        // by the namespaces.
        if self.lifecycle.is_shutting_down() {
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

/// Disconnects everybody from a namespace whose name stands for another namespace by now.
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

/// Whether `instance` is the namespace that its name stands for.
fn is_current(instances: &HashMap<String, Arc<Instance>>, instance: &Arc<Instance>) -> bool {
    let current = instances.get(instance.namespace.path());
    current.is_some_and(|current| Arc::ptr_eq(current, instance))
}

/// A socket's stay in a namespace: the socket is counted there until the presence is dropped.
pub(crate) struct Presence {
    namespaces: Arc<DynamicNamespaces>,
    instance: Arc<Instance>,
    /// `None` once the presence is dropped.
    share: Option<Share>,
    is_accepted: AtomicBool,
}

impl Presence {
    /// The namespace.
    pub(crate) fn namespace(&self) -> &Arc<Namespace> {
        &self.instance.namespace
    }

    /// Whether another namespace has taken the name meanwhile. [`disband`] disconnects the sockets that it
    /// finds in the old namespace; a socket whose CONNECT is being sent is not yet among them, so its inbox
    /// checks this.
    pub(crate) fn is_replaced(&self) -> bool {
        !is_current(&lock(&self.namespaces.by_path), &self.instance)
    }

    /// Notes that the gateways have accepted the socket.
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
        // A namespace whose last socket was refused is removed at once.
        let stays = if *self.is_accepted.get_mut() {
            EMPTY
        } else {
            Duration::ZERO
        };
        // In a task, since socketioxide may hold the locks that the removal takes while it drops the presence.
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
