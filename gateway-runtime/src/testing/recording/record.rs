//! `Record` is one thing that a service has done with a recording `Server`.

use std::{fmt, panic::Location, time::Duration};

use matchit::Router;

use super::order::Order;
use crate::{
    gateway::is_pattern,
    protocol::{Packet, Recipients, Room},
    testing::failure::fail_without_client,
    wire::{Acknowledgement, event_arguments, shown},
};

/// How many characters of a payload a failure shows.
const LONGEST: usize = 200;

/// One thing that was done with a [recording](crate::Server::recording) server: an event was sent to clients
/// ([`event`](Self::event)), or to the other servers ([`server_event`](Self::server_event)), or sockets were made to do
/// something ([`order`](Self::order)).
#[derive(Clone)]
pub struct Record {
    /// The namespace in the gateway's attribute: the same, or the pattern that stands for it.
    pub(super) pattern: &'static str,
    pub(super) namespace: String,
    pub(super) rooms: Vec<String>,
    pub(super) except: Vec<String>,
    pub(super) is_local: bool,
    pub(super) is_volatile: bool,
    pub(super) kind: Kind,
}

/// What was done.
#[derive(Clone)]
pub(super) enum Kind {
    Event {
        name: String,
        packet: Packet,
        question: Option<Timeout>,
    },
    Order(Order),
    ServerEvent {
        name: String,
        packet: Packet,
    },
}

/// How long the answers to a question may take, if that was said.
pub(super) type Timeout = Option<Duration>;

impl Record {
    pub(super) fn new(
        pattern: &'static str,
        namespace: &str,
        recipients: &Recipients,
        kind: Kind,
    ) -> Self {
        Self {
            pattern,
            namespace: namespace.to_owned(),
            rooms: names(recipients.rooms()),
            except: names(recipients.excepted()),
            is_local: recipients.is_local(),
            is_volatile: recipients.is_volatile(),
            kind,
        }
    }

    /// The name of the event that clients were sent; `None` if it was no event for clients.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        match &self.kind {
            Kind::Event { name, .. } => Some(name),
            Kind::Order(_) | Kind::ServerEvent { .. } => None,
        }
    }

    /// The name of the event that the gateways of the other servers were sent: `server.servers().emit(..)`.
    #[must_use]
    pub fn server_event(&self) -> Option<&str> {
        match &self.kind {
            Kind::ServerEvent { name, .. } => Some(name),
            Kind::Event { .. } | Kind::Order(_) => None,
        }
    }

    /// What the sockets were made to do, if it was no event.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        match &self.kind {
            Kind::Order(order) => Some(order),
            Kind::Event { .. } | Kind::ServerEvent { .. } => None,
        }
    }

    /// What the event carries. Several arguments are an [`Args`](crate::Args) of a tuple.
    ///
    /// # Panics
    /// If the payload is no `T`, or if the record is no event.
    #[must_use]
    #[track_caller]
    pub fn payload<T: Acknowledgement>(&self) -> T {
        match self.decoded() {
            Ok(payload) => payload,
            Err(why) => {
                let place = Location::caller();
                fail_without_client(&format!("{why}\n  expected at {place}\nof {self}"))
            }
        }
    }

    /// What the event carries.
    ///
    /// # Errors
    /// Why it is no `T`, as text.
    pub(super) fn decoded<T: Acknowledgement>(&self) -> Result<T, String> {
        match &self.kind {
            Kind::Event { name, packet, .. } | Kind::ServerEvent { name, packet } => {
                event_arguments(packet)
                    .map_err(|why| format!("`{name}` is something else than was expected: {why}"))
            }
            Kind::Order(order) => Err(format!("`{order}` is no event, and carries nothing")),
        }
    }

    /// The namespace, with its leading slash.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// What a parameter of the gateway's namespace stands for: of `chat/{room}`, `record.param("room")`.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        if !is_pattern(self.pattern) {
            return None;
        }
        let mut router = Router::new();
        router.insert(self.pattern, ()).ok()?;
        router.at(&self.namespace).ok()?.params.get(name)
    }

    /// The rooms whose sockets were meant, as they were named: `to`, `within`. A socket's id is such a room too. Empty if
    /// everyone in the namespace was meant.
    #[must_use]
    pub fn rooms(&self) -> &[String] {
        &self.rooms
    }

    /// The rooms whose sockets were left out: `except`.
    #[must_use]
    pub fn except(&self) -> &[String] {
        &self.except
    }

    /// Whether only sockets of this server were meant: `local`.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.is_local
    }

    /// Whether clients might miss the event whose connection is not ready: `volatile`.
    #[must_use]
    pub fn is_volatile(&self) -> bool {
        self.is_volatile
    }

    /// Whether the clients were asked for an answer: `emit_with_ack`.
    #[must_use]
    pub fn asks_for_answers(&self) -> bool {
        let Kind::Event { question, .. } = &self.kind else {
            return false;
        };
        question.is_some()
    }

    /// How long the answers may take, if the service has said so: `timeout`.
    #[must_use]
    pub fn timeout(&self) -> Option<Duration> {
        match &self.kind {
            Kind::Event { question, .. } => question.flatten(),
            Kind::Order(_) | Kind::ServerEvent { .. } => None,
        }
    }

    /// What was done, without whom it was done to.
    pub(super) fn name(&self) -> String {
        match &self.kind {
            Kind::Event { name, .. } | Kind::ServerEvent { name, .. } => format!("`{name}`"),
            Kind::Order(order) => format!("`{order}`"),
        }
    }
}

/// `/payments ["paid",{"amount":7}] to "user:7", except "staff"`
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.namespace)?;
        match &self.kind {
            Kind::Event { packet, .. } => write!(f, "{} to ", shortened(&shown(packet)))?,
            Kind::Order(order) => write!(f, "{order}: ")?,
            Kind::ServerEvent { packet, .. } => {
                return write!(f, "{} to the other servers", shortened(&shown(packet)));
            }
        }
        match self.rooms.as_slice() {
            [] => f.write_str("everyone")?,
            rooms => f.write_str(&quoted(rooms))?,
        }
        if !self.except.is_empty() {
            write!(f, ", except {}", quoted(&self.except))?;
        }
        if self.is_local {
            f.write_str(", on this server")?;
        }
        if self.is_volatile {
            f.write_str(", volatile")?;
        }
        match &self.kind {
            Kind::Event {
                question: Some(Some(timeout)),
                ..
            } => write!(f, ", to be answered within {timeout:?}"),
            Kind::Event {
                question: Some(None),
                ..
            } => f.write_str(", to be answered"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({self})")
    }
}

fn names(rooms: &[Room]) -> Vec<String> {
    rooms.iter().map(ToString::to_string).collect()
}

/// `"lobby", "kitchen"`
pub(super) fn quoted(rooms: &[String]) -> String {
    let quoted: Vec<String> = rooms.iter().map(|room| format!("{room:?}")).collect();
    quoted.join(", ")
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
