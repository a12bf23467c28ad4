//! `said` reads what a server of Node says, in both languages: the function behind a fuzz target.

use bytes::Bytes;
use socketioxide_core::Value;

use super::{
    answer::Answer,
    arguments::Arguments,
    classic::Classic,
    clients::Clients,
    description::Description,
    dialect::{Dialect, Here, Reply},
    pack::{Reader, Writer},
    recipients::Recipients,
    said::{Asker, Deed, Said},
    sharded::Sharded,
};
use crate::{adapter::redis::fuzz::Forms, protocol::RoomChange};

const PREFIX: &str = "socket.io";
const NAMESPACE: &str = "/chat";
/// This server.
const OWN: &str = "me";
/// The room in which a socket of this server is.
const ROOM: &str = "red";

/// What is read of a message that has come over one of the channels of the first language.
pub(in crate::adapter::redis) fn classic(channel: u8, message: &Bytes, forms: &mut Forms<'_>) {
    let channel = match channel % 4 {
        0 => "socket.io-request#/chat#",
        1 => "socket.io#/chat#",
        2 => "socket.io#/chat#red#",
        _ => "socket.io-response#/chat#me#",
    };
    read(
        &Classic::new(PREFIX, NAMESPACE, OWN),
        channel,
        message,
        forms,
    );
}

/// What is read of a message that has come over one of the channels of the other language.
pub(in crate::adapter::redis) fn sharded(channel: u8, message: &Bytes, forms: &mut Forms<'_>) {
    let channel = match channel % 3 {
        0 => "socket.io#/chat#",
        1 => "socket.io#/chat#red#",
        _ => "socket.io#/chat#me#",
    };
    read(
        &Sharded::new(PREFIX, NAMESPACE, OWN),
        channel,
        message,
        forms,
    );
}

fn read(dialect: &dyn Dialect, channel: &str, message: &Bytes, forms: &mut Forms<'_>) {
    let here = Here {
        has_room: &|room| room == ROOM,
        waits: true,
    };
    let Ok(Some(said)) = dialect.read(channel, message, &here) else {
        return;
    };
    let length = message.len();
    match said {
        Said::Event(arguments, to) => {
            event(&arguments, length, forms);
            recipients(to, length);
        }
        Said::Question(who, arguments, to) => {
            event(&arguments, length, forms);
            recipients(to, length);
            asker(dialect, &who, length);
        }
        Said::Told(told, to) => {
            told.confirm
                .iter()
                .for_each(|who| asker(dialect, who, length));
            if let Deed::ChangeRooms(change, rooms) = told.what {
                assert!(kept(&rooms) <= 40 * length);
                change_rooms(dialect, change, &rooms, &to);
            }
            recipients(to, length);
        }
        Said::Asked(_, who, to) => {
            asker(dialect, &who, length);
            recipients(to, length);
        }
        Said::EventForServers(event, payload) => {
            assert!(event.len() <= 3 * length);
            // Bytes are numbers there, as Node writes them.
            assert!(payload.get().len() <= 40 * length);
            let written = dialect.event_for_servers(&event, &payload);
            assert!(written.is_ok(), "{event:?}: {payload}");
        }
        Said::Answer(given) => answer(given, length, forms),
    }
}

fn kept(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// What is read can be written for other servers, and is the same then.
fn recipients(to: Recipients, length: usize) {
    assert!(to.rooms.len() + to.except.len() <= length);
    assert!(kept(&to.rooms) + kept(&to.except) <= 40 * length);
    let mut packed = Writer::default();
    to.write(&mut packed);
    let again = Recipients::read(&mut Reader(packed.bytes()));
    let json = serde_json::to_vec(&to);
    let from_json = json.and_then(|json| serde_json::from_slice::<Recipients>(&json));
    for again in [again.ok(), from_json.ok()] {
        let Some(again) = again else {
            unreachable!("{to:?} cannot be read again");
        };
        // Rooms that are numbers are written as such too, behind the others.
        assert!(again.rooms.starts_with(&to.rooms) || has_both(&again.rooms, &to.rooms));
        assert!(again.except.starts_with(&to.except) || has_both(&again.except, &to.except));
    }
    let (rooms, except) = (to.rooms.len(), to.except.len());
    let options = to.options();
    assert_eq!((options.rooms.len(), options.except.len()), (rooms, except));
}

/// Whether the rooms are the same, each once or twice.
fn has_both(again: &[String], rooms: &[String]) -> bool {
    let all = again.iter().all(|room| rooms.contains(room));
    all && rooms.iter().all(|room| again.contains(room))
}

fn change_rooms(dialect: &dyn Dialect, change: RoomChange, rooms: &[String], to: &Recipients) {
    let rooms: Vec<_> = rooms.iter().map(|room| room.clone().into()).collect();
    let written = dialect.change_rooms(change, &rooms, to);
    assert!(written.is_ok_and(|parcel| !parcel.message.is_empty()));
}

/// Who asks can be answered.
fn asker(dialect: &dyn Dialect, who: &Asker, length: usize) {
    assert!(who.uid.len() + who.id.len() <= 3 * length);
    let count = dialect.reply(who, Reply::ClientCount(1));
    assert!(count.is_ok());
}

fn answer(given: Answer, length: usize, forms: &mut Forms<'_>) {
    assert!(given.sockets.len() <= length);
    assert!(kept(&given.rooms) <= 3 * length);
    for socket in given.sockets {
        let Some(socket) = socket.read() else {
            continue;
        };
        let headers = socket.headers.len();
        assert!(headers <= length && kept(&socket.rooms) <= 3 * length);
        // What is described once more can be read once more.
        let described = serde_json::to_string(&Description::of(socket));
        let Ok(described) = described else {
            unreachable!("a description cannot be written");
        };
        assert!(described.len() <= 1_000 + 40 * length);
        let again = serde_json::from_str::<super::described::DescribedSocket>(&described);
        assert!(
            again.is_ok_and(|again| again.read().is_some()),
            "{described}"
        );
    }
    if let Some(arguments) = given.arguments {
        written(&arguments, length, forms);
    }
}

fn event(arguments: &Arguments, length: usize, forms: &mut Forms<'_>) {
    if arguments.are_of_event() {
        written(arguments, length, forms);
    }
}

/// The arguments as both kinds of clients read them.
fn written(arguments: &Arguments, length: usize, forms: &mut Forms<'_>) {
    let [json, packed] = [Clients::Json, Clients::MessagePack].map(|clients| {
        let same = match arguments {
            Arguments::Packed(packed) => Arguments::Packed(packed.clone()),
            Arguments::Text(text) => Arguments::Text(text.clone()),
        };
        clients.read(same).ok()
    });
    compared(json, packed, length, forms);
}

/// Hands both forms on, if they are not much longer than what was received.
pub(in crate::adapter::redis) fn compared(
    json: Option<Value>,
    packed: Option<Value>,
    length: usize,
    forms: &mut Forms<'_>,
) {
    if let Some(Value::Str(text, attachments)) = &json {
        // The longest is binary data of no bytes, of which a placeholder is left.
        assert!(text.len() <= 40 * (length + 1), "{text}");
        let attachments = attachments.iter().flatten();
        assert!(attachments.map(Bytes::len).sum::<usize>() <= length);
    }
    if let Some(Value::Bytes(bytes)) = &packed {
        // A date is longer there than where it comes from.
        assert!(bytes.len() <= 3 * (length + 1));
    }
    if let (Some(Value::Str(text, attachments)), Some(Value::Bytes(packed))) = (json, packed) {
        forms(text.as_str(), attachments.unwrap_or_default(), &packed);
    }
}

/// Whether the message begins with a whole value.
pub(in crate::adapter::redis) fn is_whole(message: &[u8]) -> bool {
    Reader(message).skip().is_ok()
}
