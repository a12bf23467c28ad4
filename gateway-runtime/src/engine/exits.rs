//! `Exits` finds the exit of the session that a request belongs to.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
};

use http::{Method, Request, StatusCode};

use super::{exit::Exit, session_key::SessionId};
use crate::{options::Transport, serve::Wire, sync::lock};

/// The exits of sessions that have begun by polling, by the id of the session.
///
/// An exit lives in the extensions of the request that has begun its session, which the protocol library keeps for
/// exactly as long as the session.
#[derive(Default)]
pub(super) struct Exits(Mutex<Known>);

#[derive(Default)]
struct Known {
    by_session: HashMap<SessionId, Weak<Exit>>,
    /// From which number on those are looked for that are gone.
    too_many: usize,
}

/// How many exits there may be before those are looked for that are gone.
const FEW: usize = 64;

impl Exits {
    fn add(&self, session: SessionId, exit: &Arc<Exit>) {
        let mut known = lock(&self.0);
        if known.by_session.len() >= known.too_many {
            known.by_session.retain(|_, exit| exit.strong_count() > 0);
            // So that each of them is looked at once for each that is added, on average.
            known.too_many = FEW.max(known.by_session.len() * 2);
        }
        known.by_session.insert(session, Arc::downgrade(exit));
    }

    fn find(&self, session: SessionId) -> Option<Arc<Exit>> {
        lock(&self.0).by_session.get(&session)?.upgrade()
    }

    /// What a request means for the exit of its session; without a `session` the request begins one. The exit of a session that
    /// begins is put on the request; a WebSocket has one only if it has a wire.
    pub(super) fn visit<B>(
        self: &Arc<Self>,
        request: &mut Request<B>,
        transport: Transport,
        session: Option<SessionId>,
    ) -> Option<Visit> {
        let wire = request.extensions_mut().remove::<Wire>();
        if transport == Transport::Websocket && wire.is_none() {
            return None;
        }
        let Some(session) = session else {
            let exit = Arc::new(Exit::default());
            request.extensions_mut().insert(Arc::clone(&exit));
            return Some(match wire.filter(|_| transport == Transport::Websocket) {
                Some(wire) => Visit::Upgrades(exit, wire),
                None => Visit::BeginsToPoll(exit, Arc::clone(self)),
            });
        };
        let exit = self.find(session)?;
        Some(match wire.filter(|_| transport == Transport::Websocket) {
            Some(wire) => Visit::Upgrades(exit, wire),
            None if request.method() == Method::POST => Visit::posts(exit),
            None => Visit::Polls {
                exit,
                is_waiting: false,
            },
        })
    }
}

/// A request, for the exit of its session.
pub(super) enum Visit {
    BeginsToPoll(Arc<Exit>, Arc<Exits>),
    /// The connection becomes a WebSocket.
    Upgrades(Arc<Exit>, Wire),
    Polls {
        exit: Arc<Exit>,
        is_waiting: bool,
    },
    Posts(Arc<Exit>),
    /// A message that comes when the session is being ended.
    PostsTooLate,
}

impl Visit {
    fn posts(exit: Arc<Exit>) -> Self {
        if exit.post_begins() {
            Self::Posts(exit)
        } else {
            Self::PostsTooLate
        }
    }

    /// The answer has to wait.
    pub(super) fn waits(&mut self) {
        if let Self::Polls { exit, is_waiting } = self
            && !*is_waiting
        {
            *is_waiting = true;
            exit.poll_waits();
        }
    }

    /// The protocol library has answered.
    pub(super) fn answered(&self, status: StatusCode) {
        if let Self::Upgrades(exit, wire) = self
            && status == StatusCode::SWITCHING_PROTOCOLS
        {
            exit.upgraded(wire);
        }
    }

    /// The packet in which the protocol library tells the session's id.
    pub(super) fn opened(&self, body: &[u8]) {
        if let Self::BeginsToPoll(exit, exits) = self
            && let Some(session) = session_in(body)
        {
            exits.add(session, exit);
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        match self {
            Self::Polls {
                exit,
                is_waiting: true,
            } => exit.poll_ends(),
            Self::Posts(exit) => exit.post_ends(),
            _ => {}
        }
    }
}

/// The id in Engine.IO's packet `open`.
fn session_in(body: &[u8]) -> Option<SessionId> {
    let body = std::str::from_utf8(body).ok()?;
    let (_, rest) = body.split_once(r#""sid":""#)?;
    SessionId::of(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of as many letters as the protocol library's.
    fn session(number: usize) -> SessionId {
        SessionId::of(&format!("{number:016}")).expect("is long enough")
    }

    #[test]
    fn the_exits_of_sessions_that_are_gone_do_not_pile_up() {
        let exits = Exits::default();
        let kept: Vec<Arc<Exit>> = (0..100)
            .map(|number| {
                let exit = Arc::default();
                exits.add(session(number), &exit);
                exit
            })
            .collect();
        for number in 0..10_000 {
            exits.add(session(1_000 + number), &Arc::default());
        }
        assert!(lock(&exits.0).by_session.len() <= 2 * kept.len() + FEW);
        assert!(exits.find(session(99)).is_some());
        assert!(exits.find(session(10_999)).is_none());
    }

    #[test]
    fn the_id_is_found_in_the_packet() {
        let packet = br#"97:0{"sid":"AAAAAAAAAAAAAAHs","upgrades":["websocket"]}"#;
        assert_eq!(session_in(packet), SessionId::of("AAAAAAAAAAAAAAHs"));
        assert!(session_in(packet).is_some());
        assert_eq!(session_in(b"ok"), None);
    }
}
