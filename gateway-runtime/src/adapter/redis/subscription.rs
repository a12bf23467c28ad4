//! `Subscription` is what a connection to Redis listens to.

/// One channel, or all whose names match a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subscription {
    Channel(String),
    Pattern(String),
    /// A sharded channel, as Redis has them from version 7 on: no channel of the other kind, even if the names are one.
    Shard(String),
}

impl Subscription {
    /// The channels whose names begin with `beginning`, which is taken literally, and go on as the pattern `rest` says.
    pub(super) fn pattern_of(beginning: &str, rest: &str) -> Self {
        let mut pattern = String::with_capacity(beginning.len() + rest.len());
        for letter in beginning.chars() {
            if matches!(letter, '*' | '?' | '[' | '\\') {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        pattern.push_str(rest);
        Self::Pattern(pattern)
    }
}

impl From<String> for Subscription {
    fn from(channel: String) -> Self {
        Self::Channel(channel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_pattern_is_literal() {
        let pattern = Subscription::pattern_of("a*b?c[d]\\#", "*");
        assert_eq!(
            pattern,
            Subscription::Pattern("a\\*b\\?c\\[d]\\\\#*".into())
        );
    }
}
