//! The CORS layer of an endpoint tells browsers which pages may poll.

use http::{HeaderValue, Method};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use crate::options::Cors;

/// The layer for this option; `None` where only pages of the endpoint's own origin may poll.
pub(super) fn of(cors: Option<&Cors>) -> Option<CorsLayer> {
    let cors = cors?;
    let origin = match cors.named() {
        None => AllowOrigin::any(),
        Some(named) => AllowOrigin::list(
            named
                .iter()
                .filter_map(|origin| HeaderValue::from_str(origin.as_str()).ok()),
        ),
    };
    Some(
        CorsLayer::new()
            .allow_origin(origin)
            .allow_credentials(cors.credentials)
            .allow_methods([Method::GET, Method::POST])
            // Clients send headers of their own: `extraHeaders`.
            .allow_headers(AllowHeaders::mirror_request()),
    )
}
