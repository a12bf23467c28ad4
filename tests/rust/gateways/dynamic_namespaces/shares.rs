//! Each connection has its share of the namespaces that a pattern stands for, and no connection takes them all.

use futures_util::future::join_all;
use gateway_runtime::testing::{Client, End, Refused, TestApp};

use super::{Chat, GOES, Lobby, builder, namespaces};
use crate::log;

/// How many a connection may have, unless the builder says otherwise.
const SHARE: usize = 100;
/// As many as there may be by default, which one connection asks for.
const ASKED: usize = 10_000;
const REFUSED: &str =
    "this connection is in too many namespaces of this kind; leave another one first";

/// An app with a client that is in no dynamic namespace yet.
async fn start() -> (TestApp, Client) {
    let app = TestApp::start(builder()).await.unwrap();
    let client = app.connect::<Lobby>().await.unwrap();
    (app, client)
}

async fn ask(client: &Client, room: impl ToString) -> Result<Client, Refused> {
    let namespace = format!("/chat/{}", room.to_string());
    client.join_namespace(&namespace).await
}

/// Asks for all of these rooms at once, and returns those that the connection got; the others were refused.
async fn ask_all(client: &Client, rooms: impl Iterator<Item = usize>) -> Vec<Client> {
    let asked = join_all(rooms.map(|room| ask(client, room))).await;
    let joined = asked.into_iter().filter_map(|asked| {
        if let Err(refused) = &asked {
            assert_eq!(refused.message(), REFUSED);
        }
        asked.ok()
    });
    joined.collect()
}

#[track_caller]
fn assert_refused(asked: Result<Client, Refused>) {
    assert_eq!(asked.unwrap_err().message(), REFUSED);
}

#[tokio::test(start_paused = true)]
async fn a_share_of_all_is_had_by_one_others_get_theirs_meanwhile_and_all_is_free_when_it_has_left()
{
    const AT_A_TIME: usize = 20;
    log::start();
    let (app, client) = start().await;
    let mut joined = Vec::new();
    for first in (0..ASKED).step_by(AT_A_TIME) {
        joined.extend(ask_all(&client, first..first + AT_A_TIME).await);
        if first % SHARE == 0 {
            let other = app
                .connect::<Chat>()
                .namespace(&format!("/chat/other-{first}"));
            other.await.unwrap().disconnect().await;
        }
    }
    assert_eq!(joined.len(), SHARE);

    // Those of the others go, and nothing is left of those that were refused.
    app.advance(GOES).await;
    let mut rooms: Vec<_> = joined.iter().map(Client::namespace).collect();
    rooms.sort_unstable();
    assert_eq!(namespaces(&app), rooms);
    // A room that exists is beyond its share too.
    let other = app.connect::<Chat>().namespace("/chat/other");
    let other = other.await.unwrap();
    assert_refused(ask(&client, "other").await);
    app.settled().await;
    assert_eq!(other.end(), None);
    other.disconnect().await;

    client.lose_connection();
    assert_eq!(joined[0].ended().await, End::ConnectionLost);
    app.advance(GOES).await;
    assert_eq!(namespaces(&app), [""; 0]);
    let warnings = log::lines_with("max_dynamic_namespaces_per_connection");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for words in ["WARN", r#"namespace="/chat/{room}" limit=100 socket="#] {
        assert!(warnings[0].contains(words), "{warnings:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_share_is_free_again_namespace_by_namespace_as_the_connection_leaves_them() {
    let (app, client) = start().await;
    let mut joined = ask_all(&client, 0..SHARE).await;
    assert_refused(ask(&client, SHARE).await);
    for room in joined.drain(7..9) {
        room.disconnect().await;
    }
    // A namespace counts for as long as it exists.
    assert_refused(ask(&client, SHARE).await);
    app.advance(GOES).await;
    joined.push(ask(&client, SHARE).await.unwrap());
    joined.push(ask(&client, SHARE + 1).await.unwrap());
    assert_refused(ask(&client, SHARE + 2).await);
    // One in which somebody stays does not outlive the connection's being in it.
    let other = app.connect::<Chat>().namespace(joined[0].namespace());
    let _other = other.await.unwrap();
    joined.remove(0).disconnect().await;
    joined.push(ask(&client, SHARE + 3).await.unwrap());
    assert_refused(ask(&client, SHARE + 4).await);
}

#[tokio::test(start_paused = true)]
async fn a_share_is_not_had_twice_by_leaving_and_asking_again() {
    let (app, client) = start().await;
    for time in 0..5 {
        let joined = ask_all(&client, time * SHARE..(time + 1) * SHARE).await;
        let count = if time == 0 { SHARE } else { 0 };
        assert_eq!(joined.len(), count);
        join_all(joined.into_iter().map(Client::disconnect)).await;
        assert_eq!(namespaces(&app).len(), SHARE);
    }
}

#[tokio::test(start_paused = true)]
async fn a_share_is_given_back_by_those_who_are_refused_or_are_gone_before_they_are_in() {
    let (app, client) = start().await;
    // The hook refuses this room, each time after it has got its place.
    for _ in 0..=SHARE {
        let refused = ask(&client, "closed").await.unwrap();
        assert_eq!(refused.exception().await.code(), "forbidden");
        assert_eq!(refused.ended().await, End::ByServer);
        app.settled().await;
        assert_eq!(namespaces(&app), [""; 0]);
    }
    assert_eq!(ask_all(&client, 0..SHARE).await.len(), SHARE);
    client.lose_connection();
    for _ in 0..20 {
        let gone = app.connect::<Lobby>().await.unwrap();
        for number in 0..SHARE {
            gone.send_text(&format!("0/chat/gone-{number},"));
        }
        tokio::task::yield_now().await;
        gone.lose_connection();
    }
    app.advance(GOES).await;
    assert_eq!(namespaces(&app), [""; 0]);
    assert_eq!(app.open_sockets(), 0);
}

#[tokio::test]
async fn a_share_is_for_each_pattern_and_for_each_connection() {
    let (app, client) = start().await;
    let joined = ask_all(&client, 0..SHARE).await;
    assert_eq!(joined.len(), SHARE);
    assert_refused(ask(&client, SHARE).await);
    client.join_namespace("/numbers/7").await.unwrap();
    // Another connection has a share of its own.
    let other = app.connect::<Lobby>().await.unwrap();
    ask(&other, SHARE).await.unwrap();
}
