#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[guard]
fn authenticated(socket: Socket) -> Result<User, WsError> {
    Ok(User)
}

fn g<const N: usize>() -> authenticated {
    authenticated {}
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(g::<0>(), g::<1>(), g::<2>(), g::<3>(), g::<4>(), g::<5>(), g::<6>(), g::<7>(), g::<8>(), g::<9>(), g::<10>(), g::<11>(), g::<12>(), g::<13>(), g::<14>(), g::<15>(), g::<16>())]
    fn event(&self) {}
}

fn main() {}
