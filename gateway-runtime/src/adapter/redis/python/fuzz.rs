//! `said` reads what an emitter of Python says: the function behind a fuzz target.

use super::message::{Deed, Message};
use crate::adapter::redis::{
    fuzz::Forms,
    node::{Clients, fuzz::compared},
};

pub(in crate::adapter::redis) fn said(message: &[u8], forms: &mut Forms<'_>) {
    let length = message.len();
    let Ok(read) = Message::read(message) else {
        return;
    };
    assert!(read.namespace.len() <= length);
    match read.deed {
        Deed::Emit(emit) => {
            let rooms = emit.rooms.iter().flatten().chain(&emit.except);
            assert!(rooms.map(String::len).sum::<usize>() <= 40 * length);
            let [json, packed] = [Clients::Json, Clients::MessagePack]
                .map(|clients| clients.event(&emit.event, &emit.arguments, &emit.attachments));
            assert_eq!(json.is_some(), packed.is_some());
            compared(json, packed, length, forms);
        }
        Deed::Disconnect { socket } => assert!(socket.len() <= length),
        Deed::ChangeRoom { socket, room, .. } => {
            assert!(socket.len() <= length && room.len() <= 40 * length);
        }
        Deed::CloseRoom { room } => assert!(room.len() <= 40 * length),
    }
}
