//! `configured` sets the pages that may connect, and says who is asked.

use std::env;

use gateway_runtime::{Cors, GatewayAppBuilder};

/// `CORS` is a list of origins and patterns, with commas between them. `CORS_MATCHING` is a text with which origins
/// begin that a function accepts; the function panics over an origin with `panic` in it. Pages may send cookies,
/// unless any may connect.
pub(crate) fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    if let Ok(beginning) = env::var("CORS_MATCHING") {
        let cors = Cors::matching(move |origin| {
            assert!(!origin.contains("panic"), "a bug in a function");
            origin.starts_with(&beginning)
        });
        return builder.cors(cors.credentials());
    }
    match env::var("CORS").as_deref() {
        Ok("*") => builder.cors(Cors::any()),
        Ok(origins) => builder.cors(Cors::origins(origins.split(',')).credentials()),
        Err(_) => builder,
    }
}
