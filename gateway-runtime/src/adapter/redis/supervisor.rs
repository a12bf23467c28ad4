//! The supervisor is the task that watches over a connection and makes the next one.
//!
//! The task pings Redis all the time: a server that only receives would not notice that its connection
//! is dead, nor that Redis is stopped, which closes nothing.

use std::{pin::pin, sync::Arc, time::Duration};

use tokio::time::{Instant, timeout};

use super::{connection::Connection, link::Link};
use crate::adapter::outage::{ANSWER, BackOff, Unreachable};

/// How long a silent connection is kept, although nothing waits for it any more: what Redis still has for
/// us would be lost with the connection.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a connection has to last so that the next one is made without a wait.
const LASTING: Duration = Duration::from_secs(5);
/// How often messages that found no room are reported.
const REPORT: Duration = Duration::from_secs(10);

/// Supervises `link` until the task is aborted.
pub(super) async fn run(link: Arc<Link>, mut first: Option<Connection>) {
    let mut back_off = BackOff::default();
    loop {
        let connection = match first.take() {
            Some(connection) => connection,
            None => connect(&link, &mut back_off).await,
        };
        link.up(&connection);
        let since = Instant::now();
        let cause = watch_over(&link, &connection).await;
        link.away(&cause);
        if since.elapsed() >= LASTING {
            back_off = BackOff::default();
        }
    }
}

async fn connect(link: &Link, back_off: &mut BackOff) -> Connection {
    loop {
        back_off.wait().await;
        match link.target.connect(&link.inbox).await {
            Ok(connection) => return connection,
            Err(cause) => link.away(&cause),
        }
    }
}

/// Returns when the connection is of no use any more, and why.
async fn watch_over(link: &Link, connection: &Connection) -> Unreachable {
    let mut reported = Instant::now();
    loop {
        tokio::select! {
            () = link.ping_is_due() => {}
            () = link.inbox.closed.notified() => {}
        }
        if reported.elapsed() >= REPORT {
            reported = Instant::now();
            report(link);
        }
        let mut ping = pin!(connection.ping(&link.inbox));
        let answer = if let Ok(answer) = timeout(ANSWER, &mut ping).await {
            answer
        } else {
            let silent = Unreachable::silent();
            link.away(&silent);
            match timeout(PATIENCE, ping).await {
                Ok(answer) => answer,
                Err(_) => return silent,
            }
        };
        match answer {
            Ok(()) => link.up(connection),
            Err(error) => return Unreachable::because(error),
        }
    }
}

fn report(link: &Link) {
    let lost = link.inbox.take_overflown();
    if lost > 0 {
        tracing::warn!(
            lost,
            "messages of other servers came faster than they could be dealt with"
        );
    }
}
