//! `ServerHandler` takes what other servers say: it answers what they ask of this server's sockets, and calls the methods
//! of the gateways that are marked `#[on_server_event]`.

use std::sync::{Arc, Weak};

use serde_json::Error;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{NamespaceRuntime, connection::is_ready, namespace::Member};
use crate::{
    error::BoxError,
    extract::ServerEventContext,
    handles::{EventForServers, Question, QuestionAnswer, Server, Told},
    panics, protocol,
    registry::BoundHook,
    session::{Link, Namespace, Served},
    spawn::spawn,
};

/// A method for an event of other servers.
pub(crate) struct ServerEventHook {
    pub(crate) event: &'static str,
    pub(crate) method: &'static str,
    pub(crate) run: BoundHook<ServerEventContext>,
}

/// The one handler of a server. It holds the runtimes weakly, as the handlers of sockets do.
pub(crate) struct ServerHandler {
    namespaces: Vec<Weak<NamespaceRuntime>>,
    /// What was told and is still to be handled; `None` if no gateway listens. Handled in a task, since the adapter calls
    /// with a lock held.
    told: Option<UnboundedSender<EventForServers>>,
}

impl ServerHandler {
    /// The handler of a server with these namespaces.
    pub(crate) fn new(runtimes: &[Arc<NamespaceRuntime>]) -> Self {
        let namespaces: Vec<_> = runtimes.iter().map(Arc::downgrade).collect();
        let mut members = runtimes.iter().flat_map(|runtime| &runtime.members);
        let is_listening = members.any(|member| !member.server_events.is_empty());
        let told = is_listening.then(|| {
            let (sender, receiver) = unbounded_channel();
            spawn(Box::pin(handle(namespaces.clone(), receiver)));
            sender
        });
        Self { namespaces, told }
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
        match (serde_json::from_str(message), &self.told) {
            (Ok(Told::Event(event)), Some(told)) => {
                // The task ends with this sender.
                let _ = told.send(event);
            }
            (Ok(Told::Event(_)), None) => {}
            (Err(error), _) => {
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
}

/// Handles events in the order of their arrival: each method is called and polled once before the next event is looked
/// at, and what is still pending then goes on in a task.
async fn handle(
    namespaces: Vec<Weak<NamespaceRuntime>>,
    mut told: UnboundedReceiver<EventForServers>,
) {
    while let Some(event) = told.recv().await {
        let Some(runtime) = runtime(&namespaces, &event.namespace) else {
            continue;
        };
        if runtime.context.lifecycle.is_shutting_down() {
            continue;
        }
        let event = Arc::new(event);
        for (index, member) in runtime.members.iter().enumerate() {
            let hooks = member.server_events.iter().enumerate();
            for (number, _) in hooks.filter(|(_, hook)| hook.event == event.event) {
                let called = call(Arc::clone(&runtime), index, number, Arc::clone(&event));
                let mut called = Box::pin(called);
                if !is_ready(called.as_mut()) {
                    spawn(called);
                }
            }
        }
    }
}

/// Calls one method of one member.
async fn call(
    runtime: Arc<NamespaceRuntime>,
    member: usize,
    number: usize,
    event: Arc<EventForServers>,
) {
    let found = runtime.members.get(member);
    let hook = found.and_then(|member| Some((member, member.server_events.get(number)?)));
    let (Some((member, hook)), Some(namespace)) = (hook, namespace(&runtime)) else {
        return;
    };
    let _running = member.server_events_running.one();
    let server: Server = Server::linked(Arc::new(Link::running(Arc::clone(namespace))));
    let providers = Arc::clone(&runtime.context.providers);
    let context = ServerEventContext::new(server, providers, event);
    let outcome = panics::caught(async { (hook.run)(context).await }).await;
    report(member, hook, outcome);
}

fn report(member: &Member, hook: &ServerEventHook, outcome: Result<Result<(), BoxError>, String>) {
    let (gateway, method, event) = (member.name, hook.method, hook.event);
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(gateway, method, event, %error, "a server event failed");
        }
        Err(panic) => {
            tracing::error!(gateway, method, event, %panic, "a server event panicked");
        }
    }
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
