//! `everything` reads a packet in each way; `alike` compares what two packets are read as.

use std::fmt::Debug;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::{
    trees,
    types::{Choice, Closed, Either, Mixed, Open, Tagged, Texts},
};
use crate::{
    protocol::Packet,
    wire::{
        Args, ArgumentReader, Echo, FieldNames, acknowledged, connect_payload, event_of,
        tree::Tree, undecodable::Undecodable,
    },
};

/// How many arguments are looked at.
const ARGUMENTS: usize = 3;

/// The longest error that a packet of so many bytes may cause: an error quotes what was sent, with escapes.
fn longest_error(packet: usize) -> usize {
    10 * packet + 1_000
}

/// Calls a macro with each type.
macro_rules! for_each_type {
    ($macro:ident!($($arguments:expr),*)) => {
        $macro!($($arguments),*; Json, Option<Json>, Open, Closed, Choice, Tagged, Either, Texts, Mixed, Bytes, Vec<u8>, (), u64,
            i32, f64, f32, bool, char, String, Option<Vec<Choice>>)
    };
}

/// Decodes the packet, which has so many bytes, as everything that there is. Nothing may panic, and no error may be much
/// longer than the packet.
pub(super) fn everything(packet: &Packet, bytes: usize) {
    let (event, end) = event_of(packet);
    assert!(event.len() < end);
    macro_rules! decoded {
        ($($type:ty),*) => {$(
            let mut reader = ArgumentReader::at(end);
            for _ in 0..ARGUMENTS {
                checked(reader.next::<$type>(packet), bytes);
            }
            checked(ArgumentReader::member::<$type>(packet, "key"), bytes);
            checked(acknowledged::<$type>(packet), bytes);
            let _ = connect_payload::<$type>(Some(packet));
        )*};
    }
    macro_rules! each {
        (; $($type:ty),*) => { decoded!($($type),*) };
    }
    for_each_type!(each!());
    checked(
        acknowledged::<Args<(Json, Option<Open>, ())>>(packet),
        bytes,
    );
    for path in ["key", "inner.inner.first_name", "map[0].a", "[1].0", "."] {
        let _ = FieldNames::of_argument::<Closed>(packet, 0).path(path);
        let _ = FieldNames::of_argument::<Vec<Open>>(packet, 1).path(path);
        let _ = FieldNames::of_member::<Closed>(packet, "inner").path(path);
    }
    if let Some(echo) = Echo::of(packet) {
        let _ = serde_json::to_string(&echo);
    }
}

fn checked<T>(read: Result<T, Undecodable>, packet: usize) {
    if let Err(what) = read {
        let error = what.in_event("e");
        assert!(error.message().len() <= longest_error(packet), "{error:?}");
    }
}

/// Asserts that each argument is the same in both packets, whatever it is read as.
pub(super) fn alike(one: &Packet, other: &Packet, why: &str) {
    macro_rules! compared {
        ($($type:ty),*) => {$(
            let [first, second] = [one, other].map(|packet| {
                let mut reader = ArgumentReader::at(event_of(packet).1);
                (0..ARGUMENTS).map(|_| shown(reader.next::<$type>(packet))).collect::<Vec<_>>()
            });
            // Behind what is refused, a reader stands where it was.
            for (first, second) in first.iter().zip(&second) {
                assert_eq!(first, second, "{why}: {one:?} and {other:?}");
                if first.is_none() {
                    break;
                }
            }
            assert_eq!(
                shown(ArgumentReader::member::<$type>(one, "key")),
                shown(ArgumentReader::member::<$type>(other, "key")),
                "{why}: `key` of {one:?} and {other:?}"
            );
        )*};
    }
    macro_rules! each {
        (; $($type:ty),*) => { compared!($($type),*) };
    }
    for_each_type!(each!());
}

fn shown<T: DeserializeOwned + Debug>(read: Result<T, Undecodable>) -> Option<String> {
    read.ok().map(|value| format!("{value:?}"))
}

/// All arguments, if all of the packet can be read.
pub(super) fn arguments(packet: &Packet) -> Option<Vec<Tree>> {
    crate::wire::argument_reader::all_arguments(packet).ok()
}

/// Asserts that what is read is not more than so many bytes can stand for, and that it is still the same when it was written
/// and read again.
pub(super) fn kept(arguments: &[Tree], bytes: usize, attached: usize) {
    let size = trees::Size::of(arguments);
    assert!(size.values <= bytes, "{size:?} of {bytes} bytes");
    assert!(size.text <= 3 * bytes, "{size:?} of {bytes} bytes");
    assert!(size.binary <= attached, "{size:?} of {attached} bytes");
    arguments.iter().for_each(trees::survives);
}
