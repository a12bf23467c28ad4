//! `CorsLayers` tell browsers which pages may poll, and read the answers.

use http::Method;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use super::origin_check::Sender;
use crate::options::{Allowed, Cors};

/// The CORS layers of an endpoint. Which pages may poll is decided by the origin check; the layers only write it down.
pub(super) struct CorsLayers {
    /// For pages that the option allows.
    allowed: CorsLayer,
    /// For everybody else, whose browsers do not have to be told anything.
    others: CorsLayer,
}

impl CorsLayers {
    /// The layers for this option; `None` where only pages of the endpoint's own origin may poll.
    pub(super) fn of(cors: Option<&Cors>) -> Option<Self> {
        let cors = cors?;
        let layer = |origin| {
            CorsLayer::new()
                .allow_origin(origin)
                .allow_credentials(cors.credentials)
                .allow_methods([Method::GET, Method::POST])
                // Clients send headers of their own: `extraHeaders`.
                .allow_headers(AllowHeaders::mirror_request())
        };
        // The layers say with `Vary` that an answer is for one origin, unless it is for all.
        Some(match &cors.allowed {
            Allowed::Any => Self {
                allowed: layer(AllowOrigin::any()),
                others: layer(AllowOrigin::any()),
            },
            Allowed::Named(_) | Allowed::Matching(_) => Self {
                allowed: layer(AllowOrigin::mirror_request()),
                others: layer(AllowOrigin::list([])),
            },
        })
    }

    /// The layer around the answer to this sender.
    pub(super) fn around(&self, sender: Sender) -> &CorsLayer {
        match sender {
            Sender::Allowed => &self.allowed,
            Sender::NotAsked | Sender::Foreign => &self.others,
        }
    }
}
