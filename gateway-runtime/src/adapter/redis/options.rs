//! `RedisOptions` are what a user can choose about sharing through Redis.

use std::time::Duration;

use socketioxide_redis::RedisAdapterConfig;

use crate::options::Parser;

/// Not Node's `socket.io`: what servers of this crate tell each other is not what those of Node do, and a
/// Node server that counts one of ours waits for an answer that never comes.
const PREFIX: &str = "gateway";
/// How many messages of other servers may wait in one namespace. Memory is taken as it is needed.
const WAITING_MESSAGES: usize = 16_384;
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
    pub(super) prefix: String,
    request_timeout: Duration,
    pub(crate) parser: Parser,
}

impl RedisOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self {
            prefix: PREFIX.into(),
            request_timeout: Duration::from_secs(5),
            parser: Parser::default(),
        }
    }

    /// What the names of the channels begin with. Default: `gateway`. Two applications that share a Redis server
    /// need different prefixes, also if they use different databases of it: channels are in no database.
    ///
    /// The prefix of Node's adapter is `socket.io`. Do not use that prefix beside servers of Node: their messages
    /// have another form than those of this crate, so each `fetchSockets()` of the Node servers would fail.
    pub fn prefix(mut self /* chain the calls */, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
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
