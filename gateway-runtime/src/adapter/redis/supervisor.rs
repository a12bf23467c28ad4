//! The task that watches over a connection and makes the next one.
//!
//! It asks for an answer all the time: a server that only receives would not notice that its
//! connection is dead, nor that Redis is stopped, which closes nothing.

use std::{pin::pin, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep, timeout};

use super::{
    back_off::BackOff,
    connection::Connection,
    link::{ANSWER, Shared},
};
use crate::adapter::publisher::Unreachable;

/// How often it is asked whether the connection lives.
const INTERVAL: Duration = Duration::from_millis(500);
/// How long a silent connection is kept, which nothing waits for any more: what Redis still has for us
/// would be lost with it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often messages that found no room are reported.
const REPORT: Duration = Duration::from_secs(10);

/// Never ends by itself.
pub(super) async fn run(shared: Arc<Shared>, mut first: Option<Connection>) {
    loop {
        let connection = match first.take() {
            Some(connection) => connection,
            None => connect(&shared).await,
        };
        shared.up(&connection);
        let cause = watch_over(&shared, &connection).await;
        shared.away(&cause);
    }
}

async fn connect(shared: &Shared) -> Connection {
    let mut back_off = BackOff::default();
    loop {
        match shared.target.connect(&shared.inbox).await {
            Ok(connection) => return connection,
            Err(cause) => shared.away(&cause),
        }
        sleep(back_off.next()).await;
    }
}

/// Why the connection is of no use any more.
async fn watch_over(shared: &Shared, connection: &Connection) -> Unreachable {
    let mut reported = Instant::now();
    loop {
        tokio::select! {
            () = sleep(INTERVAL) => {}
            () = shared.doubt.notified() => {}
            () = shared.inbox.closed.notified() => {}
        }
        if reported.elapsed() >= REPORT {
            reported = Instant::now();
            report(shared);
        }
        let mut ping = pin!(connection.ping());
        let answer = if let Ok(answer) = timeout(ANSWER, &mut ping).await {
            answer
        } else {
            let silent = Unreachable("it does not answer".into());
            shared.away(&silent);
            match timeout(PATIENCE, ping).await {
                Ok(answer) => answer,
                Err(_) => return silent,
            }
        };
        match answer {
            Ok(()) => shared.up(connection),
            Err(error) => return Unreachable(error.to_string().into()),
        }
    }
}

fn report(shared: &Shared) {
    let lost = shared.inbox.take_overflown();
    if lost > 0 {
        tracing::warn!(
            lost,
            "messages of other servers came faster than they could be dealt with"
        );
    }
}
