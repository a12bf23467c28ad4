use gateway_runtime::{Cors, prelude::*};

fn main() {
    let cors = Cors::matching(|origin, callback| callback(origin));
    let _ = GatewayApp::builder().cors(cors);
}
