//! `Recipients` are the sockets that a message of Node's is for: its `opts`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use socketioxide_core::adapter::{BroadcastFlags, BroadcastOptions, Room};

use super::{
    lenient::rooms,
    pack::{Read, Reader, Writer},
};

/// Whom something is for. The flags are written with broadcasts alone.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Recipients {
    #[serde(deserialize_with = "rooms", serialize_with = "rooms_of_node")]
    pub(super) rooms: Vec<String>,
    #[serde(deserialize_with = "rooms", serialize_with = "rooms_of_node")]
    pub(super) except: Vec<String>,
    #[serde(deserialize_with = "flags", skip_serializing)]
    flags: Flags,
}

#[derive(Debug, Default)]
struct Flags {
    is_volatile: bool,
    /// How long clients may take to answer.
    timeout: Option<Duration>,
}

/// Flags of JSON. What is of another type than Node writes is left out.
fn flags<'de, D: Deserializer<'de>>(from: D) -> Result<Flags, D::Error> {
    let members = Option::<Map<String, Value>>::deserialize(from)?.unwrap_or_default();
    let timeout = members.get("timeout").and_then(Value::as_u64);
    Ok(Flags {
        is_volatile: members.get("volatile") == Some(&Value::Bool(true)),
        timeout: timeout.map(Duration::from_millis),
    })
}

/// Rooms as Node's servers find them: a room whose name is a whole number may be one of text or one of a number there.
fn rooms_of_node<S: Serializer>(rooms: &[String], to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Room<'a> {
        Text(&'a str),
        Number(i64),
    }

    to.collect_seq(rooms.iter().flat_map(|room| {
        let number = number(room).map(Room::Number);
        [Some(Room::Text(room)), number].into_iter().flatten()
    }))
}

/// The number that JavaScript prints like this.
fn number(room: &str) -> Option<i64> {
    /// JavaScript can tell the whole numbers below from one another.
    const EXACT: u64 = 1 << 53;
    let number: i64 = room.parse().ok()?;
    let is_printed_so = number.to_string() == room && number.unsigned_abs() < EXACT;
    is_printed_so.then_some(number)
}

/// JavaScript takes what is missing for false.
pub(super) fn truth<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

impl Recipients {
    /// The sockets in any of `rooms`; all sockets, if there are no rooms.
    pub(super) fn within(rooms: Vec<String>) -> Self {
        Self {
            rooms,
            ..Self::default()
        }
    }

    /// The sockets in a room.
    pub(super) fn in_room(room: &str) -> Self {
        Self::within(vec![room.to_owned()])
    }

    /// In Node's words. Each socket is in the room of its id, here and there.
    pub(super) fn of(options: &BroadcastOptions) -> Self {
        let named = |rooms: &[Room]| rooms.iter().map(Room::to_string).collect();
        let mut recipients = Self {
            rooms: named(&options.rooms),
            except: named(&options.except),
            flags: Flags {
                is_volatile: options.has_flag(BroadcastFlags::Volatile),
                timeout: None,
            },
        };
        if let Some(caller) = options.sid {
            if options.has_flag(BroadcastFlags::Broadcast) {
                recipients.except.push(caller.to_string());
            } else if recipients.rooms.is_empty() {
                recipients.rooms.push(caller.to_string());
            }
        }
        recipients
    }

    /// The same, if clients may take so long to answer.
    pub(super) fn with_timeout(mut self, timeout: Duration) -> Self {
        self.flags.timeout = Some(timeout);
        self
    }

    /// How long clients may take to answer.
    pub(super) fn timeout(&self) -> Option<Duration> {
        self.flags.timeout
    }

    /// In the words of the protocol library.
    pub(super) fn options(self) -> BroadcastOptions {
        let mut options = BroadcastOptions::default();
        options
            .rooms
            .extend(self.rooms.into_iter().map(Room::Owned));
        options
            .except
            .extend(self.except.into_iter().map(Room::Owned));
        options.add_flag(BroadcastFlags::Broadcast);
        if self.flags.is_volatile {
            options.add_flag(BroadcastFlags::Volatile);
        }
        options
    }

    /// Whether all sockets are meant.
    pub(super) fn are_all(&self) -> bool {
        self.rooms.is_empty() && self.except.is_empty()
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.map(3);
        for (name, rooms) in [("rooms", &self.rooms), ("except", &self.except)] {
            to.str(name);
            let numbers = || rooms.iter().filter_map(|room| number(room));
            to.array(rooms.len() + numbers().count());
            for room in rooms {
                to.str(room);
            }
            for number in numbers() {
                to.int(number);
            }
        }
        to.str("flags");
        to.map(usize::from(self.flags.is_volatile) + usize::from(self.flags.timeout.is_some()));
        if self.flags.is_volatile {
            to.str("volatile");
            to.bool(true);
        }
        if let Some(timeout) = self.flags.timeout {
            to.str("timeout");
            to.uint(u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX));
        }
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Read<Self> {
        let mut recipients = Self::default();
        from.members(|key, from| {
            match key {
                "rooms" => recipients.rooms = from.rooms()?,
                "except" => recipients.except = from.rooms()?,
                "flags" => recipients.read_flags(from)?,
                _ => from.skip()?,
            }
            Ok(())
        })?;
        Ok(recipients)
    }

    fn read_flags(&mut self, from: &mut Reader<'_>) -> Read<()> {
        from.members(|flag, from| {
            match flag {
                "volatile" => self.flags.is_volatile = from.optional_bool()?.unwrap_or_default(),
                "timeout" => self.flags.timeout = from.optional_uint()?.map(Duration::from_millis),
                _ => from.skip()?,
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use socketioxide_core::Sid;

    use super::*;

    #[test]
    fn a_caller_is_left_out_or_meant_alone() {
        let caller = Sid::new();
        let mut options = BroadcastOptions::new(caller);
        let alone = Recipients::of(&options);
        assert_eq!(alone.rooms, [caller.to_string()]);
        assert!(alone.except.is_empty());

        options.add_flag(BroadcastFlags::Broadcast);
        options.rooms.push("red".into());
        let others = Recipients::of(&options);
        assert_eq!(others.rooms, ["red"]);
        assert_eq!(others.except, [caller.to_string()]);
    }

    #[test]
    fn rooms_that_are_numbers_are_read() {
        let json = r#"{"rooms":["a",1,-2,1.5],"except":null,"flags":{}}"#;
        let recipients: Recipients = serde_json::from_str(json).expect("is read");
        assert_eq!(recipients.rooms, ["a", "1", "-2", "1.5"]);
        assert!(recipients.except.is_empty());
    }

    #[test]
    fn rooms_that_may_be_numbers_on_node_are_written_as_both() {
        let rooms = ["42", "042", "-1", "1.5", "9007199254740993", "a"].map(str::to_owned);
        let recipients = Recipients::within(rooms.to_vec());
        let json = serde_json::to_value(&recipients).expect("is JSON");
        assert_eq!(
            json["rooms"],
            serde_json::json!(["42", 42, "042", "-1", -1, "1.5", "9007199254740993", "a"])
        );
        let mut to = Writer::default();
        recipients.write(&mut to);
        let read = Recipients::read(&mut Reader(to.bytes())).expect("is read");
        assert_eq!(read.rooms[..6], rooms);
        assert_eq!(read.rooms[6..], ["42", "-1"]);
    }

    #[test]
    fn flags_of_json_are_read() {
        let read = |json: &str| serde_json::from_str::<Recipients>(json).expect("is read");
        let volatile = read(r#"{"flags":{"volatile":true,"timeout":1500,"compress":false}}"#);
        assert!(volatile.flags.is_volatile);
        assert_eq!(volatile.timeout(), Some(Duration::from_millis(1_500)));
        for json in [
            "{}",
            r#"{"flags":null}"#,
            r#"{"flags":{"volatile":1,"timeout":"a"}}"#,
        ] {
            let plain = read(json);
            assert!(
                !plain.flags.is_volatile && plain.timeout().is_none(),
                "{json}"
            );
        }
    }

    #[test]
    fn what_is_packed_is_read() {
        let mut options = BroadcastOptions::default();
        options.rooms.extend(["a".into(), "b".into()]);
        options.except.push("c".into());
        options.add_flag(BroadcastFlags::Volatile);
        let recipients = Recipients::of(&options).with_timeout(Duration::from_millis(1_500));
        let mut to = Writer::default();
        recipients.write(&mut to);
        let read = Recipients::read(&mut Reader(to.bytes())).expect("is read");
        assert_eq!(format!("{read:?}"), format!("{recipients:?}"));
    }
}
