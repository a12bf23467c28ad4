//! `RoomName` is the name of a room, as clients choose it.

use garde::Validate;
use gateway_runtime::prelude::*;
use schemars::JsonSchema;

/// How many rooms a tab can be in at a time.
pub(crate) const MOST_ROOMS: usize = 20;

/// What stands before the names that clients choose, so that nobody joins the room of a user.
const PREFIX: &str = "room:";

/// The name of a room. The rule holds wherever a body has such a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, JsonSchema)]
#[serde(transparent)]
#[garde(transparent)]
pub(crate) struct RoomName(#[garde(length(chars, min = 1, max = 40))] String);

impl RoomName {
    /// The name by which the gateway knows the room.
    pub(crate) fn key(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }

    /// The room that the gateway knows by this name, if clients have chosen it.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        key.strip_prefix(PREFIX).map(|name| Self(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_of_a_user_is_no_room_of_clients() {
        let room = RoomName("user:an".into());
        assert_eq!(room.key(), "room:user:an");
        assert_eq!(RoomName::of_key("user:an"), None);
        assert_eq!(RoomName::of_key(&room.key()), Some(room));
    }
}
