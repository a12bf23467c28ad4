//! `Name` and `Names` are the names of rooms and sockets, as Python writes them.

use serde::Deserialize;
use serde_json::Number;

/// The name of a room. In Python a number is one too, which is another room than its text; no client tells them apart.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Name {
    Text(String),
    Number(Number),
}

/// One name, or several; or nothing, which as a room is the one that everybody is in.
#[derive(Default, Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    #[default]
    Nothing,
    One(Name),
    Several(Vec<Option<Name>>),
}

impl Name {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Names {
    /// The rooms with these names; `None` if the one that everybody is in is among them.
    pub(super) fn into_rooms(self) -> Option<Vec<String>> {
        match self {
            Self::Nothing => None,
            Self::One(name) => Some(vec![name.into_text()]),
            Self::Several(names) => {
                let names = names.into_iter().map(|name| name.map(Name::into_text));
                names.collect()
            }
        }
    }

    /// The sockets with these names.
    pub(super) fn into_sockets(self) -> Vec<String> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(name) => vec![name.into_text()],
            Self::Several(names) => {
                let names = names.into_iter().flatten();
                names.map(Name::into_text).collect()
            }
        }
    }
}
