//! `Client` is where the explorer's page has the official JavaScript client from.

use axum::body::Bytes;

use crate::app::endpoint::{CDN_CLIENT, ClientBundle};

/// The file of the client, among those of `socket.io-client`.
pub(super) const FILE: &str = "socket.io.min.js";

/// What browsers compare the CDN's file with, as <https://socket.io/docs/v4/client-installation/> has it: the hash
/// of the file of the npm package.
const INTEGRITY: &str = "sha384-kzavj5fiMwLKzzD1f8S7TeoVIEi7uKHvbTA3ueZkrzYq75pNQUiUi6Dy98Q3fxb0";

/// The official client.
pub(super) enum Client {
    /// The app has its files.
    Own(Bytes),
    /// The browser gets it from the official CDN.
    Cdn,
}

impl Client {
    pub(super) fn of(bundle: Option<&ClientBundle>) -> Self {
        let file = bundle.and_then(|bundle| bundle.contents(FILE));
        file.map_or(Self::Cdn, Self::Own)
    }

    /// The element of the page that loads the client.
    pub(super) fn element(&self) -> String {
        match self {
            Self::Own(_) => format!(r#"<script src="{FILE}"></script>"#),
            Self::Cdn => format!(
                r#"<script src="{CDN_CLIENT}" integrity="{INTEGRITY}" crossorigin="anonymous"></script>"#
            ),
        }
    }
}
