//! `read` and `frames` know packets of JSON, with attachments behind them.

use std::collections::VecDeque;

use serde::de::Error as _;
use serde_json::Error;

use super::{ClientPacket, Frame, PacketKind, shown};
use crate::protocol::{Contents, Packet};

/// A packet whose attachments are still to come.
#[derive(Debug)]
pub(super) struct Partial {
    namespace: String,
    kind: char,
    id: Option<i64>,
    text: String,
    missing: usize,
    attachments: VecDeque<bytes::Bytes>,
}

impl Partial {
    fn complete(self) -> Result<ClientPacket, Error> {
        let packet = if self.attachments.is_empty() {
            Packet::text(self.text)
        } else {
            Packet::attached(self.text, self.attachments)
        };
        let kind = match (self.kind, self.id) {
            ('2' | '5', id) => PacketKind::Event(packet, id),
            ('3' | '6', Some(id)) => PacketKind::Acknowledgement(packet, id),
            _ => return Err(Error::custom("an acknowledgement without a number")),
        };
        Ok(ClientPacket {
            namespace: self.namespace,
            kind,
        })
    }
}

/// The packet that `frame` ends.
///
/// # Errors
/// What is wrong with the packet.
pub(super) fn read(
    partial: &mut Option<Partial>,
    frame: Frame,
) -> Result<Option<ClientPacket>, Error> {
    match (partial.take(), frame) {
        (None, Frame::Text(text)) => {
            let found = begun(&text)?;
            match found {
                Begun::Whole(packet) => Ok(Some(packet)),
                Begun::Part(part) if part.missing == 0 => part.complete().map(Some),
                Begun::Part(part) => {
                    *partial = Some(part);
                    Ok(None)
                }
            }
        }
        (Some(mut part), Frame::Binary(bytes)) => {
            part.attachments.push_back(bytes);
            part.missing -= 1;
            if part.missing == 0 {
                return part.complete().map(Some);
            }
            *partial = Some(part);
            Ok(None)
        }
        (Some(part), Frame::Text(_)) => Err(Error::custom(format!(
            "a packet came where {} attachments were missing",
            part.missing
        ))),
        (None, Frame::Binary(_)) => Err(Error::custom("an attachment without a packet")),
    }
}

enum Begun {
    Whole(ClientPacket),
    Part(Partial),
}

/// `5` `2-` `/chat,` `7` `["say",{"_placeholder":true,"num":0}]`
fn begun(text: &str) -> Result<Begun, Error> {
    let no_packet = || Error::custom(format!("no packet: {text:?}"));
    let mut characters = text.chars();
    let kind = characters.next().ok_or_else(no_packet)?;
    let mut rest = characters.as_str();
    let mut missing = 0;
    if matches!(kind, '5' | '6') {
        let (count, after) = rest.split_once('-').ok_or_else(no_packet)?;
        missing = count.parse().map_err(|_| no_packet())?;
        rest = after;
    }
    let namespace = if rest.starts_with('/') {
        let (namespace, after) = rest.split_once(',').unwrap_or((rest, ""));
        rest = after;
        namespace.to_owned()
    } else {
        "/".to_owned()
    };
    let digits = rest.len()
        - rest
            .trim_start_matches(|one: char| one.is_ascii_digit())
            .len();
    let is_numbered = matches!(kind, '2' | '3' | '5' | '6') && digits > 0;
    let id = match is_numbered.then(|| rest.split_at(digits)) {
        Some((digits, after)) => {
            rest = after;
            Some(digits.parse().map_err(|_| no_packet())?)
        }
        None => None,
    };
    let payload = || (!rest.is_empty()).then(|| Packet::text(rest));
    let kind = match kind {
        '0' => PacketKind::Connect(payload()),
        '1' => PacketKind::Disconnect,
        '4' => PacketKind::ConnectError(payload().ok_or_else(no_packet)?),
        '2' | '3' | '5' | '6' => {
            return Ok(Begun::Part(Partial {
                namespace,
                kind,
                id,
                text: rest.to_owned(),
                missing,
                attachments: VecDeque::new(),
            }));
        }
        _ => return Err(no_packet()),
    };
    Ok(Begun::Whole(ClientPacket { namespace, kind }))
}

/// The packet as the connection carries it.
pub(super) fn frames(packet: &ClientPacket) -> Vec<Frame> {
    let mut attachments = Vec::new();
    if let Some(payload) = payload(packet)
        && let Contents::Attached(_, binary) = payload.contents()
    {
        attachments.extend(binary.iter().cloned().map(Frame::Binary));
    }
    let json = match payload(packet).map(Packet::contents) {
        Some(Contents::Text(text) | Contents::Attached(text, _)) => text.to_owned(),
        Some(Contents::Packed(_)) | None => String::new(),
    };
    let mut frames = vec![Frame::Text(head(packet, attachments.len(), &json))];
    frames.extend(attachments);
    frames
}

/// The packet as people read it.
pub(super) fn readable(packet: &ClientPacket) -> String {
    let json = payload(packet).map(shown).unwrap_or_default();
    head(packet, 0, &json)
}

fn payload(packet: &ClientPacket) -> Option<&Packet> {
    match &packet.kind {
        PacketKind::Connect(payload) => payload.as_ref(),
        PacketKind::Disconnect => None,
        PacketKind::Event(payload, _)
        | PacketKind::Acknowledgement(payload, _)
        | PacketKind::ConnectError(payload) => Some(payload),
    }
}

fn head(packet: &ClientPacket, attachments: usize, json: &str) -> String {
    let (kind, binary, id) = match &packet.kind {
        PacketKind::Connect(_) => ("0", "0", None),
        PacketKind::Disconnect => ("1", "1", None),
        PacketKind::Event(_, id) => ("2", "5", *id),
        PacketKind::Acknowledgement(_, id) => ("3", "6", Some(*id)),
        PacketKind::ConnectError(_) => ("4", "4", None),
    };
    let kind = match attachments {
        0 => kind.to_owned(),
        count => format!("{binary}{count}-"),
    };
    let namespace = match packet.namespace.as_str() {
        "/" => String::new(),
        namespace => format!("{namespace},"),
    };
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    format!("{kind}{namespace}{id}{json}")
}
