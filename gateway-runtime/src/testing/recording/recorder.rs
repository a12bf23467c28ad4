//! `Records` is the recorder of a server that runs nowhere: it keeps what was done, and answers questions as a test has
//! said.

use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};

use super::{
    filter::Filter,
    order::Order,
    record::{Kind, Record},
};
use crate::{
    error::SharingError,
    handles::Notice,
    protocol::{
        Deed, Packet, Recipients, RecordedAnswers, RecordedQuestion, Recorder, Room, RoomChange,
        SocketId,
    },
    session::Lifecycle,
    sync::lock,
    wire::emitted,
};

/// The arguments of an acknowledgement, or why there is none.
pub(super) type Answer = dyn Fn(&Packet) -> Result<Packet, String> + Send + Sync;

/// A client that answers a question; or that does not, in time.
pub(super) struct Answerer {
    pub(super) filter: Filter,
    pub(super) event: String,
    pub(super) answer: Option<Box<Answer>>,
}

/// What was done with a recording server.
pub(super) struct Records {
    /// The namespace in the gateway's attribute.
    pattern: &'static str,
    pub(super) lifecycle: Arc<Lifecycle>,
    pub(super) state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) entries: Vec<Entry>,
    /// Each with the id of its socket.
    pub(super) answerers: Vec<(SocketId, Arc<Answerer>)>,
    /// What a test has answered wrongly.
    pub(super) broken: Option<String>,
    pub(super) others_are_away: bool,
}

/// A record, and whether a test has asked for it already.
pub(super) struct Entry {
    pub(super) record: Record,
    pub(super) is_taken: bool,
}

impl Records {
    pub(super) fn new(pattern: &'static str) -> Self {
        Self {
            pattern,
            lifecycle: Arc::default(),
            state: Mutex::default(),
        }
    }

    fn record_of(&self, path: &str, recipients: &Recipients, deed: Deed<'_>) -> Record {
        let kind = match deed {
            Deed::Emit(packet) => event(packet),
            Deed::ChangeRooms(RoomChange::Join, rooms) => Kind::Order(Order::Join(names(rooms))),
            Deed::ChangeRooms(RoomChange::Leave, rooms) => Kind::Order(Order::Leave(names(rooms))),
            Deed::Disconnect => Kind::Order(Order::Disconnect),
            Deed::Close => Kind::Order(Order::Close),
            Deed::Tell(message) => server_event(message),
        };
        Record::new(self.pattern, path, recipients, kind)
    }
}

impl Recorder for Records {
    fn record(
        &self,
        path: &str,
        recipients: Recipients,
        deed: Deed<'_>,
    ) -> Result<(), SharingError> {
        let is_for_others_only = matches!(deed, Deed::Tell(_));
        let record = self.record_of(path, &recipients, deed);
        let mut state = lock(&self.state);
        let shared = state.shared(&recipients);
        if shared.is_ok() || !is_for_others_only {
            state.entries.push(Entry {
                record,
                is_taken: false,
            });
        }
        shared
    }

    fn ask(&self, path: &str, question: RecordedQuestion) -> RecordedAnswers {
        let RecordedQuestion {
            packet,
            recipients,
            timeout,
        } = question;
        let name = emitted(&packet).0;
        let kind = Kind::Event {
            name: name.clone(),
            packet: packet.clone(),
            question: Some(timeout),
        };
        let record = Record::new(self.pattern, path, &recipients, kind);
        let mut state = lock(&self.state);
        let answerers: Vec<_> = state
            .answerers
            .iter()
            .filter(|(id, answerer)| {
                answerer.event == name && state.is_asked(*id, answerer, &record)
            })
            .cloned()
            .collect();
        // Who answers has seen the event.
        let is_taken = answerers.iter().any(|(_, one)| one.answer.is_some());
        state.entries.push(Entry { record, is_taken });
        let shared = state.shared(&recipients);
        drop(state);
        // Without the lock: an answer may use the server.
        let answers = answerers.into_iter().map(|(id, answerer)| {
            let answer = answerer.answer.as_ref().and_then(|answer| {
                let noted = |why| _ = lock(&self.state).broken.get_or_insert(why);
                answer(&packet).map_err(noted).ok()
            });
            (id, answer)
        });
        RecordedAnswers {
            answers: answers.collect(),
            shared,
        }
    }
}

impl State {
    /// Whether a client gets a question.
    fn is_asked(&self, id: SocketId, answerer: &Answerer, record: &Record) -> bool {
        let own = id.to_string();
        if record.except.contains(&own) {
            return false;
        }
        if record.rooms.contains(&own) {
            return answerer.filter.is_in_namespace_of(record);
        }
        let is_a_client =
            |room: &String| self.answerers.iter().any(|(id, _)| id.to_string() == *room);
        let is_for_others = !record.rooms.is_empty() && record.rooms.iter().all(is_a_client);
        !is_for_others && answerer.filter.accepts(record)
    }

    /// Whether the other servers are told what is done with the recipients.
    fn shared(&self, recipients: &Recipients) -> Result<(), SharingError> {
        if self.others_are_away && !recipients.is_local() {
            return Err(SharingError("the test has said so".into()));
        }
        Ok(())
    }

    /// All records, for who reads why a test has failed.
    pub(super) fn listed(&self) -> String {
        let mut listed = String::new();
        for (index, Entry { record, is_taken }) in self.entries.iter().enumerate() {
            let taken = if *is_taken { " (seen before)" } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(listed, "\n  {}. {record}{taken}", index + 1);
        }
        if listed.is_empty() {
            listed.push_str(" nothing");
        }
        listed
    }
}

fn event(packet: Packet) -> Kind {
    Kind::Event {
        name: emitted(&packet).0,
        packet,
        question: None,
    }
}

/// What the other servers are told, as the packet of an event.
fn server_event(message: &str) -> Kind {
    let (name, payload) = match serde_json::from_str(message) {
        Ok(Notice::Event(event)) => (event.event, event.payload.get().to_owned()),
        // The handles write nothing else.
        Err(error) => (String::new(), format!("{:?}", error.to_string())),
    };
    let packet = Packet::text(format!("[{},{payload}]", serde_json::json!(name)));
    Kind::ServerEvent { name, packet }
}

fn names(rooms: Vec<Room>) -> Vec<String> {
    rooms.into_iter().map(Into::into).collect()
}
