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
        Args, ArgumentReader, Echo, FieldNames, acknowledged, argument_reader::all_arguments,
        connect_payload, event_of, tree::Tree, undecodable::Undecodable,
    },
};

/// How many arguments are looked at.
const ARGUMENTS: usize = 2;

/// The longest error that a packet of so many bytes may cause: an error quotes what was sent, with escapes.
fn longest_error(packet: usize) -> usize {
    10 * packet + 1_000
}

/// Calls a function for each type of one of three groups: all of them for each input would be slow. Which group it is, the
/// length of the input says.
macro_rules! for_each_type {
    ($length:expr, $function:ident($($argument:expr),*)) => {
        for_each_type!(@ $length, $function ($($argument),*)
            [Json, Open, Closed, (), u64, char]
            [Choice, Tagged, Either, Bytes, f64, String]
            [Texts, Mixed, Vec<u8>, i32, bool, Option<Vec<Choice>>])
    };
    (@ $length:expr, $function:ident $arguments:tt [$($first:ty),*] [$($second:ty),*] [$($third:ty),*]) => {
        match $length % 3 {
            0 => { $( for_each_type!(@ $function $first, $arguments); )* }
            1 => { $( for_each_type!(@ $function $second, $arguments); )* }
            _ => { $( for_each_type!(@ $function $third, $arguments); )* }
        }
    };
    (@ $function:ident $type:ty, ($($argument:expr),*)) => { $function::<$type>($($argument),*) };
}

/// Decodes the packet, which has so many bytes, as everything that there is. Nothing may panic, and no error may be much
/// longer than the packet.
pub(super) fn everything(packet: &Packet, bytes: usize) {
    let (event, end) = event_of(packet);
    assert!(event.len() < end);
    for_each_type!(bytes, decoded(packet, end, bytes));
    // An `f32` is only decoded and never compared: where any crate of the build switches on `float_roundtrip` of `serde_json`,
    // text is read as an `f32` at once, which refuses 1e308, while a tree holds the `f64`, which becomes infinite.
    decoded::<f32>(packet, end, bytes);
    if bytes.is_multiple_of(2) {
        let answer = acknowledged::<Args<(Json, Option<Open>, ())>>(packet);
        checked(answer, bytes);
        return;
    }
    let names = FieldNames::of_argument::<Closed>(packet, 0);
    for path in ["key", "inner.inner.first_name", "map[0].a", "[1].0", "."] {
        let _ = names.path(path);
    }
    let _ = FieldNames::of_argument::<Vec<Open>>(packet, 1).path("[0].key.b");
    let _ = FieldNames::of_member::<Closed>(packet, "inner").path("first_name");
    if let Some(echo) = Echo::of(packet) {
        let _ = serde_json::to_string(&echo);
    }
}

fn decoded<T: DeserializeOwned>(packet: &Packet, end: usize, bytes: usize) {
    let mut reader = ArgumentReader::at(end);
    for _ in 0..ARGUMENTS {
        checked(reader.next::<T>(packet), bytes);
    }
    checked(ArgumentReader::member::<T>(packet, "key"), bytes);
    checked(acknowledged::<T>(packet), bytes);
    let _ = connect_payload::<T>(Some(packet));
}

fn checked<T>(read: Result<T, Undecodable>, packet: usize) {
    if let Err(what) = read {
        let error = what.in_event("e");
        assert!(error.message().len() <= longest_error(packet), "{error:?}");
    }
}

/// Asserts that each argument is the same in both packets, whatever it is read as. The length is that of the input.
pub(super) fn alike(one: &Packet, other: &Packet, length: usize, why: &str) {
    for_each_type!(length, compared(one, other, why));
}

fn compared<T: DeserializeOwned + Debug>(one: &Packet, other: &Packet, why: &str) {
    let [first, second] = [one, other].map(|packet| {
        let mut reader = ArgumentReader::at(event_of(packet).1);
        let read = (0..ARGUMENTS).map(|_| shown(reader.next::<T>(packet)));
        read.collect::<Vec<_>>()
    });
    // Behind what is refused, a reader stands where it was.
    for (first, second) in first.iter().zip(&second) {
        assert_eq!(first, second, "{why}: {one:?} and {other:?}");
        if first.is_none() {
            break;
        }
    }
    let [first, second] =
        [one, other].map(|packet| shown(ArgumentReader::member::<T>(packet, "key")));
    assert_eq!(first, second, "{why}: `key` of {one:?} and {other:?}");
}

fn shown<T: Debug>(read: Result<T, Undecodable>) -> Option<String> {
    read.ok().map(|value| format!("{value:?}"))
}

/// All arguments, if all of the packet can be read.
pub(super) fn arguments(packet: &Packet) -> Option<Vec<Tree>> {
    all_arguments(packet).ok()
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
