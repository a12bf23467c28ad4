//! `NodeAdapter::listen` does what the other servers say, in the order in which it comes.

use std::sync::Arc;

use bytes::Bytes;
use socketioxide_core::{
    adapter::{BroadcastOptions, Room},
    packet::Packet,
};
use tokio::sync::mpsc;

use super::{
    adapter::NodeAdapter,
    message::{Answer, Broadcast, EventPacket, Question, Request, RequestType},
    pack::{Malformed, Read},
    recipients::Recipients,
};
use crate::protocol::mark_as_closing;

impl NodeAdapter {
    /// Reads until the namespace is closed. What cannot be read is ignored, as Node does.
    pub(super) async fn listen(self: Arc<Self>, mut messages: mpsc::Receiver<(String, Vec<u8>)>) {
        while let Some((channel, message)) = messages.recv().await {
            if self.receive(&channel, &message.into()).is_err() {
                tracing::debug!(channel, "what another server says cannot be read");
            }
        }
    }

    fn receive(self: &Arc<Self>, channel: &str, message: &Bytes) -> Read<()> {
        let namespace = &self.namespace;
        if channel == namespace.names.requests {
            return self.requested(message);
        }
        if let Some(room) = namespace.names.room(channel) {
            return self.broadcasted(room, message);
        }
        // What others have asked is answered here too.
        if !namespace.asked.is_empty() {
            namespace.asked.answered(Answer::read(message)?);
        }
        Ok(())
    }

    fn broadcasted(&self, room: &str, message: &Bytes) -> Read<()> {
        // Most broadcasts to a room concern no client of this server.
        let is_of_others = || {
            let here = self.local.sockets(Recipients::in_room(room).options());
            here.is_empty()
        };
        if !room.is_empty() && is_of_others() {
            return Ok(());
        }
        let Some(broadcast) = Broadcast::read(message, &self.namespace.uid)? else {
            return Ok(());
        };
        if broadcast.packet.is_of(self.local.path()) {
            let packet = self.packet(&broadcast.packet)?;
            // A client whose buffer is full misses it, as with every broadcast of another server.
            let _ = self.local.broadcast(packet, broadcast.recipients.options());
        }
        Ok(())
    }

    /// An event as the clients of the namespace read it.
    pub(super) fn packet(&self, packet: &EventPacket) -> Read<Packet> {
        if packet.arguments.is_empty() {
            return Err(Malformed);
        }
        let arguments = self.clients.read(&packet.arguments)?;
        Ok(Packet::event(self.local.path().clone(), arguments))
    }

    /// Answers a request, or does what it tells.
    fn requested(self: &Arc<Self>, message: &Bytes) -> Read<()> {
        let Some(request) = Request::read(message)? else {
            let question = Question::read(message)?;
            if let Some(question) = question
                && question.uid != self.namespace.uid
            {
                self.asked_clients(question);
            }
            return Ok(());
        };
        if request.uid.as_ref() == Some(&self.namespace.uid) {
            return Ok(());
        }
        match request.kind() {
            Some(kind @ (RequestType::Sockets | RequestType::AllRooms | RequestType::Fetch)) => {
                self.asked_server(kind, request);
            }
            Some(kind @ (RequestType::Join | RequestType::Leave | RequestType::Disconnect)) => {
                self.told(kind, request);
            }
            Some(RequestType::ServerSideEmit) => self.emitted_to_server(request),
            None => {}
        }
        Ok(())
    }

    fn told(self: &Arc<Self>, kind: RequestType, request: Request) {
        let (options, rooms) = match (request.opts, &request.sid) {
            (Some(recipients), _) => (recipients.options(), request.rooms),
            // Older servers mean one socket, whose server answers.
            (None, Some(sid)) => {
                let options = || Recipients::in_room(sid).options();
                if self.local.sockets(options()).is_empty() {
                    return;
                }
                if let Some(id) = &request.id {
                    self.confirm(id);
                }
                (options(), request.room.into_iter().collect())
            }
            (None, None) => return,
        };
        let rooms: Vec<Room> = rooms.into_iter().map(Room::Owned).collect();
        match kind {
            RequestType::Join => self.local.add_sockets(options, rooms),
            RequestType::Leave => self.local.del_sockets(options, rooms),
            _ => self.disconnect(options, request.close),
        }
    }

    fn disconnect(&self, options: BroadcastOptions, close: bool) {
        if close {
            mark_as_closing(&self.local, options.clone());
        }
        let _ = self.local.disconnect_socket(options);
    }

    /// An event for servers. Its sender may want an answer, which no method of a gateway gives: it gets its own error
    /// when its time is over, as it does beside a server of Node that does not listen.
    fn emitted_to_server(&self, request: Request) {
        let Some(listener) = self.namespace.listener.get() else {
            return;
        };
        let mut data = request.data.unwrap_or_default().into_iter();
        let event = data
            .next()
            .and_then(|event| serde_json::from_str(event.get()).ok());
        if let Some(event) = event {
            let payload = data.next().unwrap_or_default();
            listener.event(self.local.path(), event, payload);
        }
    }
}
