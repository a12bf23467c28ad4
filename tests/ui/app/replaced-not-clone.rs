use gateway_runtime::prelude::*;

struct Users;

fn main() {
    let _ = GatewayApp::builder().replace(Users);
}
