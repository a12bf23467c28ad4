//! `Finding` is one reason why a value does not fit, with the sentence that says so.

use super::{super::Verdict, direction::Direction, path::Path};

/// A reason why values of one schema are not values of another.
#[derive(Debug, Clone)]
pub(super) enum Finding {
    /// A value that is not among those that the other side knows: "a number above 255", "`null`".
    Value {
        verdict: Verdict,
        value: String,
        /// What the other side takes, where that can be said in a few words.
        expected: Option<String>,
    },
    /// A member that the other side requires.
    Missing {
        member: String,
        /// Whether the schema of the values does not know the member at all.
        is_unknown: bool,
    },
    /// A member that the other side refuses.
    Unlisted { member: String },
    /// A member that is another value than before if it is left out.
    Default {
        member: String,
        was: String,
        now: String,
    },
    /// Nothing is known about the values, and the other side has a schema.
    Undescribed,
    /// The schema has too many alternatives to compare them.
    Incomparable,
}

impl Finding {
    pub(super) fn value(verdict: Verdict, value: impl Into<String>) -> Self {
        Self::Value {
            verdict,
            value: value.into(),
            expected: None,
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        match self {
            Self::Value { verdict, .. } => *verdict,
            Self::Missing { .. } | Self::Unlisted { .. } => Verdict::Breaking,
            Self::Default { .. } | Self::Undescribed | Self::Incomparable => Verdict::Notable,
        }
    }

    /// The name of the member that the finding is about, if it is not the value itself.
    pub(super) fn member(&self) -> Option<&str> {
        match self {
            Self::Missing { member, .. }
            | Self::Unlisted { member }
            | Self::Default { member, .. } => Some(member),
            _ => None,
        }
    }

    /// What the finding means for clients. `path` leads to the value that has it.
    pub(super) fn sentence(&self, direction: Direction, path: &Path) -> String {
        match direction {
            Direction::Sent => self.refused(&path.subject()),
            Direction::Received => self.surprised(&path.subject()),
        }
    }

    /// What is refused of what clients send.
    fn refused(&self, subject: &str) -> String {
        match self {
            Self::Value {
                verdict,
                value,
                expected,
            } => {
                let verb = match verdict {
                    Verdict::Breaking => "are",
                    _ => "may be",
                };
                let remedy = expected.as_ref();
                let remedy = remedy.map(|expected| format!(": {expected} is expected now"));
                let remedy = remedy.unwrap_or_default();
                format!("clients that send {subject}{value} {verb} refused{remedy}")
            }
            Self::Missing { member, is_unknown } => {
                let verb = if *is_unknown {
                    "do not send"
                } else {
                    "leave out"
                };
                format!("clients that {verb} `{member}` are refused: it is required now")
            }
            Self::Unlisted { member } => {
                format!("clients that send `{member}` are refused: no such member is accepted")
            }
            Self::Default { member, was, now } => default(member, was, now),
            Self::Undescribed => format!(
                "clients that send {subject}something else than what is described now may be refused: the old contract \
                 allowed any value"
            ),
            Self::Incomparable => INCOMPARABLE.to_owned(),
        }
    }

    /// What clients get that they do not expect.
    fn surprised(&self, subject: &str) -> String {
        match self {
            Self::Value {
                verdict,
                value,
                expected,
            } => {
                let surprise = match (verdict, expected) {
                    (_, Some(expected)) => format!(", where they expect {expected}"),
                    (Verdict::Breaking, None) => ", which they do not know".to_owned(),
                    _ => ", which they never got before".to_owned(),
                };
                // The value may end with a comma of its own.
                let value = value.trim_end_matches(',');
                format!("clients may get {subject}{value}{surprise}")
            }
            Self::Missing { member, is_unknown } if *is_unknown => {
                format!("clients that read `{member}` do not get it any more")
            }
            Self::Missing { member, .. } => {
                format!("clients that read `{member}` may not get it: it may be left out now")
            }
            Self::Unlisted { member } => format!("clients may get `{member}`, which they refuse"),
            Self::Default { member, was, now } => default(member, was, now),
            Self::Undescribed => format!(
                "clients may get {subject}any value: the new contract does not describe it any more"
            ),
            Self::Incomparable => INCOMPARABLE.to_owned(),
        }
    }
}

fn default(member: &str, was: &str, now: &str) -> String {
    format!("clients that leave out `{member}` mean something else now: `{now}` instead of `{was}`")
}

const INCOMPARABLE: &str = "the schema changed and has too many alternatives to compare them: whether clients notice \
                            has to be judged by a person";
