use gateway_runtime::{Cors, prelude::*};

fn main() {
    let cors = Cors::matching(|origin: String| origin == "https://example.com");
    let _ = GatewayApp::builder().cors(cors);
}
