//! `ServerEmitter` is what an adapter has in the place of sockets where servers talk to one another: a listener.
//!
//! The published adapters carry events to the sockets of a namespace, and the acknowledgements of those back. With this
//! type in the place of a namespace's sockets, they carry messages and questions from server to server, over every
//! backend, in the form that the backend has, and with its counts and timeouts. A server that does not know of this
//! does not listen there: nobody waits for it, and it hears nothing.

use std::{sync::Arc, time::Duration};

use futures_util::{
    StreamExt as _,
    stream::{self, Fuse, Iter},
};
use serde::{Deserialize, Serialize};
#[cfg(feature = "redis")]
use serde_json::value::RawValue;
use socketioxide::AckError;
use socketioxide_core::{
    Sid, Str, Uid, Value,
    adapter::{AckStreamItem, BroadcastIter, RemoteSocketData, SocketEmitter, errors::SocketError},
    packet::{Packet, PacketData},
    parser::{Parse, ParseConfig, ParseError, ParserError, ParserState},
};

#[cfg(feature = "redis")]
use crate::protocol::{SocketDescription, SocketId};

/// The name in the place of a namespace's. No namespace has it, since theirs begin with a slash.
const PATH: &str = "servers";

/// Takes what the other servers say.
pub(crate) trait ServerHandler: Send + Sync + 'static {
    /// Takes what another server tells.
    fn told(&self, message: &str);

    /// Answers what another server asks.
    fn asked(&self, question: &str) -> String;

    /// Takes an event for the gateways of the namespace with this path.
    #[cfg(feature = "redis")]
    fn event(&self, namespace: &str, event: String, payload: Box<RawValue>);

    /// Describes sockets of this server to another, with their secrets.
    #[cfg(feature = "redis")]
    fn describe(&self, namespace: &str, sockets: Vec<SocketId>) -> Vec<SocketDescription>;
}

/// The listener of a server, which the other servers reach.
pub(crate) struct ServerEmitter {
    path: Str,
    server: Uid,
    /// `None` in a process that is no server.
    handler: Option<Arc<dyn ServerHandler>>,
}

impl ServerEmitter {
    pub(crate) fn new(server: Uid, handler: Option<Arc<dyn ServerHandler>>) -> Self {
        Self {
            path: Str::copy_from_slice(PATH),
            server,
            handler,
        }
    }

    /// A message with its sender, as it travels.
    pub(crate) fn packet(server: Uid, message: &str) -> Packet {
        let signed = format!("{server}{message}");
        Packet::event(PATH, Value::Str(signed.into(), None))
    }

    /// Who listens, and what another server has sent.
    fn received<'a>(&'a self, value: &'a Value) -> Option<(&'a dyn ServerHandler, &'a str)> {
        let Value::Str(text, _) = value else {
            return None;
        };
        let own = self.server.to_string();
        let (sender, message) = text.as_str().split_at_checked(own.len())?;
        // An adapter brings a server's messages to itself too.
        let handler = self.handler.as_deref().filter(|_| sender != own)?;
        Some((handler, message))
    }
}

type Answers = Fuse<Iter<std::option::IntoIter<AckStreamItem<AckError>>>>;

impl SocketEmitter for ServerEmitter {
    type AckError = AckError;
    type AckStream = Answers;

    fn get_all_sids(&self, _: impl Fn(&Sid) -> bool) -> Vec<Sid> {
        Vec::new()
    }

    fn get_remote_sockets(&self, _: BroadcastIter<'_>) -> Vec<RemoteSocketData> {
        Vec::new()
    }

    fn send_many(&self, _: BroadcastIter<'_>, data: Value) -> Result<(), Vec<SocketError>> {
        if let Some((handler, message)) = self.received(&data) {
            handler.told(message);
        }
        Ok(())
    }

    fn send_many_volatile(&self, _: BroadcastIter<'_>, _: Value) {}

    fn send_many_with_ack(
        &self,
        _: BroadcastIter<'_>,
        packet: Packet,
        _: Option<Duration>,
    ) -> (Answers, u32) {
        let contents = contents(packet);
        let asked = contents.as_ref().and_then(|value| self.received(value));
        let answer = asked.map(|(handler, question)| {
            let answer = handler.asked(question);
            // Not `Sid::ZERO`, which the receiver would not read.
            (*self.server, Ok(Value::Str(answer.into(), None)))
        });
        let count = answer.iter().len();
        (stream::iter(answer).fuse(), u32::from(count > 0))
    }

    fn disconnect_many(&self, _: Vec<Sid>) -> Result<(), Vec<SocketError>> {
        Ok(())
    }

    fn path(&self) -> &Str {
        &self.path
    }

    fn parser(&self) -> impl Parse {
        Unwritten
    }

    fn server_id(&self) -> Uid {
        self.server
    }

    fn ack_timeout(&self) -> Duration {
        // An answer is there at once. The adapter adds the time that it grants the servers.
        Duration::ZERO
    }
}

/// What a packet carries.
fn contents(packet: Packet) -> Option<Value> {
    match packet.inner {
        PacketData::Event(value, _) => Some(value),
        _ => None,
    }
}

/// A parser that writes nothing, since what it is given is not sent to a client.
#[derive(Clone, Copy, Default)]
struct Unwritten;

impl Parse for Unwritten {
    fn encode(self, packet: Packet) -> Value {
        contents(packet).unwrap_or_else(|| Value::Bytes(bytes::Bytes::new()))
    }

    fn decode_str(self, _: &ParseConfig, _: &ParserState, _: Str) -> Result<Packet, ParseError> {
        Err(ParseError::InvalidPacketType)
    }

    fn decode_bin(
        self,
        _: &ParseConfig,
        _: &ParserState,
        _: bytes::Bytes,
    ) -> Result<Packet, ParseError> {
        Err(ParseError::InvalidPacketType)
    }

    fn encode_value<T: ?Sized + Serialize>(
        self,
        _: &T,
        _: Option<&str>,
    ) -> Result<Value, ParserError> {
        Err(nothing())
    }

    fn decode_value<'de, T: Deserialize<'de>>(
        self,
        _: &'de mut Value,
        _: bool,
    ) -> Result<T, ParserError> {
        Err(nothing())
    }

    fn decode_default<'de, T: Deserialize<'de>>(
        self,
        _: Option<&'de Value>,
    ) -> Result<T, ParserError> {
        Err(nothing())
    }

    fn encode_default<T: ?Sized + Serialize>(self, _: &T) -> Result<Value, ParserError> {
        Err(nothing())
    }

    fn read_event(self, _: &Value) -> Result<&str, ParserError> {
        Err(nothing())
    }
}

fn nothing() -> ParserError {
    ParserError::new(std::io::Error::other("servers send text alone"))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use socketioxide_core::adapter::{BroadcastFlags, BroadcastOptions, CoreLocalAdapter};

    use super::*;
    use crate::sync::lock;

    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);

    impl ServerHandler for Heard {
        fn told(&self, message: &str) {
            lock(&self.0).push(message.to_owned());
        }

        fn asked(&self, question: &str) -> String {
            format!("answer to {question}")
        }

        #[cfg(feature = "redis")]
        fn event(&self, _: &str, _: String, _: Box<RawValue>) {}

        #[cfg(feature = "redis")]
        fn describe(&self, _: &str, _: Vec<SocketId>) -> Vec<SocketDescription> {
            Vec::new()
        }
    }

    fn everyone() -> BroadcastOptions {
        let mut options = BroadcastOptions::default();
        options.add_flag(BroadcastFlags::Broadcast);
        options
    }

    #[tokio::test]
    async fn what_others_say_is_heard_and_what_one_says_oneself_is_not() {
        let (own, other) = (Uid::new(), Uid::new());
        let heard = Arc::new(Heard::default());
        let emitter = ServerEmitter::new(own, Some(Arc::clone(&heard) as Arc<_>));
        let local = CoreLocalAdapter::new(emitter);
        for (server, message) in [(own, "mine"), (other, "theirs")] {
            let told = local.broadcast(ServerEmitter::packet(server, message), everyone());
            assert!(told.is_ok());
        }
        assert_eq!(*lock(&heard.0), ["theirs"]);

        let ask = |server| {
            let question = ServerEmitter::packet(server, "?");
            local.broadcast_with_ack(question, everyone(), None)
        };
        let (answers, count) = ask(own);
        assert_eq!((answers.count().await, count), (0, 0));
        let (answers, count) = ask(other);
        let answers: Vec<_> = answers.collect().await;
        assert_eq!((answers.len(), count), (1, 1));
        assert!(
            matches!(&answers[0].1, Ok(Value::Str(text, None)) if text.as_str() == "answer to ?")
        );
    }

    #[test]
    fn nonsense_is_not_heard() {
        let heard = Arc::new(Heard::default());
        let emitter = ServerEmitter::new(Uid::new(), Some(Arc::clone(&heard) as Arc<_>));
        let local = CoreLocalAdapter::new(emitter);
        for value in [
            Value::Str("short".into(), None),
            Value::Str("fifteen letters\u{e4}nd more".into(), None),
            Value::Bytes(vec![1, 2, 3].into()),
        ] {
            assert!(
                local
                    .broadcast(Packet::event(PATH, value), everyone())
                    .is_ok()
            );
        }
        assert!(
            local
                .broadcast(Packet::disconnect(PATH), everyone())
                .is_ok()
        );
        assert!(lock(&heard.0).is_empty());
    }
}
