//! `NodeAdapter::listen` does what the other servers say, in the order in which it comes.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;
use socketioxide_core::{
    adapter::{BroadcastOptions, Room},
    packet::Packet,
};
use tokio::sync::mpsc;

use super::{
    adapter::NodeAdapter,
    arguments::Arguments,
    dialect::Here,
    lenient::NO_ROOM,
    pack::{Malformed, Read},
    recipients::Recipients,
    said::{Deed, Said, Told},
};
use crate::protocol::{RoomChange, RoomFollower as _, mark_as_closing};

impl NodeAdapter {
    /// Listens until the namespace is closed. What cannot be read is ignored, as Node does.
    pub(super) async fn listen(self: Arc<Self>, mut messages: mpsc::Receiver<(String, Vec<u8>)>) {
        while let Some((channel, message)) = messages.recv().await {
            let heard = match self.read(&channel, &message.into()) {
                Ok(Some(said)) => self.hear(said).await,
                Ok(None) => Ok(()),
                Err(malformed) => Err(malformed),
            };
            if heard.is_err() {
                tracing::debug!(channel, "what another server says cannot be read");
            }
        }
    }

    pub(super) fn read(&self, channel: &str, message: &Bytes) -> Read<Option<Said>> {
        let here = Here {
            has_room: &|room| self.has_room(room),
            waits: !self.namespace.asked.is_empty(),
        };
        self.namespace.dialect.read(channel, message, &here)
    }

    /// Whether a socket of this server is in a room.
    pub(super) fn has_room(&self, room: &str) -> bool {
        let here = self.local.sockets(Recipients::in_room(room).options());
        !here.is_empty()
    }

    async fn hear(self: &Arc<Self>, said: Said) -> Read<()> {
        match said {
            Said::Event(arguments, recipients) => {
                let packet = self.packet(arguments)?;
                // A client whose buffer is full misses it, as with every broadcast of another server.
                let _ = self.local.broadcast(packet, recipients.options());
            }
            Said::Question(asker, arguments, recipients) => {
                self.asked_clients(asker, arguments, recipients);
            }
            Said::Told(told, recipients) => self.told(told, recipients.options()).await,
            Said::Asked(wanted, asker, recipients) => {
                self.asked_server(wanted, &asker, recipients);
            }
            Said::EventForServers(event, payload) => self.emitted_to_server(event, payload),
            Said::Answer(answer) => self.namespace.asked.answered(answer),
        }
        Ok(())
    }

    /// An event as the clients of the namespace read it.
    pub(super) fn packet(&self, arguments: Arguments) -> Read<Packet> {
        if !arguments.are_of_event() {
            return Err(Malformed);
        }
        let arguments = self.clients.read(arguments)?;
        Ok(Packet::event(self.local.path().clone(), arguments))
    }

    async fn told(self: &Arc<Self>, told: Told, options: BroadcastOptions) {
        if let Some(asker) = told.confirm {
            if self.local.sockets(options.clone()).is_empty() {
                return;
            }
            self.confirm(&asker);
        }
        match told.what {
            Deed::ChangeRooms(change, rooms) => {
                let rooms = rooms.into_iter().filter(|room| room != NO_ROOM);
                let rooms = rooms.map(Room::Owned).collect();
                self.change_rooms_here(change, options, rooms).await;
            }
            Deed::Disconnect { close } => {
                if close {
                    mark_as_closing(&self.local, options.clone());
                }
                let _ = self.local.disconnect_socket(options);
            }
        }
    }

    /// Lets sockets of this server join rooms or leave them.
    pub(super) async fn change_rooms_here(
        &self,
        change: RoomChange,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) {
        match change {
            RoomChange::Join => self.local.add_sockets(options, rooms.clone()),
            RoomChange::Leave => self.local.del_sockets(options, rooms.clone()),
        }
        if let Some(followed) = self.namespace.dialect.followed() {
            followed.changed(&rooms);
            // What comes next may be meant for clients who emit to the rooms then.
            // Without Redis it is done later.
            let _ = self.catch_up(followed).await;
        }
    }

    /// An event for servers. Its sender may want an answer, which no method of a gateway gives: it gets its own error
    /// when its time is over, as it does beside a server of Node that does not listen.
    fn emitted_to_server(&self, event: String, payload: Box<RawValue>) {
        if let Some(listener) = self.namespace.listener.get() {
            listener.event(self.local.path(), event, payload);
        }
    }
}
