//! `Parser` is the format of messages on the wire.

/// The format of messages on the wire: socket.io's
/// [custom parser](https://socket.io/docs/v4/custom-parser/). All clients of an app have to use the parser of
/// the app.
///
/// Gateways do not see the difference: bodies, answers and events are the same types, with the same
/// errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parser {
    /// JSON, with binary data beside it as attachments: what clients use unless they are configured
    /// otherwise.
    #[default]
    Common,
    /// `MessagePack`, which is binary as a whole: for clients made with
    /// `io(url, { parser: require("socket.io-msgpack-parser") })`. The format pays off for messages with
    /// many numbers or with binary data.
    #[cfg(feature = "msgpack")]
    #[cfg_attr(docsrs, doc(cfg(feature = "msgpack")))]
    Msgpack,
}
