//! `Rooms` is what names one room or several: text, a `SocketId`, or a list of these.

use std::borrow::Cow;

use crate::protocol::SocketId;

/// One room or several: text, a [`SocketId`], or a list or array of these.
///
/// ```
/// fn takes(_: impl gateway_runtime::Rooms) {}
///
/// let user = String::from("user:7");
/// takes("lobby");
/// takes(&user);
/// takes(["lobby", "kitchen"]);
/// takes(vec![user]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name rooms",
    label = "neither text nor a `SocketId` nor a list of these",
    note = "pass text, for example `\"lobby\"` or `format!(\"user:{{id}}\")`"
)]
pub trait Rooms {
    /// Adds the rooms' names to `names`.
    #[doc(hidden)]
    fn add_to(self, names: &mut Vec<Cow<'static, str>>);
}

/// The names of `rooms`, in the form that the protocol takes.
pub(crate) fn collect_rooms(rooms: impl Rooms) -> Vec<Cow<'static, str>> {
    let mut names = Vec::new();
    rooms.add_to(&mut names);
    names
}

impl Rooms for &str {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        names.push(Cow::Owned(self.to_owned()));
    }
}

impl Rooms for String {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        names.push(Cow::Owned(self));
    }
}

impl Rooms for &String {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        self.as_str().add_to(names);
    }
}

impl Rooms for Cow<'static, str> {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        names.push(self);
    }
}

impl Rooms for SocketId {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        names.push(Cow::Owned(self.to_string()));
    }
}

impl Rooms for &SocketId {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        (*self).add_to(names);
    }
}

impl<R: Rooms> Rooms for Vec<R> {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        for room in self {
            room.add_to(names);
        }
    }
}

impl<R: Rooms, const N: usize> Rooms for [R; N] {
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        for room in self {
            room.add_to(names);
        }
    }
}

impl<'a, R> Rooms for &'a [R]
where
    &'a R: Rooms,
{
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        for room in self {
            room.add_to(names);
        }
    }
}

impl<'a, R> Rooms for &'a Vec<R>
where
    &'a R: Rooms,
{
    fn add_to(self, names: &mut Vec<Cow<'static, str>>) {
        self.as_slice().add_to(names);
    }
}
