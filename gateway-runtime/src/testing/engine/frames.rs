//! `payloads` and `packets` write and read the bodies of polling: packets with a separator between them.

use base64::{Engine as _, prelude::BASE64_STANDARD};

use super::Outgoing;
use crate::wire::Frame;

/// What separates packets.
const SEPARATOR: char = '\u{1e}';

/// The bodies that carry these packets, in order. Each has as many as fit into `most` bytes, and one at least.
pub(super) fn payloads(packets: &[Outgoing], most: usize) -> Vec<String> {
    let mut bodies: Vec<String> = Vec::new();
    for packet in packets.iter().map(written) {
        match bodies.last_mut() {
            Some(body) if body.len() + packet.len() < most => {
                body.push(SEPARATOR);
                body.push_str(&packet);
            }
            _ => bodies.push(packet),
        }
    }
    bodies
}

fn written(packet: &Outgoing) -> String {
    match packet {
        Outgoing::Message(Frame::Text(text)) => format!("4{text}"),
        Outgoing::Message(Frame::Binary(bytes)) => format!("b{}", BASE64_STANDARD.encode(bytes)),
        Outgoing::Raw(text) => text.clone(),
        Outgoing::Close => "1".to_owned(),
    }
}

/// The packets in a body.
pub(super) fn packets(body: &str) -> Vec<Frame> {
    let packets = body.split(SEPARATOR).filter(|packet| !packet.is_empty());
    packets
        .map(|packet| match packet.strip_prefix('b') {
            Some(base64) => {
                Frame::Binary(BASE64_STANDARD.decode(base64).unwrap_or_default().into())
            }
            None => Frame::Text(packet.to_owned()),
        })
        .collect()
}
