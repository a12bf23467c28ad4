//! `Introduction` is the line of the start-up log about one gateway.

use std::fmt;

/// What the start-up log says of a gateway, except where the gateway is served.
#[derive(Debug)]
pub(crate) struct Introduction {
    pub(crate) gateway: &'static str,
    /// The crate that the gateway's struct is declared in: a gateway is served because its crate is linked.
    pub(crate) crate_name: &'static str,
    pub(crate) namespace: &'static str,
    /// How many events have a method by name.
    pub(crate) events: usize,
    pub(crate) has_fallback: bool,
    /// The kinds of its hooks: `init`, `connection`, `disconnect`, `shutdown`.
    pub(crate) hooks: Vec<&'static str>,
    /// How many methods run at an interval.
    pub(crate) timers: usize,
    /// How many methods listen for events of the app.
    pub(crate) listeners: usize,
}

impl Introduction {
    /// Writes the line. `place` is where the gateway is served, such as `at 127.0.0.1:3000`.
    pub(super) fn log(&self, place: &str) {
        let Self {
            gateway,
            crate_name,
            namespace,
            ..
        } = self;
        tracing::info!("{gateway} (crate {crate_name}) serves {namespace} {place}: {self}");
    }

    fn events(&self) -> String {
        match (self.events, self.has_fallback) {
            (0, false) => "no events".to_owned(),
            (0, true) => "a fallback for all events".to_owned(),
            (1, false) => "1 event".to_owned(),
            (1, true) => "1 event and a fallback".to_owned(),
            (events, false) => format!("{events} events"),
            (events, true) => format!("{events} events and a fallback"),
        }
    }

    fn hooks(&self) -> String {
        match self.hooks.as_slice() {
            [] => "no hooks".to_owned(),
            [one] => format!("{one} hook"),
            [rest @ .., last] => format!("{} and {last} hooks", rest.join(", ")),
        }
    }
}

/// `2 events, connection and disconnect hooks`
impl fmt::Display for Introduction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.events(), self.hooks())?;
        for (count, noun) in [(self.timers, "timer"), (self.listeners, "listener")] {
            match count {
                0 => {}
                1 => write!(f, ", 1 {noun}")?,
                count => write!(f, ", {count} {noun}s")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_hooks_are_written_as_people_do() {
        let text = |events, has_fallback, hooks: &[&'static str]| {
            let introduction = Introduction {
                gateway: "Chat",
                crate_name: "chat",
                namespace: "/",
                events,
                has_fallback,
                hooks: hooks.to_vec(),
                timers: events,
                listeners: events / 2,
            };
            introduction.to_string()
        };
        for (written, expected) in [
            (text(0, false, &[]), "no events, no hooks"),
            (text(1, false, &["init"]), "1 event, init hook, 1 timer"),
            (
                text(2, true, &["connection", "disconnect"]),
                "2 events and a fallback, connection and disconnect hooks, 2 timers, 1 listener",
            ),
            (
                text(0, true, &["init", "connection", "disconnect"]),
                "a fallback for all events, init, connection and disconnect hooks",
            ),
        ] {
            assert_eq!(written, expected);
        }
    }
}
