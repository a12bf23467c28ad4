//! `Language` is the language in which the servers speak to one another.

use super::subscription::Subscription;

/// The languages that servers speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// That of this crate, which says the most.
    Own,
    /// That of `createAdapter` of `@socket.io/redis-adapter`.
    Node,
    /// That of `createShardedAdapter` of the same package. Nothing of another language comes over its channels, since
    /// they are sharded.
    NodeSharded,
}

impl Language {
    /// What to do about `message` if it is of the other language.
    pub(super) fn remedy(
        self,
        subscription: &Subscription,
        message: &[u8],
    ) -> Option<&'static str> {
        match (self, message.first()?, subscription) {
            // An object of JSON, or a map of MessagePack. What is of this crate is an array.
            (Self::Own, b'{' | 0x80..=0x8f | 0xde | 0xdf, _) => Some(
                "a server or an emitter of Node is on the channels of this server, and neither hears the other: let this \
                 server speak Node's language with `RedisOptions::node_compatible`, or choose another \
                 `RedisOptions::prefix`",
            ),
            // Broadcasts of Node, which come by a pattern, are arrays; the other messages are not.
            (Self::Node, 0x90..=0x9f | 0xdc | 0xdd, Subscription::Channel(_)) => Some(
                "a server of this crate on the channels of this one does not speak Node's language, so that neither hears \
                 the other: give it `RedisOptions::node_compatible` too, or another `RedisOptions::prefix`",
            ),
            _ => None,
        }
    }
}
