//! `Settings` are the options of one protocol server, with their defaults filled in.

use std::time::Duration;

use socketioxide::{ParserConfig, SocketIoBuilder, TransportType, adapter::Adapter};

use crate::options::{Parser, Transport};

/// The size of the buffer into which a WebSocket is read, in bytes: enough for a few messages of common size.
/// Every read clears all of the buffer, and every connection keeps one. Longer messages come in larger pieces,
/// from [`DeadlineStream`](crate::serve::DeadlineStream).
const READ_BUFFER: usize = 1024;

/// What a protocol server has to know of its options.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The path of requests, with a slash at its beginning and without one at its end.
    pub(crate) path: String,
    pub(crate) parser: Parser,
    pub(crate) transports: Vec<Transport>,
    pub(crate) ping_interval: Duration,
    pub(crate) ping_timeout: Duration,
    /// How long a connection may be open without joining a namespace.
    pub(crate) connect_timeout: Duration,
    /// How many bytes a message of a client may have.
    pub(crate) max_payload: usize,
    /// How many bytes the response to a poll may have.
    pub(crate) longest_response: usize,
    /// How many attachments a message of a client may have.
    pub(crate) max_attachments: usize,
    /// How many packets may wait for a connection.
    pub(crate) max_buffer_size: usize,
}

impl Settings {
    pub(super) fn apply(&self, builder: SocketIoBuilder) -> SocketIoBuilder {
        let builder = with_parser(builder, self.parser, self.max_payload, self.max_attachments)
            .req_path(self.path.clone())
            .ping_interval(self.ping_interval)
            .ping_timeout(self.ping_timeout)
            .connect_timeout(self.connect_timeout)
            .max_buffer_size(self.max_buffer_size)
            .ws_read_buffer_size(READ_BUFFER)
            // The library takes one number for the messages of clients and for the response to a poll.
            .max_payload(u64::try_from(self.longest_response).unwrap_or(u64::MAX))
            .ws_max_message_size(self.max_payload)
            .ws_max_frame_size(self.max_payload);
        let polling = self.transports.contains(&Transport::Polling);
        match (polling, self.transports.contains(&Transport::Websocket)) {
            (true, false) => builder.transports([TransportType::Polling]),
            (false, true) => builder.transports([TransportType::Websocket]),
            _ => builder.transports([TransportType::Polling, TransportType::Websocket]),
        }
    }
}

/// Sets the parser, and how much of a message the parser may keep while attachments are still on their way:
/// `attached_bytes` in all, in `attachments` attachments. Without these limits the parser would keep 10 MB and
/// 10,000 attachments for each connection, whatever `max_payload` says.
///
/// `MessagePack` has no attachments: `max_payload` limits the length of its messages.
pub(super) fn with_parser<A: Adapter>(
    server: SocketIoBuilder<A>,
    parser: Parser,
    attached_bytes: usize,
    attachments: usize,
) -> SocketIoBuilder<A> {
    match parser {
        Parser::Common => server.with_parser(
            ParserConfig::common()
                .max_incoming_binary_buf_size(attached_bytes)
                .max_incoming_binaries(attachments),
        ),
        #[cfg(feature = "msgpack")]
        Parser::Msgpack => server.with_parser(ParserConfig::msgpack()),
    }
}
