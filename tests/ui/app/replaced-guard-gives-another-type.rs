use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[guard]
fn authenticated() -> Result<User, WsError> {
    Ok(User)
}

fn named() -> Result<&'static str, WsError> {
    Ok("an")
}

fn main() {
    let _ = GatewayApp::builder().replace_guard::<authenticated>(|_| named());
}
