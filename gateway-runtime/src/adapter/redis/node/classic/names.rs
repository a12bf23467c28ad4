//! `Names` are the channels of one namespace, as `@socket.io/redis-adapter` names them.

use crate::adapter::redis::subscription::Subscription;

pub(super) struct Names {
    pub(super) namespace: String,
    /// What goes to sockets that are in none or in several rooms. That of one room has the room's name behind this.
    pub(super) broadcasts: String,
    /// What servers ask, and what they tell each other of their sockets. Who listens here is counted as a server.
    pub(super) requests: String,
    pub(super) responses: String,
    own_responses: String,
}

impl Names {
    /// `prefix` is what Node's option `key` is; `uid` is this server.
    pub(super) fn new(prefix: &str, namespace: &str, uid: &str) -> Self {
        Self {
            namespace: namespace.to_owned(),
            broadcasts: format!("{prefix}#{namespace}#"),
            requests: format!("{prefix}-request#{namespace}#"),
            responses: format!("{prefix}-response#{namespace}#"),
            own_responses: format!("{prefix}-response#{namespace}#{uid}#"),
        }
    }

    /// The channel of a broadcast to `rooms`.
    pub(super) fn broadcasts_to(&self, rooms: &[String]) -> String {
        let everyone = &self.broadcasts;
        match rooms {
            [room] => format!("{everyone}{room}#"),
            _ => everyone.clone(),
        }
    }

    /// The room that a broadcast is for, by the channel that has brought it: empty if the broadcast says it. `None` if
    /// the channel has no broadcasts.
    pub(super) fn room<'a>(&self, channel: &'a str) -> Option<&'a str> {
        let room = channel.strip_prefix(&self.broadcasts)?;
        Some(room.strip_suffix('#').unwrap_or(room))
    }

    /// What a server listens to. The requests come last: who hears them has to answer.
    pub(super) fn subscriptions(&self) -> [Subscription; 4] {
        [
            Subscription::pattern_of(&self.broadcasts, "*"),
            Subscription::Channel(self.responses.clone()),
            Subscription::Channel(self.own_responses.clone()),
            self.requests(),
        ]
    }

    pub(super) fn requests(&self) -> Subscription {
        Subscription::Channel(self.requests.clone())
    }

    /// The same channel, heard in a way that is not counted.
    pub(super) fn requests_uncounted(&self) -> Subscription {
        Subscription::pattern_of(&self.requests, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channels_are_those_of_node() {
        let names = Names::new("socket.io", "/chat", "uid");
        assert_eq!(names.broadcasts_to(&[]), "socket.io#/chat#");
        assert_eq!(names.broadcasts_to(&["red".into()]), "socket.io#/chat#red#");
        let both = ["red".into(), "blue".into()];
        assert_eq!(names.broadcasts_to(&both), "socket.io#/chat#");
        assert_eq!(names.room("socket.io#/chat#"), Some(""));
        assert_eq!(names.room("socket.io#/chat#a#b#"), Some("a#b"));
        assert_eq!(names.room("socket.io-request#/chat#"), None);
        assert_eq!(names.requests, "socket.io-request#/chat#");
    }
}
