//! `Recipients` are the sockets that a message of Node's is for: its `opts`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;
use socketioxide_core::adapter::{BroadcastFlags, BroadcastOptions, Room};

use super::pack::{Read, Reader, Writer};

/// Whom something is for. The flags travel with broadcasts alone.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Recipients {
    #[serde(deserialize_with = "strings")]
    pub(super) rooms: Vec<String>,
    #[serde(deserialize_with = "strings")]
    pub(super) except: Vec<String>,
    #[serde(skip)]
    is_volatile: bool,
    /// How long clients may take to answer.
    #[serde(skip)]
    pub(super) timeout: Option<Duration>,
}

/// Strings of JSON. Rooms of JavaScript may be numbers.
pub(super) fn strings<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Room {
        Text(String),
        Number(Number),
    }

    let rooms = Option::<Vec<Room>>::deserialize(from)?.unwrap_or_default();
    let rooms = rooms.into_iter().map(|room| match room {
        Room::Text(text) => text,
        Room::Number(number) => number.to_string(),
    });
    Ok(rooms.collect())
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
            is_volatile: options.has_flag(BroadcastFlags::Volatile),
            timeout: None,
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
        if self.is_volatile {
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
            to.array(rooms.len());
            for room in rooms {
                to.str(room);
            }
        }
        to.str("flags");
        to.map(usize::from(self.is_volatile) + usize::from(self.timeout.is_some()));
        if self.is_volatile {
            to.str("volatile");
            to.bool(true);
        }
        if let Some(timeout) = self.timeout {
            to.str("timeout");
            to.uint(u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX));
        }
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Read<Self> {
        let mut recipients = Self::default();
        from.members(|key, from| {
            match key {
                "rooms" => recipients.rooms = from.strings()?,
                "except" => recipients.except = from.strings()?,
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
                "volatile" => self.is_volatile = from.optional_bool()?.unwrap_or_default(),
                "timeout" => self.timeout = from.optional_uint()?.map(Duration::from_millis),
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
    fn what_is_packed_is_read() {
        let mut options = BroadcastOptions::default();
        options.rooms.extend(["a".into(), "b".into()]);
        options.except.push("c".into());
        options.add_flag(BroadcastFlags::Volatile);
        let mut recipients = Recipients::of(&options);
        recipients.timeout = Some(Duration::from_millis(1_500));
        let mut to = Writer::default();
        recipients.write(&mut to);
        let read = Recipients::read(&mut Reader(to.bytes())).expect("is read");
        assert_eq!(format!("{read:?}"), format!("{recipients:?}"));
    }
}
