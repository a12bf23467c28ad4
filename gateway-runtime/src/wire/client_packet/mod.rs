//! `ClientPacket` is a packet of Socket.IO as a client writes and reads it: the other side of the protocol library's
//! parsers, of which nothing is used here, so that a mistake of theirs does not cancel itself out
//! (Socket.IO protocol, revision 5).

#[cfg(feature = "testing-contract")]
mod json;
#[cfg(feature = "msgpack")]
mod packed;
mod text;

#[cfg(feature = "testing-contract")]
pub(crate) use json::json;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Error;

use super::{
    acknowledged::acknowledged, payload::Payload, tree::Tree, undecodable::Undecodable,
    write::Written,
};
use crate::{
    options::Parser,
    protocol::{Contents, Form, Packet},
};

/// A packet, with the namespace that it is for.
#[derive(Clone, Debug)]
pub(crate) struct ClientPacket {
    /// With its leading slash.
    pub(crate) namespace: String,
    pub(crate) kind: PacketKind,
}

/// What a packet says.
#[derive(Clone, Debug)]
pub(crate) enum PacketKind {
    /// With what the client or the server has to say: the client its `auth`, the server the socket's id.
    Connect(Option<Packet>),
    Disconnect,
    /// The name and the arguments; with the number of the acknowledgement, if one is asked for.
    Event(Packet, Option<i64>),
    /// The arguments of an acknowledgement, and its number.
    Acknowledgement(Packet, i64),
    /// The server has refused the client.
    ConnectError(Packet),
}

/// A part of a packet, as the connection carries it: all of a packet, or an attachment behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Text(String),
    Binary(Bytes),
}

/// Puts packets together from what a connection brings.
#[derive(Debug, Default)]
pub(crate) struct PacketReader {
    /// The packet whose attachments are still to come.
    partial: Option<text::Partial>,
}

impl PacketReader {
    /// The packet that `frame` ends; nothing if attachments are still to come.
    ///
    /// # Errors
    /// What is wrong with the packet.
    pub(crate) fn read(
        &mut self,
        parser: Parser,
        frame: Frame,
    ) -> Result<Option<ClientPacket>, Error> {
        match frame {
            #[cfg(feature = "msgpack")]
            Frame::Binary(bytes) if parser == Parser::Msgpack => packed::read(&bytes).map(Some),
            frame => {
                let _ = parser;
                text::read(&mut self.partial, frame)
            }
        }
    }
}

impl ClientPacket {
    /// The packet as the connection carries it.
    pub(crate) fn frames(&self, parser: Parser) -> Vec<Frame> {
        match parser {
            Parser::Common => text::frames(self),
            #[cfg(feature = "msgpack")]
            Parser::Msgpack => vec![Frame::Binary(packed::bytes(self))],
        }
    }

    /// The packet as people read it, whatever the parser is.
    pub(crate) fn readable(&self) -> String {
        text::readable(self)
    }
}

/// The form of payloads that this parser sends.
fn form(parser: Parser) -> Form {
    match parser {
        Parser::Common => Form::Json,
        #[cfg(feature = "msgpack")]
        Parser::Msgpack => Form::Packed,
    }
}

/// Writes the arguments of an event behind its name, or those of an acknowledgement.
///
/// # Errors
/// A value does not serialise.
pub(crate) fn written(
    parser: Parser,
    event: Option<&str>,
    payload: &dyn Payload,
) -> Result<Packet, Error> {
    Ok(Written::new(form(parser), event, payload)?.into_packet())
}

/// Writes one value, which is what CONNECT carries.
///
/// # Errors
/// The value does not serialise.
pub(crate) fn written_value(parser: Parser, value: &dyn Payload) -> Result<Packet, Error> {
    let list = written(parser, None, value)?;
    Ok(match list.contents() {
        Contents::Text(text) | Contents::Attached(text, _) => Packet::text(
            text.strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
                .unwrap_or(text),
        ),
        // The head of a list of one value is one byte.
        Contents::Packed(bytes) => Packet::packed(bytes.slice(1..)),
    })
}

/// Reads one value, which is what the server's CONNECT and `CONNECT_ERROR` carry.
///
/// # Errors
/// The value is something else.
pub(crate) fn read_value<T: DeserializeOwned>(value: &Packet) -> Result<T, Undecodable> {
    let list = match value.contents() {
        Contents::Text(text) | Contents::Attached(text, _) => Packet::text(format!("[{text}]")),
        Contents::Packed(bytes) => {
            let mut list = vec![0x91];
            list.extend_from_slice(bytes);
            Packet::packed(list)
        }
    };
    acknowledged(&list)
}

/// The arguments of an event or of an acknowledgement as JSON, for people; binary data is shown by its length.
pub(crate) fn shown(packet: &Packet) -> String {
    match packet.contents() {
        Contents::Text(text) => text.to_owned(),
        Contents::Attached(text, attachments) => {
            let attachments: Vec<Bytes> = attachments.iter().cloned().collect();
            match Tree::written(text, &attachments) {
                Ok(tree) => shown_tree(&tree),
                Err(_) => text.to_owned(),
            }
        }
        Contents::Packed(bytes) => match super::packed::value(bytes, 0) {
            Ok(Some((tree, _))) => shown_tree(&tree),
            _ => format!("<{} bytes>", bytes.len()),
        },
    }
}

fn shown_tree(tree: &Tree) -> String {
    match tree {
        Tree::Bytes(bytes) => format!("<{} bytes>", bytes.len()),
        Tree::List(items) => {
            let items: Vec<String> = items.iter().map(shown_tree).collect();
            format!("[{}]", items.join(","))
        }
        Tree::Object(fields) => {
            let fields = fields.iter();
            let fields: Vec<String> = fields
                .map(|(key, value)| format!("{key:?}:{}", shown_tree(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
