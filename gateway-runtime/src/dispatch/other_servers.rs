//! `ServerHandler` takes what other servers say: it answers what they ask of this server's sockets, and calls the methods
//! of the gateways that are marked `#[on_server_event]`.

use std::sync::{Arc, Weak};

use serde_json::Error;
#[cfg(feature = "redis")]
use serde_json::value::RawValue;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{NamespaceRuntime, connection::is_ready};
use crate::{
    extract::ServerEventContext,
    handles::{EventForServers, Notice, Question, QuestionAnswer, Server},
    protocol,
    registry::BoundHook,
    session::{Link, Namespace, Served},
    spawn::spawn,
    tasks::{Tasks, logged},
};
#[cfg(feature = "redis")]
use crate::{
    handles::described_wholly,
    protocol::{SocketDescription, SocketId},
};

/// A method for an event of other servers.
pub(crate) struct ServerEventHook {
    pub(crate) event: &'static str,
    /// Gateway and method, for the log.
    pub(crate) name: Arc<str>,
    pub(crate) run: BoundHook<ServerEventContext>,
}

/// The one handler of a server. It holds the runtimes weakly, as the handlers of sockets do.
pub(crate) struct ServerHandler {
    namespaces: Vec<Weak<NamespaceRuntime>>,
    /// What was told and is still to be handled; `None` if no gateway listens. Handled in a task, since the adapter calls
    /// with a lock held.
    told: Option<UnboundedSender<EventForServers>>,
}

/// What other servers have told, and the methods that are called for it. Nothing is called before
/// [`handle`](Self::handle) runs, so events that come while the app starts wait for the init hooks.
pub(crate) struct ToldEvents {
    namespaces: Vec<Weak<NamespaceRuntime>>,
    told: UnboundedReceiver<EventForServers>,
}

impl ServerHandler {
    /// The handler of a server with these namespaces, and the events that it gets if a gateway listens.
    pub(crate) fn new(runtimes: &[Arc<NamespaceRuntime>]) -> (Self, Option<ToldEvents>) {
        let namespaces: Vec<_> = runtimes.iter().map(Arc::downgrade).collect();
        let mut members = runtimes.iter().flat_map(|runtime| &runtime.members);
        let is_listening = members.any(|member| !member.server_events.is_empty());
        let (told, events) = if is_listening {
            let (sender, told) = unbounded_channel();
            let namespaces = namespaces.clone();
            (Some(sender), Some(ToldEvents { namespaces, told }))
        } else {
            (None, None)
        };
        (Self { namespaces, told }, events)
    }

    fn tell(&self, event: EventForServers) {
        if let Some(told) = &self.told {
            // The task ends with this sender.
            let _ = told.send(event);
        }
    }

    fn answer(&self, question: &str) -> Result<QuestionAnswer, Error> {
        let question: Question = serde_json::from_str(question)?;
        let runtime = runtime(&self.namespaces, &question.namespace);
        let namespace = runtime.as_deref().and_then(namespace);
        Ok(namespace.map_or_else(QuestionAnswer::default, |namespace| {
            question.answer(namespace)
        }))
    }
}

impl protocol::ServerHandler for ServerHandler {
    fn told(&self, message: &str) {
        match serde_json::from_str(message) {
            Ok(Notice::Event(event)) => self.tell(event),
            Err(error) => {
                tracing::warn!(%error, "what another server tells cannot be read");
            }
        }
    }

    fn asked(&self, question: &str) -> String {
        let answer = self.answer(question).unwrap_or_else(|error| {
            tracing::warn!(%error, "what another server asks cannot be read");
            QuestionAnswer::default()
        });
        serde_json::to_string(&answer).unwrap_or_else(|error| {
            tracing::error!(%error, "the answer to another server cannot be written");
            "{}".to_owned()
        })
    }

    #[cfg(feature = "redis")]
    fn event(&self, namespace: &str, event: String, payload: Box<RawValue>) {
        let namespace = namespace.to_owned();
        self.tell(EventForServers {
            namespace,
            event,
            payload,
        });
    }

    #[cfg(feature = "redis")]
    fn describe(&self, namespace: &str, sockets: Vec<SocketId>) -> Vec<SocketDescription> {
        let runtime = runtime(&self.namespaces, namespace);
        let Some(namespace) = runtime.as_deref().and_then(self::namespace) else {
            return Vec::new();
        };
        let sockets = sockets.into_iter().filter_map(|id| namespace.socket(id));
        let described = sockets.map(|(socket, session)| described_wholly(socket, session));
        described.collect()
    }
}

impl ToldEvents {
    /// Handles events in the order of their arrival: each method is called and polled once before the next event is looked
    /// at, and what is still pending then goes on in a task. The end of the app waits for the calls, or cuts them off.
    pub(crate) async fn handle(mut self, tasks: Arc<Tasks>) {
        while let Some(event) = self.told.recv().await {
            let Some(runtime) = runtime(&self.namespaces, &event.namespace) else {
                continue;
            };
            let event = Arc::new(event);
            let hooks = runtime
                .members
                .iter()
                .flat_map(|member| &member.server_events);
            for hook in hooks.filter(|hook| hook.event == event.event) {
                let running = tasks.begin(&hook.name);
                // Once more: from here on the end of the app sees what runs.
                if runtime.context.lifecycle.has_end_begun() {
                    return;
                }
                let Some(context) = context(&runtime, &event) else {
                    continue;
                };
                let call = (hook.run)(context);
                let name = Arc::clone(&hook.name);
                let work = Box::pin(async move { logged("a server event", &name, call).await });
                let mut work = running.unless_cut_off(work);
                if !is_ready(work.as_mut()) {
                    spawn(work);
                }
            }
        }
    }
}

/// What the parameters of a method are taken from.
fn context(runtime: &NamespaceRuntime, event: &Arc<EventForServers>) -> Option<ServerEventContext> {
    let server = Server::linked(Arc::new(Link::running(Arc::clone(namespace(runtime)?))));
    let providers = Arc::clone(&runtime.context.providers);
    Some(ServerEventContext::new(
        server,
        providers,
        Arc::clone(event),
    ))
}

/// The runtime of the namespace with this path. Namespaces of a pattern are not shared.
fn runtime(namespaces: &[Weak<NamespaceRuntime>], path: &str) -> Option<Arc<NamespaceRuntime>> {
    let mut namespaces = namespaces.iter().filter_map(Weak::upgrade);
    namespaces.find(|runtime| runtime.context.name == path)
}

fn namespace(runtime: &NamespaceRuntime) -> Option<&Arc<Namespace>> {
    match runtime.context.served.get()? {
        Served::Namespace(namespace) => Some(namespace),
        Served::Pattern(_) => None,
    }
}
