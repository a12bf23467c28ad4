//! `State` is who is connected to the bus, and what is on its way there.

use std::{collections::HashSet, convert::Infallible, mem::take};

use redis::{ErrorKind, PushInfo, PushKind, RedisError, Value};

/// What a test has done to the way of a participant.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Condition {
    Connected,
    Cut,
    Silent,
    Hanging,
    Killed,
}

/// Takes what comes. Called with the lock held, so that all get messages in one order.
pub(super) type Listen = Box<dyn Fn(PushInfo) -> Result<(), Infallible> + Send + Sync>;

#[derive(Default)]
pub(super) struct State {
    /// By the participant's number.
    conditions: Vec<Condition>,
    sessions: Vec<Session>,
    next_session: u64,
}

/// An open connection.
pub(super) struct Session {
    number: u64,
    participant: usize,
    pub(super) channels: HashSet<String>,
    listen: Listen,
    /// What it has sent that nobody has, since its participant is silent or hangs.
    sent: Vec<Message>,
    /// What others have sent that it does not have, for the same reason.
    arriving: Vec<Message>,
}

#[derive(Clone)]
struct Message {
    channel: String,
    content: Vec<u8>,
}

impl Session {
    /// Hands something to whoever listens.
    pub(super) fn push(&self, push: PushInfo) {
        let Ok(()) = (self.listen)(push);
    }

    fn push_message(&self, message: Message) {
        let Message { channel, content } = message;
        let data = vec![
            Value::BulkString(channel.into()),
            Value::BulkString(content),
        ];
        self.push(PushInfo {
            kind: PushKind::Message,
            data,
        });
    }
}

impl State {
    /// The number of a new participant.
    pub(super) fn add_participant(&mut self) -> usize {
        self.conditions.push(Condition::Connected);
        self.conditions.len() - 1
    }

    /// Changes the condition of a participant, and returns its sessions if they end with that. Nothing becomes of one
    /// that was killed.
    pub(super) fn change(&mut self, participant: usize, condition: Condition) -> Vec<Session> {
        if self.conditions[participant] == Condition::Killed {
            return Vec::new();
        }
        self.conditions[participant] = condition;
        match condition {
            Condition::Cut | Condition::Killed => {
                let of_participant = |session: &mut Session| session.participant == participant;
                self.sessions.extract_if(.., of_participant).collect()
            }
            Condition::Connected => {
                self.deliver_late(participant);
                Vec::new()
            }
            Condition::Silent | Condition::Hanging => Vec::new(),
        }
    }

    /// Delivers what has waited on the way to and from a participant.
    fn deliver_late(&mut self, participant: usize) {
        let mut sent = Vec::new();
        for session in &mut self.sessions {
            if session.participant == participant {
                for message in take(&mut session.arriving) {
                    session.push_message(message);
                }
                sent.append(&mut session.sent);
            }
        }
        for message in sent {
            self.deliver(&message);
        }
    }

    fn deliver(&mut self, message: &Message) {
        for session in &mut self.sessions {
            if session.channels.contains(&message.channel) {
                match self.conditions[session.participant] {
                    Condition::Silent | Condition::Hanging => {
                        session.arriving.push(message.clone());
                    }
                    _ => session.push_message(message.clone()),
                }
            }
        }
    }

    pub(super) fn is_silent(&self, participant: usize) -> bool {
        self.conditions[participant] == Condition::Silent
    }

    /// The number of a new session.
    ///
    /// # Errors
    /// The participant cannot reach the bus.
    pub(super) fn open(&mut self, participant: usize, listen: Listen) -> Result<u64, RedisError> {
        match self.conditions[participant] {
            Condition::Cut => return Err(unreachable("the test has cut this server off")),
            Condition::Killed => return Err(unreachable("the test has killed this server")),
            _ => {}
        }
        let number = self.next_session;
        self.next_session += 1;
        self.sessions.push(Session {
            number,
            participant,
            channels: HashSet::new(),
            listen,
            sent: Vec::new(),
            arriving: Vec::new(),
        });
        Ok(number)
    }

    /// Takes a session out.
    pub(super) fn close(&mut self, number: u64) -> Option<Session> {
        let mut sessions = self.sessions.iter();
        let position = sessions.position(|session| session.number == number)?;
        Some(self.sessions.remove(position))
    }

    /// An open session.
    ///
    /// # Errors
    /// The test has ended it.
    pub(super) fn session(&mut self, number: u64) -> Result<&mut Session, RedisError> {
        let mut sessions = self.sessions.iter_mut();
        sessions
            .find(|session| session.number == number)
            .ok_or_else(|| unreachable("the connection to the bus is broken"))
    }

    /// Delivers a message, or keeps it on its way.
    ///
    /// # Errors
    /// The test has ended the session.
    pub(super) fn publish(
        &mut self,
        session: u64,
        channel: &str,
        content: &[u8],
    ) -> Result<(), RedisError> {
        let message = Message {
            channel: channel.to_owned(),
            content: content.to_owned(),
        };
        let participant = self.session(session)?.participant;
        match self.conditions[participant] {
            Condition::Silent | Condition::Hanging => self.session(session)?.sent.push(message),
            _ => self.deliver(&message),
        }
        Ok(())
    }

    /// How many sessions have subscribed to a channel.
    pub(super) fn subscribers(&self, channel: &str) -> u16 {
        let sessions = self.sessions.iter();
        let subscribers = sessions.filter(|session| session.channels.contains(channel));
        u16::try_from(subscribers.count()).unwrap_or(u16::MAX)
    }
}

fn unreachable(why: &'static str) -> RedisError {
    RedisError::from((ErrorKind::Io, why))
}
