//! `RedisOptions` are what a user can choose about sharing through Redis.

use std::time::Duration;

use socketioxide_redis::RedisAdapterConfig;

use super::language::Language;
use crate::options::Parser;
#[cfg(feature = "redis-cluster")]
use crate::{adapter::start_up_error::cannot_share, error::AppError};

/// Not Node's `socket.io`: what servers of this crate tell each other is not what those of Node do, and a
/// Node server that counts one of ours waits for an answer that never comes.
const PREFIX: &str = "gateway";
/// What Node's adapters and Node's emitter call their `key` or `channelPrefix`.
const NODE_PREFIX: &str = "socket.io";
/// The default of python-socketio's option `channel`.
const PYTHON_CHANNEL: &str = "socketio";
/// How many messages of other servers may wait in one namespace. Memory is taken as it is needed.
pub(super) const WAITING_MESSAGES: usize = 16_384;
/// How many acknowledgements of other servers' clients may wait for one broadcast.
const WAITING_ACKNOWLEDGEMENTS: usize = 65_536;

/// Options of [`RedisAdapter`](crate::RedisAdapter) and [`Emitter`](crate::Emitter). All servers and
/// emitters that belong together need the same.
///
/// ```
/// use std::time::Duration;
/// use gateway_runtime::RedisOptions;
///
/// let options = RedisOptions::new().prefix("shop").request_timeout(Duration::from_secs(2));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct RedisOptions {
    /// `None` is the default of the language.
    prefix: Option<String>,
    pub(super) language: Language,
    /// The channel of python-socketio's managers, if they are listened to.
    pub(super) python_channel: Option<String>,
    pub(super) request_timeout: Duration,
    pub(crate) parser: Parser,
}

impl RedisOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self {
            prefix: None,
            language: Language::Own,
            python_channel: None,
            request_timeout: Duration::from_secs(5),
            parser: Parser::default(),
        }
    }

    /// What the names of the channels begin with. Default: `gateway`, and with
    /// [`node_compatible`](Self::node_compatible) or [`node_compatible_sharded`](Self::node_compatible_sharded)
    /// `socket.io`, which is the default of Node's options `key` and `channelPrefix`. Two applications that share a Redis
    /// server need different prefixes, also if they use different databases of it: channels are in no database.
    ///
    /// Servers that speak different languages need different prefixes too: each would wait for answers of the other,
    /// which never come. A server that sees the other language on its channels says so in the log, once.
    pub fn prefix(mut self /* chain the calls */, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Shares rooms with servers of Node that have `createAdapter` of `@socket.io/redis-adapter`, and hears
    /// `@socket.io/redis-emitter`: the servers speak Node's language to one another. How a NestJS application moves over with
    /// it is told in [Moving over, server by server](crate::guide::server_by_server).
    ///
    /// ```no_run
    /// use gateway_runtime::{RedisAdapter, RedisOptions, prelude::*};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), AppError> {
    /// let options = RedisOptions::new().node_compatible();
    /// let adapter = RedisAdapter::connect_with("redis://127.0.0.1:6379", options).await?;
    /// GatewayApp::builder().adapter(adapter).listen("0.0.0.0:3000").await
    /// # }
    /// ```
    ///
    /// [`RedisClusterAdapter`](crate::RedisClusterAdapter) cannot do it, since Node's messages go to all nodes of a
    /// cluster, and its own to one.
    pub fn node_compatible(mut self /* chain the calls */) -> Self {
        self.language = Language::Node;
        self
    }

    /// Shares rooms with servers of Node that have `createShardedAdapter` of `@socket.io/redis-adapter`, over one Redis
    /// server from version 7 on: the servers speak that language to one another.
    ///
    /// Servers of Node may have any `subscriptionMode`: `dynamic`, which is their default, `dynamic-private` or `static`. In the
    /// first two, what they emit to one room comes over a channel of that room, so this server subscribes to a channel for
    /// each room that its sockets are in, their own rooms included. As between servers of Node, what is emitted in the moment
    /// in which the first socket of a server joins may miss that server, and so may what is emitted to a room right after
    /// sockets of other servers were told to join it. What this server emits goes to all servers, whatever the room. A room
    /// that a socket joins through the handle of `socketioxide` itself is not noticed.
    ///
    /// When this server stops, a server of Node that has counted it in that moment, and asks a moment later, waits in vain, as
    /// for any other server that has such an adapter.
    ///
    /// `@socket.io/redis-emitter` does not speak that language; [`Emitter`](crate::Emitter) does with this option.
    /// [`RedisClusterAdapter`](crate::RedisClusterAdapter) cannot do it.
    pub fn node_compatible_sharded(mut self /* chain the calls */) -> Self {
        self.language = Language::NodeSharded;
        self
    }

    /// Hears Python: what a `RedisManager` or an `AsyncRedisManager` of python-socketio writes to the channel
    /// `socketio`, their default, is done with the clients of the servers that have this option. It goes with
    /// [`node_compatible`](Self::node_compatible) and without it.
    ///
    /// ```python
    /// manager = socketio.RedisManager("redis://127.0.0.1:6379", write_only=True)
    /// manager.emit("price", {"product": "tea", "cents": 250}, namespace="/shop", room="tea")
    /// ```
    ///
    /// `emit` takes effect with everything that it can be given but `callback`, which is never called; `disconnect`,
    /// `enter_room`, `leave_room` and `close_room` do too. Each server does this with its own clients, so every server
    /// needs the option. Python hears nothing of the servers: a *server* of python-socketio shares no rooms with them.
    ///
    /// The channel is that of Python: [`prefix`](Self::prefix) is not part of its name. All versions of python-socketio
    /// that write JSON are read, which are those from 5.14 on; the older ones write Python's pickles, which are refused
    /// with a line in the log. Of the versions before 5.16 a list arrives as several arguments, since they write it as a
    /// tuple.
    ///
    /// An [`Emitter`](crate::Emitter) has no clients and ignores the option.
    /// [`RedisClusterAdapter`](crate::RedisClusterAdapter) cannot do it: it listens to sharded channels only, and Python
    /// does not write to these.
    pub fn python_emitters(self /* chain the calls */) -> Self {
        self.python_emitters_on(PYTHON_CHANNEL)
    }

    /// [`python_emitters`](Self::python_emitters) on the channel that Python's managers are given as `channel`.
    pub fn python_emitters_on(
        mut self, /* chain the calls */
        channel: impl Into<String>,
    ) -> Self {
        self.python_channel = Some(channel.into());
        self
    }

    /// How long methods that ask the other servers wait for the answers. Default: 5 s. The answer of a server that
    /// dies meanwhile is missing.
    pub fn request_timeout(mut self /* chain the calls */, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// The parser of the servers' clients, if it is not the default: an [`Emitter`](crate::Emitter)
    /// writes for these clients. An adapter has the parser of its app, whatever this option says.
    pub fn parser(mut self /* chain the calls */, parser: Parser) -> Self {
        self.parser = parser;
        self
    }

    /// # Errors
    /// A Redis Cluster cannot have what was chosen.
    #[cfg(feature = "redis-cluster")]
    pub(super) fn check_for_cluster(&self) -> Result<(), AppError> {
        let error = match self.language {
            Language::Own => return Ok(()),
            Language::Node => {
                "`RedisOptions::node_compatible` is not for a Redis Cluster, where the messages of Node's \
                 `createAdapter` go to all nodes and those of this crate to one: use `RedisAdapter` and a Redis server \
                 that is no cluster, or leave the option out"
            }
            Language::NodeSharded => {
                "`RedisOptions::node_compatible_sharded` is not for a Redis Cluster: use `RedisAdapter` and a Redis \
                 server that is no cluster, or leave the option out"
            }
        };
        Err(cannot_share(error.to_owned()))
    }

    /// # Errors
    /// The servers that use a Redis Cluster cannot listen to what was chosen.
    #[cfg(feature = "redis-cluster")]
    pub(super) fn check_listening_to_cluster(&self) -> Result<(), AppError> {
        if self.python_channel.is_none() {
            return Ok(());
        }
        Err(cannot_share(
            "`RedisOptions::python_emitters` is not for a Redis Cluster, of which servers listen to sharded channels \
             only and to which Python writes none: use `RedisAdapter` and a Redis server that is no cluster, or leave \
             the option out"
                .to_owned(),
        ))
    }

    /// What the names of the channels begin with.
    pub(super) fn channel_prefix(&self) -> &str {
        self.prefix.as_deref().unwrap_or(match self.language {
            Language::Own => PREFIX,
            Language::Node | Language::NodeSharded => NODE_PREFIX,
        })
    }

    pub(super) fn config(&self) -> RedisAdapterConfig {
        RedisAdapterConfig::new()
            .with_request_timeout(self.request_timeout)
            .with_stream_buffer(WAITING_MESSAGES)
            .with_ack_response_buffer(WAITING_ACKNOWLEDGEMENTS)
    }
}

impl Default for RedisOptions {
    fn default() -> Self {
        Self::new()
    }
}
