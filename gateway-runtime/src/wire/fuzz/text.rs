//! `text` is the target of packets of JSON without binary data.

use std::collections::VecDeque;

use bytes::Bytes;
use serde_json::{Value as Json, value::RawValue};

use super::readings::{alike, arguments, everything, kept};
use crate::{
    protocol::{Form, Packet},
    wire::{Args, acknowledged, connect_payload, event_of, tree::Tree, write::Written},
};

/// Reads the bytes as a packet of JSON: straight from the text, through a tree, and as the same packet in `MessagePack`.
pub(crate) fn text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let plain = Packet::text(text);
    everything(&plain, text.len());
    // With an attachment that nothing refers to, all is read through a tree.
    let unused = VecDeque::from([Bytes::from_static(b"x")]);
    let through_tree = Packet::attached(text, unused);
    everything(&through_tree, text.len());
    if let Ok(value) = serde_json::from_str::<Json>(text) {
        assert_eq!(connect_payload::<Json>(Some(&plain)).ok(), Some(value));
    }
    if text.contains("_placeholder") {
        return;
    }
    as_acknowledgement(text, &plain, &through_tree);
    // The protocol library passes on only what begins with a text without escapes.
    let Some(name) = name(text) else { return };
    assert_eq!(event_of(&plain).0, name);
    let Some(trees) = arguments(&through_tree) else {
        return;
    };
    assert_eq!(arguments(&plain).as_ref(), Some(&trees));
    alike(&plain, &through_tree, text.len(), "text and tree");
    kept(&trees, text.len(), 0);
    if let Some(packed) = packed(name, &trees) {
        assert_eq!(event_of(&packed).0, name);
        alike(&plain, &packed, text.len(), "text and MessagePack");
    }
}

/// The name of the event, if the text is a list that begins with one.
fn name(text: &str) -> Option<&str> {
    let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    serde_json::from_str(items.first()?.get()).ok()
}

fn as_acknowledgement(text: &str, plain: &Packet, through_tree: &Packet) {
    let Ok(Json::Array(list)) = serde_json::from_str(text) else {
        return;
    };
    let at = |number: usize| {
        list.get(number)
            .filter(|value: &&Json| !value.is_null())
            .cloned()
    };
    for packet in [plain, through_tree] {
        let read = acknowledged::<Args<(Option<Json>, Option<Json>)>>(packet);
        let Ok(Args(read)) = read else {
            unreachable!("{packet:?} is no acknowledgement");
        };
        assert_eq!(read, (at(0), at(1)), "{packet:?}");
    }
}

/// The same event in `MessagePack`; `None` if it has more arguments than `Args` may hold.
fn packed(name: &str, trees: &[Tree]) -> Option<Packet> {
    let form = Form::Packed;
    let written = match trees {
        [] => Written::new(form, Some(name), &Args(())),
        [one] => Written::new(form, Some(name), one),
        [one, two] => Written::new(form, Some(name), &Args((one, two))),
        [one, two, three] => Written::new(form, Some(name), &Args((one, two, three))),
        _ => return None,
    };
    let Ok(written) = written else {
        unreachable!("{trees:?} are not written");
    };
    Some(written.into_packet())
}
