//! Servers that are cut off, whose bus is silent, or that hang.

use std::time::Duration;

use gateway_runtime::{prelude::*, testing::Client};
use tokio::time::Instant;

use super::gateway::*;
use crate::support::log;

/// A server that is cut off serves its own clients and says so, and is back.
async fn outage() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    let (an, bo) = (&clients[0], &clients[1]);
    let server = cluster[0].server::<Shared>();
    assert_is_shared(&cluster, &clients).await;
    for _ in 0..2 {
        log::start();
        cluster.cut(0);
        cluster.settled().await;
        assert!(!cluster[0].health().is_up() && cluster[1].health().is_up());

        assert!(!an.ask::<bool>("say", &1).await.unwrap());
        assert_eq!(an.event::<News>().await, News(1));
        assert!(bo.ask::<bool>("say", &2).await.unwrap());
        assert_eq!(bo.event::<News>().await, News(2));
        assert_eq!(answers(&server).await, (vec![0], false));
        for failed in [
            server.join("cellar").await.err(),
            server.fetch_sockets().await.err(),
            server.rooms().await.err(),
            server.count().await.err(),
            server.server_count().await.err(),
            server.servers().emit("told", &1).await.err(),
        ] {
            assert!(matches!(failed, Some(EmitError::Adapter(_))), "{failed:?}");
        }
        let error = an.ask::<usize>("count", &()).await.unwrap_err();
        assert_eq!(error.code(), "internal");
        let other = cluster[1].server::<Shared>();
        assert_eq!(other.server_count().await.unwrap(), 1);
        assert_eq!(other.count().await.unwrap(), 1);
        assert_eq!(server.local().fetch_sockets().await.unwrap().len(), 1);
        nothing_more(&clients).await;

        cluster.heal(0);
        back(&cluster, 0).await;
        // Nothing is sent later.
        nothing_more(&clients).await;
        assert_is_shared(&cluster, &clients).await;

        let mut lines = log::lines();
        lines.retain(|line| line.contains("backend="));
        assert_eq!(lines.len(), 2, "{lines:#?}");
        for (line, level) in lines.iter().zip([" WARN ", " INFO "]) {
            assert!(line.contains(level) && line.contains("server 0"), "{line}");
        }
        assert!(lines[1].contains("not_shared=3"), "{lines:#?}");
    }
}

#[tokio::test]
async fn a_server_that_is_cut_off_is_back() {
    outage().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_cut_off_is_back_under_a_stopped_clock() {
    outage().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_cut_off_for_an_hour_is_back_within_a_second() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    cluster.cut(1);
    cluster.advance(Duration::from_hours(1)).await;
    assert!(!cluster[1].health().is_up());
    cluster.heal(1);
    cluster.advance(BACK).await;
    assert!(cluster[1].health().is_up());
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test(start_paused = true)]
async fn all_servers_are_cut_off() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    (0..3).for_each(|server| cluster.cut(server));
    for (client, number) in clients.iter().zip(0..) {
        assert!(!client.ask::<bool>("say", &number).await.unwrap());
        assert_eq!(client.event::<News>().await, News(number));
    }
    nothing_more(&clients).await;
    (0..3).for_each(|server| cluster.heal(server));
    cluster.advance(BACK).await;
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test(start_paused = true)]
async fn who_asks_is_told_when_the_server_is_cut_off_in_between() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let begin = Instant::now();
    let answer = clients[0].ask::<usize>("count", &());
    cluster.settled().await;
    assert_eq!(cluster[0].in_work(), 1, "it waits for the third");
    cluster.cut(0);
    assert_eq!(answer.await.unwrap_err().code(), "internal");
    assert!(begin.elapsed() < Duration::from_secs(1));
}

/// A bus that answers nothing is waited for once.
#[tokio::test(start_paused = true)]
async fn a_silent_bus_is_waited_for_once_and_given_up() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    log::start();
    cluster.silence(0);
    let begin = Instant::now();
    assert!(!clients[0].ask::<bool>("say", &1).await.unwrap());
    let waited = begin.elapsed();
    let half_a_second = Duration::from_millis(450)..Duration::from_millis(550);
    assert!(half_a_second.contains(&waited), "{waited:?}");
    for number in 2..5 {
        let begin = Instant::now();
        assert!(!clients[0].ask::<bool>("say", &number).await.unwrap());
        assert!(begin.elapsed() < Duration::from_millis(5));
    }
    let server = cluster[1].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 2, "it still counts");
    // Long enough to give the connection up.
    cluster.advance(Duration::from_secs(4)).await;
    assert_eq!(server.server_count().await.unwrap(), 1);
    cluster.heal(0);
    cluster.advance(BACK + BACK).await;
    clients[1].no_event().await;
    assert_is_shared(&cluster, &clients).await;
    let mut lines = log::lines();
    lines.retain(|line| line.contains("backend="));
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].contains("it does not answer"), "{lines:#?}");
    assert!(lines[1].contains("not_shared=4"), "{lines:#?}");
}

/// A connection that is only slow is kept, and with it what was under way.
#[tokio::test(start_paused = true)]
async fn a_short_silence_loses_nothing() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    cluster.silence(0);
    assert!(!clients[0].ask::<bool>("say", &1).await.unwrap());
    assert!(clients[1].ask::<bool>("say", &2).await.unwrap());
    assert_eq!(clients[1].event::<News>().await, News(2));
    clients[1].no_event().await;
    assert!(!cluster[0].health().is_up());
    cluster.heal(0);
    cluster.settled().await;
    assert_eq!(clients[1].event::<News>().await, News(1));
    assert_eq!(clients[0].event::<News>().await, News(1));
    assert_eq!(clients[0].event::<News>().await, News(2));
    nothing_more(&clients).await;
    back(&cluster, 0).await;
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_hangs_is_waited_for_and_hears_everything_later() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let server = cluster[0].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 3);

    // Nobody waits for it to tell something.
    let begin = Instant::now();
    assert!(clients[0].ask::<bool>("say", &1).await.unwrap());
    assert_eq!(clients[1].event::<News>().await, News(1));
    assert!(begin.elapsed() < Duration::from_millis(5));
    // It says nothing.
    assert!(clients[2].ask::<bool>("say", &2).await.unwrap());
    nothing_more(&clients[1..2]).await;
    assert!(cluster[2].health().is_up());

    // Those who ask wait until the time for it is over.
    let begin = Instant::now();
    let here = sorted([clients[0].id(), clients[1].id()]);
    assert_eq!(ids(server.broadcast()).await, here);
    let waited = begin.elapsed();
    assert!(waited >= REQUEST_TIMEOUT, "{waited:?}");
    assert!(waited < REQUEST_TIMEOUT + BACK, "{waited:?}");
    assert_eq!(server.count().await.unwrap(), 2);
    let (answers, shared) = answers(&server).await;
    assert!(shared);
    assert_eq!(answers, [0, 1]);

    clients.iter().for_each(Client::forget_events);
    cluster.heal(2);
    cluster.settled().await;
    assert_eq!(clients[0].event::<News>().await, News(2));
    assert_eq!(clients[1].event::<News>().await, News(2));
    assert_eq!(clients[2].event::<News>().await, News(1));
    let all = [clients[0].id(), clients[1].id(), clients[2].id()];
    assert_eq!(ids(server.broadcast()).await, sorted(all));
    clients.iter().for_each(Client::forget_events);
    assert_is_shared(&cluster, &clients).await;
}

/// Who says how long to wait has the answers of the others by then.
#[tokio::test(start_paused = true)]
async fn a_server_that_hangs_is_waited_for_as_long_as_the_caller_says() {
    let cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let server = cluster[0].server::<Shared>();
    let here = sorted([clients[0].id(), clients[1].id()]);
    for patience in [Duration::from_millis(200), 2 * REQUEST_TIMEOUT] {
        for has_changes in [false, true] {
            if has_changes {
                // The others make it before they answer, so that it is asked for too.
                server.join("later").await.unwrap();
            }
            let begin = Instant::now();
            assert_eq!(ids(server.timeout(patience)).await, here);
            assert_waited(begin, patience);
            let begin = Instant::now();
            assert_eq!(server.timeout(patience).count().await.unwrap(), 2);
            assert_waited(begin, patience);
        }
    }
    // Nobody is waited for who has answered, however long the time is.
    cluster.heal(2);
    cluster.settled().await;
    let begin = Instant::now();
    let count = server.timeout(Duration::MAX).count().await;
    assert_eq!(count.unwrap(), 3);
    assert!(begin.elapsed() < REQUEST_TIMEOUT);
}

/// The clock stands, so that it was no longer than this.
#[track_caller]
fn assert_waited(begin: Instant, patience: Duration) {
    let waited = begin.elapsed();
    assert!(waited >= patience, "{waited:?}");
    assert!(waited < patience + BACK / 10, "{waited:?}");
}
