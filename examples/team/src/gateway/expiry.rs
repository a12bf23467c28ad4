//! `watch` disconnects clients whose tokens have expired, also those that only listen: no message of theirs comes to a guard.

use std::time::Duration;

use gateway_runtime::prelude::*;
use tokio::time::{MissedTickBehavior, interval};

use super::TeamGateway;
use crate::auth::Auth;
use crate::guards::Login;

/// How often the tokens of all clients are verified. A client listens at most this much longer than its token holds.
const PAUSE: Duration = Duration::from_secs(5);

#[websocket_gateway]
impl TeamGateway {
    /// The task ends with the app.
    #[on_gateway_init]
    fn watch(&self, server: Server<TeamGateway>) {
        let auth = Arc::clone(&self.auth);
        tokio::spawn(async move {
            let mut ticks = interval(PAUSE);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = server.closed() => break,
                    _ = ticks.tick() => disconnect_expired(&server, &auth).await,
                }
            }
        });
    }
}

async fn disconnect_expired(server: &Server<TeamGateway>, auth: &Auth) {
    for socket in server.sockets().unwrap_or_default() {
        let holds = match socket.handshake().auth::<Login>() {
            Ok(login) => auth.user_of(&login.token).await.is_ok(),
            Err(_) => false,
        };
        if !holds {
            socket.disconnect();
        }
    }
}
