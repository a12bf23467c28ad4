//! `Mode` is what a check may do with a file that is out of date: the environment says so.

/// The environment variable that lets [`Contract::check`](super::Contract::check) write.
const UPDATE: &str = "UPDATE_CONTRACT";

/// What a check may do with a file that is out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Say so.
    Compare,
    /// Say so, although the environment asks to write: this is a build server.
    Guarded,
    /// Write what breaks no client.
    WriteHarmless,
    /// Write everything.
    Write,
}

impl Mode {
    pub(super) fn from_environment() -> Self {
        let variable =
            |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self::of(variable(UPDATE).as_deref(), variable("CI").as_deref())
    }

    /// The mode for the values of `UPDATE_CONTRACT` and of `CI`.
    pub(super) fn of(update: Option<&str>, ci: Option<&str>) -> Self {
        let is_set = |value: &&str| !matches!(*value, "" | "0" | "false");
        let Some(update) = update.filter(is_set) else {
            return Self::Compare;
        };
        match (ci.filter(|value| !matches!(*value, "" | "false")), update) {
            (Some(_), _) => Self::Guarded,
            (None, "breaking") => Self::Write,
            (None, _) => Self::WriteHarmless,
        }
    }

    pub(super) fn writes(self) -> bool {
        matches!(self, Self::WriteHarmless | Self::Write)
    }

    /// The remedy, or why it does not work here.
    pub(super) fn remedy(self, remedy: &str) -> String {
        match self {
            Self::Guarded => format!(
                "Nothing is written where `CI` is set, whatever `{UPDATE}` says: do it on your own machine.\n{remedy}"
            ),
            _ => remedy.to_owned(),
        }
    }
}
