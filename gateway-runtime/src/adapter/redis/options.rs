//! What can be chosen about sharing through Redis.

use std::time::Duration;

use socketioxide_redis::RedisAdapterConfig;

use crate::app::Parser;

/// How many messages of other servers may wait in one namespace. Room is taken as it is needed.
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
    pub(super) parser: Parser,
}

impl RedisOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self {
            prefix: "socket.io".into(),
            request_timeout: Duration::from_secs(5),
            parser: Parser::default(),
        }
    }

    /// What the names of the channels begin with; `socket.io` by default. Applications that share a
    /// Redis server need different ones, whatever the number of its databases: channels are not in
    /// databases.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// How long to wait for the answers of the other servers, where they are asked; 5 s by default.
    /// What a server that has died in between would have answered is then missing.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// What the servers' clients read, if it is not the default: for an
    /// [`Emitter`](crate::Emitter), which writes for them. An adapter takes it from its app.
    pub fn parser(mut self, parser: Parser) -> Self {
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
