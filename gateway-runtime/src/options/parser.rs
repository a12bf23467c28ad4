//! The format of messages on the wire.

use socketioxide::{ParserConfig, SocketIoBuilder, adapter::Adapter};

/// How messages are written on the wire: socket.io's
/// [custom parser](https://socket.io/docs/v4/custom-parser/). Every client of an app has to use the
/// same one.
///
/// Gateways do not see the difference: bodies, answers and events are the same types, with the same
/// errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parser {
    /// JSON, with binary data beside it as attachments: what clients use unless they are told
    /// otherwise.
    #[default]
    Common,
    /// `MessagePack`, which is binary as a whole: for clients made with
    /// `io(url, { parser: require("socket.io-msgpack-parser") })`. It pays for messages with many
    /// numbers or with binary data.
    #[cfg(feature = "msgpack")]
    #[cfg_attr(docsrs, doc(cfg(feature = "msgpack")))]
    Msgpack,
}

impl Parser {
    /// Tells the protocol server, with what it may keep of a message whose attachments are still on
    /// their way: so many bytes of so many attachments. Without it that would be 10 MB and 10,000 for
    /// each connection, whatever `max_payload` says.
    ///
    /// `MessagePack` has no attachments: a message of it is as long as `max_payload` lets it be.
    pub(crate) fn set<A: Adapter>(
        self,
        server: SocketIoBuilder<A>,
        attached_bytes: usize,
        attachments: usize,
    ) -> SocketIoBuilder<A> {
        match self {
            Self::Common => server.with_parser(
                ParserConfig::common()
                    .max_incoming_binary_buf_size(attached_bytes)
                    .max_incoming_binaries(attachments),
            ),
            #[cfg(feature = "msgpack")]
            Self::Msgpack => server.with_parser(ParserConfig::msgpack()),
        }
    }
}
