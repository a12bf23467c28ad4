use gateway_runtime::prelude::*;

#[filter]
fn everything(error: WsError) -> WsError {
    error
}

fn main() {
    let _ = GatewayApp::builder().replace_filter::<everything>(|error, _| error);
}
