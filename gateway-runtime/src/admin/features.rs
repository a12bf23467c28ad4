//! `Features` are what the page may show and do: it shows a button only for a feature that it is told of.

use serde::Serialize;

use super::settings::AdminUi;

/// What an app allows its admins.
#[derive(Clone, Copy)]
pub(super) struct Features {
    /// Whether sockets, rooms and events are shown.
    pub(super) are_sockets_shown: bool,
    /// Whether commands are taken.
    pub(super) are_commands_taken: bool,
}

/// What the page is told of them: the event `config`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Config {
    supported_features: Vec<&'static str>,
}

impl Features {
    pub(super) fn of(settings: &AdminUi) -> Self {
        Self {
            are_sockets_shown: !settings.is_production,
            are_commands_taken: !settings.is_production && !settings.is_readonly,
        }
    }

    pub(super) fn config(self) -> Config {
        let mut supported_features = Vec::new();
        if self.are_commands_taken {
            supported_features.extend([
                "EMIT",
                "JOIN",
                "LEAVE",
                "DISCONNECT",
                "MJOIN",
                "MLEAVE",
                "MDISCONNECT",
            ]);
        }
        supported_features.push("AGGREGATED_EVENTS");
        if self.are_sockets_shown {
            supported_features.push("ALL_EVENTS");
        }
        Config { supported_features }
    }
}
