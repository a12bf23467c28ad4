//! `Message` is what a manager of python-socketio writes: JSON, as its versions from 5.14 on have it.

use std::collections::VecDeque;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::names::{Name, Names};
use crate::protocol::RoomChange;

/// What is to be done, and where.
pub(super) struct Message<'a> {
    pub(super) namespace: String,
    pub(super) deed: Deed<'a>,
}

/// What is to be done.
pub(super) enum Deed<'a> {
    Emit(Emit<'a>),
    Disconnect {
        socket: String,
    },
    ChangeRoom {
        change: RoomChange,
        socket: String,
        room: String,
    },
    CloseRoom {
        room: String,
    },
}

/// An event for clients.
pub(super) struct Emit<'a> {
    pub(super) event: String,
    /// Values of JSON, with placeholders for the attachments.
    pub(super) arguments: Vec<&'a RawValue>,
    pub(super) attachments: VecDeque<Bytes>,
    /// `None` are all clients.
    pub(super) rooms: Option<Vec<String>>,
    pub(super) except: Vec<String>,
}

/// Why a message is not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unread {
    /// An older version has written it.
    #[error("it is a pickle")]
    Pickle,
    /// Nothing that a server of another kind could do, such as the answer of a callback.
    #[error("its method is `{0}`")]
    Method(String),
    #[error("{0}")]
    Malformed(&'static str),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// The members of all messages, read one by one, since those of unknown methods may be anything.
#[derive(Deserialize)]
struct Written<'a> {
    method: String,
    #[serde(borrow)]
    namespace: Option<&'a RawValue>,
    #[serde(borrow)]
    event: Option<&'a RawValue>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    binary: Option<&'a RawValue>,
    #[serde(borrow)]
    room: Option<&'a RawValue>,
    #[serde(borrow)]
    skip_sid: Option<&'a RawValue>,
    #[serde(borrow)]
    sid: Option<&'a RawValue>,
}

/// What a pickle begins with, in each protocol that Python 3 writes by default.
const PICKLE: u8 = 0x80;

impl<'a> Message<'a> {
    /// Reads a message.
    ///
    /// # Errors
    /// It is none that a server has to do something for.
    pub(super) fn read(message: &'a [u8]) -> Result<Self, Unread> {
        if message.first() == Some(&PICKLE) {
            return Err(Unread::Pickle);
        }
        let written: Written<'_> = serde_json::from_slice(message)?;
        let deed = match written.method.as_str() {
            "emit" => Deed::Emit(Emit::read(&written)?),
            "disconnect" => Deed::Disconnect {
                socket: member(written.sid)?,
            },
            "enter_room" => written.change_room(RoomChange::Join)?,
            "leave_room" => written.change_room(RoomChange::Leave)?,
            "close_room" => Deed::CloseRoom {
                room: member(written.room).map(Name::into_text)?,
            },
            _ => return Err(Unread::Method(written.method)),
        };
        let namespace: Option<String> = member(written.namespace)?;
        Ok(Self {
            namespace: namespace.unwrap_or_else(|| "/".to_owned()),
            deed,
        })
    }
}

impl<'a> Written<'a> {
    fn change_room(&self, change: RoomChange) -> Result<Deed<'a>, Unread> {
        Ok(Deed::ChangeRoom {
            change,
            socket: member(self.sid)?,
            room: member(self.room).map(Name::into_text)?,
        })
    }
}

impl<'a> Emit<'a> {
    fn read(written: &Written<'a>) -> Result<Self, Unread> {
        let is_binary: Option<bool> = member(written.binary)?;
        let (values, attachments) = if is_binary == Some(true) {
            with_attachments(written.data)?
        } else {
            (written.data, VecDeque::new())
        };
        let rooms: Names = member(written.room)?;
        let except: Names = member(written.skip_sid)?;
        Ok(Self {
            event: member(written.event)?,
            arguments: arguments(values)?,
            attachments,
            rooms: rooms.into_rooms(),
            except: except.into_sockets(),
        })
    }
}

/// A member; what is missing is `null`.
fn member<'a, T: Deserialize<'a>>(written: Option<&'a RawValue>) -> Result<T, Unread> {
    Ok(serde_json::from_str(written.map_or("null", RawValue::get))?)
}

/// The arguments that are meant by a value, as a server of Python takes it: the items of an array are one each, any other
/// value is one, and nothing is none.
fn arguments(value: Option<&RawValue>) -> Result<Vec<&RawValue>, Unread> {
    let Some(value) = value else {
        return Ok(Vec::new());
    };
    let arguments: Vec<&RawValue> = if value.get().starts_with('[') {
        serde_json::from_str(value.get())?
    } else {
        vec![value]
    };
    match arguments.as_slice() {
        [one] if one.get() == "null" => Ok(Vec::new()),
        _ => Ok(arguments),
    }
}

/// The value with placeholders, which is the first item, and the attachments, which are the others.
fn with_attachments(
    data: Option<&RawValue>,
) -> Result<(Option<&RawValue>, VecDeque<Bytes>), Unread> {
    let items: Vec<&RawValue> = member(data)?;
    let (value, texts) = items
        .split_first()
        .ok_or(Unread::Malformed("binary data is empty"))?;
    let attachments = texts.iter().map(|text| {
        let text: String = member(Some(text))?;
        let bytes = BASE64_STANDARD.decode(text);
        let bytes = bytes.map_err(|_| Unread::Malformed("an attachment is no base64"))?;
        Ok(Bytes::from(bytes))
    });
    Ok((Some(*value), attachments.collect::<Result<_, Unread>>()?))
}

#[cfg(test)]
mod tests;
