use gateway_runtime::{Cors, prelude::*};

fn main() {
    let cors = Cors::matching(|origin| origin.to_owned());
    let _ = GatewayApp::builder().cors(cors);
}
