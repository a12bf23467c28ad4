use gateway_runtime::prelude::*;

#[derive(WsError)]
union BuyError {
    code: u32,
}

fn main() {}
