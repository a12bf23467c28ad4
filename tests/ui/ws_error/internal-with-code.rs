use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(internal, code = "disk")]
    Disk(std::io::Error),
    #[ws_error(internal = true)]
    Network(std::io::Error),
}

fn main() {}
