//! `State` is what has come over a connection, and puts each packet where the test looks for it.

use std::{collections::HashMap, sync::Arc};

use super::{
    Answerer,
    inbox::{End, Event, Inbox},
    transcript::{Direction, Transcript},
};
use crate::{
    protocol::{Packet, SocketId},
    testing::{engine::Line, refused::Refused},
    wire::{ClientPacket, PacketKind, PacketReader, emitted, read_value},
};

/// What has come over a connection, and what is to be done with it.
#[derive(Default)]
pub(super) struct State {
    /// `None` before the line is open, and after it has ended.
    pub(super) line: Option<Line>,
    pub(super) reader: PacketReader,
    pub(super) inboxes: HashMap<String, Inbox>,
    pub(super) answerers: HashMap<(String, String), Answerer>,
    pub(super) transcript: Transcript,
    /// Whether the line has ended.
    pub(super) is_lost: bool,
    /// What no server may do, and what a test has answered wrongly.
    pub(super) broken: Option<String>,
    /// Whether the test was told of that.
    pub(super) is_noticed: bool,
}

/// A question of the server, with who answers it.
pub(super) struct Question {
    pub(super) answerer: Answerer,
    pub(super) namespace: String,
    pub(super) packet: Packet,
    pub(super) id: i64,
}

impl State {
    /// Notes what the client sends, or would if it still had a connection.
    pub(super) fn note_sent(&mut self, packet: &str) {
        if self.is_lost {
            let not_sent = format!("(not sent: the connection has ended) {packet}");
            self.transcript.note(Direction::To, &not_sent);
        } else {
            self.transcript.note(Direction::To, packet);
        }
    }

    /// The inbox of a namespace, made when it is asked for first.
    pub(super) fn inbox(&mut self, namespace: &str) -> &mut Inbox {
        self.inboxes.entry(namespace.to_owned()).or_default()
    }

    /// Puts a packet into its inbox, or returns the question that it is.
    pub(super) fn take(&mut self, packet: ClientPacket) -> Option<Question> {
        let ClientPacket { namespace, kind } = packet;
        match kind {
            PacketKind::Connect(payload) => match socket_of(payload.as_ref()) {
                Some(socket) => self.inbox(&namespace).socket = Some(socket),
                None => self.broken = Some("the server's CONNECT has no socket id".to_owned()),
            },
            PacketKind::ConnectError(payload) => {
                let refused = Refused::by_namespace(&payload);
                self.inbox(&namespace).refused = Some(refused);
            }
            PacketKind::Disconnect => self.inbox(&namespace).end(End::ByServer),
            PacketKind::Acknowledgement(payload, id) => {
                self.inbox(&namespace).answers.insert(id, payload);
            }
            PacketKind::Event(packet, id) => {
                let name = emitted(&packet).0;
                if let Some(id) = id
                    && let Some(answerer) = self.answerers.get(&(namespace.clone(), name.clone()))
                {
                    return Some(Question {
                        answerer: Arc::clone(answerer),
                        namespace,
                        packet,
                        id,
                    });
                }
                self.inbox(&namespace)
                    .events
                    .push_back(Event { name, packet });
            }
        }
        None
    }
}

/// The socket's id in the server's CONNECT.
fn socket_of(payload: Option<&Packet>) -> Option<SocketId> {
    #[derive(serde::Deserialize)]
    struct Connected {
        sid: SocketId,
    }
    let connected: Connected = read_value(payload?).ok()?;
    Some(connected.sid)
}
