//! `NamespaceClients` are the clients that this server has in one namespace.

use std::sync::{Arc, Weak};

use socketioxide_core::{
    Sid,
    adapter::{BroadcastFlags, BroadcastOptions, CoreLocalAdapter, Room},
    packet::Packet,
};

use super::message::{Deed, Emit};
use crate::{
    adapter::redis::node::Clients,
    protocol::{DynAdapter, RoomChange, SocketioxideEmitter},
};

type Local = CoreLocalAdapter<SocketioxideEmitter>;

/// The clients of a namespace, for as long as it exists.
#[derive(Clone)]
pub(super) struct NamespaceClients {
    adapter: Weak<dyn DynAdapter>,
    form: Clients,
}

impl NamespaceClients {
    pub(super) fn of(adapter: &Arc<dyn DynAdapter>) -> Self {
        Self {
            adapter: Arc::downgrade(adapter),
            form: Clients::of(adapter.local_dyn()),
        }
    }

    /// Does what is told with those whom it concerns.
    pub(super) fn carry_out(&self, deed: Deed<'_>) {
        let Some(adapter) = self.adapter.upgrade() else {
            return;
        };
        let local = adapter.local_dyn();
        match deed {
            Deed::Emit(emit) => self.emit(local, emit),
            Deed::Disconnect { socket } => {
                if let Some(socket) = found(local, &socket) {
                    let _ = local.disconnect_socket(BroadcastOptions::new(socket));
                }
            }
            Deed::ChangeRoom {
                change,
                socket,
                room,
            } => {
                if let Some(socket) = found(local, &socket) {
                    change_room(local, change, socket, room);
                }
            }
            Deed::CloseRoom { room } => close_room(local, room),
        }
    }

    fn emit(&self, local: &Local, emit: Emit<'_>) {
        let mut options = BroadcastOptions::default();
        options.add_flag(BroadcastFlags::Broadcast);
        match emit.rooms {
            // No room has no clients; the library takes none for all.
            Some(rooms) if rooms.is_empty() => return,
            Some(rooms) => options.rooms.extend(rooms.into_iter().map(Room::Owned)),
            None => {}
        }
        let except = emit.except.into_iter().map(Room::Owned);
        options.except.extend(except);
        // Most events for a room concern no client of this server.
        if !options.rooms.is_empty() && local.sockets(options.clone()).is_empty() {
            return;
        }
        let event = self
            .form
            .event(&emit.event, &emit.arguments, &emit.attachments);
        if let Some(event) = event {
            let packet = Packet::event(local.path().clone(), event);
            // A client whose buffer is full misses it, as with every broadcast of another server.
            let _ = local.broadcast(packet, options);
        } else {
            tracing::debug!(
                event = emit.event,
                "what an emitter of Python emits cannot be written for clients"
            );
        }
    }
}

/// The socket with this id, if it is one of this server.
fn found(local: &Local, id: &str) -> Option<Sid> {
    let socket: Sid = id.parse().ok()?;
    let is_here = local.sockets(in_room(id.to_owned())).contains(&socket);
    is_here.then_some(socket)
}

/// The sockets in a room.
fn in_room(room: String) -> BroadcastOptions {
    let mut options = BroadcastOptions::default();
    options.add_flag(BroadcastFlags::Broadcast);
    options.rooms.push(Room::Owned(room));
    options
}

fn change_room(local: &Local, change: RoomChange, socket: Sid, room: String) {
    let options = BroadcastOptions::new(socket);
    match change {
        // Who is in the room of another socket would get what is for that one: Python refuses it too.
        RoomChange::Join if found(local, &room).is_some_and(|other| other != socket) => {
            tracing::debug!(
                room,
                "an emitter of Python lets nobody enter the room of another socket"
            );
        }
        RoomChange::Join => local.add_sockets(options, Room::Owned(room)),
        RoomChange::Leave => local.del_sockets(options, Room::Owned(room)),
    }
}

fn close_room(local: &Local, room: String) {
    // A socket without the room of its id could not be reached any more: Python refuses it too.
    if found(local, &room).is_some() {
        tracing::debug!(
            room,
            "an emitter of Python cannot close the room of a socket"
        );
        return;
    }
    local.del_sockets(in_room(room.clone()), Room::Owned(room));
}
