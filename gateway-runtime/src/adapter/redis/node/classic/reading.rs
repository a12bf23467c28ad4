//! `Classic::said` reads what another server says.

use bytes::Bytes;

use super::{Classic, broadcast::Broadcast, question::Question, request::Request, types};
use crate::{
    adapter::redis::node::{
        answer::Answer,
        dialect::Here,
        pack::Read,
        recipients::Recipients,
        said::{Asker, Deed, Said, Told, Wanted},
    },
    protocol::RoomChange,
};

impl Classic {
    pub(super) fn said(
        &self,
        channel: &str,
        message: &Bytes,
        here: &Here<'_>,
    ) -> Read<Option<Said>> {
        if channel == self.names.requests {
            return self.requested(message);
        }
        if let Some(room) = self.names.room(channel) {
            // Most broadcasts to a room concern no client of this server.
            if !room.is_empty() && !(here.has_room)(room) {
                return Ok(None);
            }
            let broadcast = Broadcast::read(message, &self.uid)?;
            let broadcast = broadcast.filter(|one| one.packet.is_of(&self.names.namespace));
            return Ok(broadcast.map(|one| Said::Event(one.packet.arguments(), one.recipients)));
        }
        // What others have asked is answered here too.
        here.waits
            .then(|| Answer::read(message).map(Said::Answer))
            .transpose()
    }

    fn requested(&self, message: &Bytes) -> Read<Option<Said>> {
        let Some(request) = Request::read(message)? else {
            let question = Question::read(message)?.filter(|one| one.asker.uid != self.uid);
            return Ok(question
                .map(|one| Said::Question(one.asker, one.packet.arguments(), one.recipients)));
        };
        if request.uid.as_ref() == Some(&self.uid) {
            return Ok(None);
        }
        Ok(request.said())
    }
}

impl Request {
    /// `None` if it says nothing that is known.
    fn said(mut self) -> Option<Said> {
        let asker = Asker {
            uid: self.uid.take().unwrap_or_default(),
            id: self.id.take().unwrap_or_default(),
        };
        match self.r#type? {
            types::SOCKETS => {
                let recipients = Recipients::within(self.rooms);
                Some(Said::Asked(Wanted::Ids, asker, recipients))
            }
            types::ALL_ROOMS => Some(Said::Asked(Wanted::Rooms, asker, Recipients::default())),
            types::FETCH => {
                let recipients = self.opts.unwrap_or_default();
                Some(Said::Asked(Wanted::Descriptions, asker, recipients))
            }
            types::JOIN => self.told(asker, |rooms, _| Deed::ChangeRooms(RoomChange::Join, rooms)),
            types::LEAVE => self.told(asker, |rooms, _| {
                Deed::ChangeRooms(RoomChange::Leave, rooms)
            }),
            types::DISCONNECT => self.told(asker, |_, close| Deed::Disconnect { close }),
            types::SERVER_SIDE_EMIT => {
                let mut data = self.data.unwrap_or_default().into_iter();
                let event = serde_json::from_str(data.next()?.get()).ok()?;
                Some(Said::EventForServers(
                    event,
                    data.next().unwrap_or_default(),
                ))
            }
            _ => None,
        }
    }

    fn told(self, asker: Asker, deed: impl FnOnce(Vec<String>, bool) -> Deed) -> Option<Said> {
        let (recipients, rooms, confirm) = match (self.opts, self.sid) {
            (Some(recipients), _) => (recipients, self.rooms, None),
            // Older servers mean one socket, whose server answers.
            (None, Some(sid)) => {
                let confirm = Some(asker).filter(|asker| !asker.id.is_empty());
                let rooms = self.room.into_iter().collect();
                (Recipients::in_room(&sid), rooms, confirm)
            }
            (None, None) => return None,
        };
        let what = deed(rooms, self.close);
        Some(Said::Told(Told { what, confirm }, recipients))
    }
}
