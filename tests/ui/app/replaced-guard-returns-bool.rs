use gateway_runtime::prelude::*;

#[guard]
fn is_admin() -> bool {
    true
}

fn main() {
    let _ = GatewayApp::builder().replace_guard::<is_admin>(|_| true);
}
