//! Every verb reaches the clients of all servers, whichever server is told.

use gateway_runtime::testing::{Client, End};

use super::gateway::*;

/// Every verb, from each of the servers.
async fn verbs(servers: usize) {
    let cluster = start(servers).await;
    assert_eq!(cluster.len(), servers);
    let clients = clients(&cluster).await;
    let everybody: Vec<usize> = (0..servers).collect();
    for from in 0..servers {
        let server = cluster[from].server::<Shared>();
        let (own, other) = (&clients[from], &clients[(from + 1) % servers]);

        // Events.
        assert!(own.ask::<bool>("say", &1).await.unwrap());
        server.to("everybody").emit_event(&News(2)).await.unwrap();
        for client in &clients {
            assert_eq!(client.event::<News>().await, News(1));
            assert_eq!(client.event::<News>().await, News(2));
        }
        server.to(other.id()).emit_event(&News(3)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(3));
        server.except(own.id()).emit_event(&News(4)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(4));
        server.local().emit_event(&News(5)).await.unwrap();
        assert_eq!(own.event::<News>().await, News(5));
        cluster.settled().await;
        for client in clients.iter().filter(|client| client.id() != own.id()) {
            client.forget_events();
        }

        // Questions.
        assert_eq!(answers(&server).await, (everybody.clone(), true));
        assert_eq!(server.count().await.unwrap(), servers);
        assert_eq!(server.server_count().await.unwrap(), servers);
        server.servers().emit("told", &6).await.unwrap();
        assert_eq!(other.event::<News>().await, News(6));
        own.no_event().await;
        cluster.settled().await;
        clients.iter().for_each(Client::forget_events);

        // Sockets from afar.
        let sockets = server.fetch_sockets().await.unwrap();
        assert_eq!(sockets.len(), servers);
        let remote = sockets.iter().find(|socket| socket.id() == other.id());
        let remote = remote.unwrap();
        assert!(remote.rooms().contains(&"everybody".to_owned()));
        remote.emit_event(&News(7)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(7));
        remote.join("cellar").await.unwrap();
        cluster.settled().await;
        assert_eq!(ids(server.to("cellar")).await, [other.id()]);
        assert!(server.rooms().await.unwrap().contains(&"cellar".to_owned()));
        server.to("cellar").emit_event(&News(8)).await.unwrap();
        assert_eq!(other.event::<News>().await, News(8));
        server.leave("cellar").await.unwrap();
        cluster.settled().await;
        assert_eq!(ids(server.to("cellar")).await, []);
        nothing_more(&clients).await;
    }

    // The last, since it ends.
    let server = cluster[0].server::<Shared>();
    server.to(clients[1].id()).disconnect().await.unwrap();
    assert_eq!(clients[1].ended().await, End::ByServer);
    cluster.settled().await;
    assert_eq!(server.count().await.unwrap(), servers - 1);
}

#[tokio::test]
async fn every_verb_reaches_the_other_of_two_servers() {
    verbs(2).await;
}

#[tokio::test(start_paused = true)]
async fn every_verb_reaches_the_other_of_two_servers_under_a_stopped_clock() {
    verbs(2).await;
}

#[tokio::test]
async fn every_verb_reaches_all_of_three_servers() {
    verbs(3).await;
}

#[tokio::test(start_paused = true)]
async fn every_verb_reaches_all_of_three_servers_under_a_stopped_clock() {
    verbs(3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_verb_reaches_all_of_three_servers_on_several_threads() {
    verbs(3).await;
}
