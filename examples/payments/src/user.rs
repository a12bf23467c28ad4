//! `UserId` is the id of a user who pays.

use gateway_runtime::prelude::*;

/// How many letters an id may have.
const LONGEST: usize = 64;

/// The id of a user, which has been checked: no text of a client becomes a room's name without a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct UserId(String);

impl UserId {
    /// The room that all connections of the user are in, from all devices and on all servers.
    pub(crate) fn room(&self) -> String {
        format!("user:{}", self.0)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error of a text that is not a user's id.
#[derive(Debug, thiserror::Error)]
#[error("a user id has 1 to {LONGEST} letters and digits of ASCII, or any of `-`, `_`, `.`, `@`")]
pub(crate) struct InvalidUserId;

impl TryFrom<String> for UserId {
    type Error = InvalidUserId;

    fn try_from(text: String) -> Result<Self, InvalidUserId> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.@".contains(&byte);
        if (1..=LONGEST).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(InvalidUserId)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_an_id(text: &str) -> bool {
        UserId::try_from(text.to_owned()).is_ok()
    }

    #[test]
    fn ids_are_short_and_plain() {
        for id in ["7", "An", "an.nguyen@example.com", "a-b_c", &"x".repeat(64)] {
            assert!(is_an_id(id), "{id}");
        }
        for text in [
            "",
            " ",
            "a b",
            "a/b",
            "user:7",
            "Bình",
            "7\n",
            &"x".repeat(65),
        ] {
            assert!(!is_an_id(text), "{text:?}");
        }
    }

    #[test]
    fn the_room_is_the_users_own() {
        let id = UserId::try_from("7".to_owned()).unwrap();
        assert_eq!(id.room(), "user:7");
    }
}
