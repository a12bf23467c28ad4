//! `Admin` is the Admin UI of an app that runs.

use std::{
    sync::{Arc, OnceLock, Weak},
    time::Duration,
};

use tokio::{
    runtime::Handle,
    sync::mpsc::{self, Receiver, Sender, UnboundedReceiver, UnboundedSender},
    time::Instant,
};

use super::{
    commands::{Command, Commands},
    entry::Entry,
    features::Features,
    settings::AdminUi,
    sign_in::SignIn,
    watching::{News, Watching, ask_for_admins},
};
use crate::{
    blocking::BlockingPool,
    handles::Socket,
    mistakes::{LineLimit, Quoted},
    protocol::{self, Packet, SocketId},
    providers::Providers,
    session::{ErrorPolicy, Lifecycle, Namespace, NamespaceContext, Served, Traffic},
    spawn::spawn_on,
    sync::lock,
    wire::event_of,
};

/// How many commands may wait. An admin who sends more in the time that one takes loses them, with a line in the log.
const MOST_COMMANDS: usize = 1_024;

/// How many answers may wait for a page that does not read, before it is disconnected.
const MOST_WAITING: usize = 16_384;

/// The Admin UI at work. The app owns it; its tasks keep it until the handles of the app end.
pub(crate) struct Admin {
    features: Features,
    pub(super) server_id: String,
    pub(super) host: String,
    pub(super) began: Instant,
    sign_in: SignIn,
    context: Arc<NamespaceContext>,
    pub(super) traffic: Arc<Traffic>,
    news: UnboundedSender<News>,
    commands: Sender<Command>,
    waiting: std::sync::Mutex<Option<Waiting>>,
    lines: LineLimit,
}

/// What the tasks take, until they begin.
struct Waiting {
    news: UnboundedReceiver<News>,
    commands: Receiver<Command>,
}

impl Admin {
    /// Not served yet. `heartbeat` is that of the endpoint where it will be.
    pub(crate) fn new(
        settings: AdminUi,
        heartbeat: Duration,
        lifecycle: &Arc<Lifecycle>,
    ) -> Arc<Self> {
        let features = Features::of(&settings);
        let traffic = Arc::new(Traffic::new(features.are_sockets_shown));
        lifecycle.begin_traffic(&traffic);
        let host = gethostname::gethostname().to_string_lossy().into_owned();
        let (news, received_news) = mpsc::unbounded_channel();
        let (commands, received_commands) = mpsc::channel(MOST_COMMANDS);
        Arc::new(Self {
            features,
            server_id: settings
                .server_id
                .unwrap_or_else(|| format!("{host}#{}", std::process::id())),
            host,
            began: Instant::now(),
            sign_in: SignIn::new(settings.basic_auth),
            context: Arc::new(NamespaceContext {
                #[cfg(feature = "metrics")]
                metrics: None,
                name: settings.namespace,
                max_waiting_answers: MOST_WAITING,
                heartbeat,
                lifecycle: Arc::clone(lifecycle),
                errors: ErrorPolicy::default(),
                // Nothing of a user runs in this namespace.
                blocking: Arc::new(BlockingPool::new(0, &Arc::default())),
                providers: Arc::new(Providers::default()),
                served: OnceLock::new(),
            }),
            traffic,
            news,
            commands,
            waiting: std::sync::Mutex::new(Some(Waiting {
                news: received_news,
                commands: received_commands,
            })),
            lines: LineLimit::default(),
        })
    }

    /// Makes the namespace known to the protocol server.
    ///
    /// # Errors
    /// What the server says.
    pub(crate) async fn serve(self: &Arc<Self>, server: &protocol::Server) -> Result<(), String> {
        let path = self.context.name;
        let namespace = server.serve(path, Entry(Arc::downgrade(self))).await;
        let namespace = namespace
            .map_err(|error| format!("the namespace `{path}` cannot be served: {error}"))?;
        let lifecycle = Arc::clone(self.lifecycle());
        let namespace = Namespace::new(namespace, path, Vec::new(), lifecycle).without_traffic();
        let found = Served::Namespace(Arc::new(namespace));
        self.context.served.get_or_init(|| found);
        Ok(())
    }

    /// Starts the tasks, which end with the handles of the app. `contexts` are the namespaces of the gateways.
    pub(crate) fn start(self: &Arc<Self>, contexts: &[Arc<NamespaceContext>], runtime: &Handle) {
        let Some(waiting) = lock(&self.waiting).take() else {
            return;
        };
        let Some(namespace) = self.namespace().cloned() else {
            return;
        };
        let mut all: Vec<Weak<NamespaceContext>> = contexts.iter().map(Arc::downgrade).collect();
        // The page shows the first namespace at first, so its own is the last.
        all.push(Arc::downgrade(&self.context));
        let ended = || Arc::clone(self.lifecycle()).until_handles_end();
        let until_end = |task: crate::spawn::Task| {
            let ended = ended();
            let both = async move {
                tokio::select! {
                    () = ended => {}
                    () = task => {}
                }
            };
            drop(spawn_on(runtime, Box::pin(both)));
        };
        if !namespace.protocol().is_local() {
            until_end(Box::pin(ask_for_admins(
                Arc::clone(&namespace),
                self.news.clone(),
            )));
        }
        let commands = Commands::new(all.clone());
        until_end(Box::pin(commands.run(waiting.commands)));
        let watching = Watching::new(Arc::clone(self), namespace, all);
        until_end(Box::pin(watching.run(waiting.news)));
        self.announce();
    }

    fn announce(&self) {
        let namespace = self.context.name;
        if matches!(self.sign_in, SignIn::Everyone) {
            tracing::warn!(
                namespace,
                "the Admin UI is served without authentication: whoever reaches this server is an admin"
            );
        } else {
            tracing::info!(namespace, "the Admin UI is served");
        }
    }

    /// An admin has come in: by a password, if there is a session's id to be told.
    pub(super) fn welcome(&self, socket: &Socket, session: Option<String>) {
        tracing::info!(socket = %socket.id(), "an admin has connected to the Admin UI");
        // A page that has left meanwhile needs nothing.
        if let Some(id) = session {
            let _ = socket.emit("session", &id);
        }
        let _ = socket.emit("config", &self.features.config());
        // The task ends with the app.
        let _ = self.news.send(News::Newcomer(socket.id()));
    }

    /// A page has sent something.
    pub(super) fn commanded(&self, admin: SocketId, packet: &Packet) {
        let Err(why) = self.take(admin, packet) else {
            return;
        };
        self.lines.log(|| {
            let (event, _) = event_of(packet);
            format!("an admin's command {} was refused: {why}", Quoted(event))
        });
    }

    fn take(&self, admin: SocketId, packet: &Packet) -> Result<(), &'static str> {
        if !self.features.are_commands_taken {
            return Err("commands are switched off");
        }
        let command = Command::read(admin, packet)?;
        let taken = self.commands.try_send(command);
        taken.map_err(|_| "too many commands wait")
    }

    pub(super) fn features(&self) -> Features {
        self.features
    }

    pub(super) fn sign_in(&self) -> &SignIn {
        &self.sign_in
    }

    pub(super) fn context(&self) -> &Arc<NamespaceContext> {
        &self.context
    }

    pub(super) fn lifecycle(&self) -> &Arc<Lifecycle> {
        &self.context.lifecycle
    }

    /// The namespace of the admins, once it is served.
    pub(super) fn namespace(&self) -> Option<&Arc<Namespace>> {
        match self.context.served.get()? {
            Served::Namespace(namespace) => Some(namespace),
            Served::Pattern(_) => None,
        }
    }
}
