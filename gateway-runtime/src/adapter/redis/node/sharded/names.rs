//! `Names` are the channels of one namespace, as `createShardedAdapter` names them.

pub(super) struct Names {
    /// What all servers hear. Who listens here is counted as a server. That of a room has the room's name behind this.
    pub(super) everyone: String,
    /// What other servers answer this one.
    pub(super) answers: String,
}

impl Names {
    /// `prefix` is what Node's option `channelPrefix` is; `uid` is this server.
    pub(super) fn new(prefix: &str, namespace: &str, uid: &str) -> Self {
        let everyone = format!("{prefix}#{namespace}#");
        Self {
            answers: format!("{everyone}{uid}#"),
            everyone,
        }
    }

    /// The channel of the answers to the server `uid`.
    pub(super) fn answers_to(&self, uid: &str) -> String {
        format!("{}{uid}#", self.everyone)
    }

    /// The room that has a channel; `None` if it is no channel of a room.
    pub(super) fn room<'a>(&self, channel: &'a str) -> Option<&'a str> {
        if channel == self.answers {
            return None;
        }
        channel.strip_prefix(&self.everyone)?.strip_suffix('#')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channels_are_those_of_node() {
        let names = Names::new("socket.io", "/chat", "me");
        assert_eq!(names.everyone, "socket.io#/chat#");
        assert_eq!(names.answers, "socket.io#/chat#me#");
        assert_eq!(names.answers_to("you"), "socket.io#/chat#you#");
        assert_eq!(names.room("socket.io#/chat#a#b#"), Some("a#b"));
        assert_eq!(names.room("socket.io#/chat#me#"), None);
        assert_eq!(names.room("socket.io#/chat#"), None);
    }
}
