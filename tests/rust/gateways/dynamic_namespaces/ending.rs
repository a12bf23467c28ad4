//! Disconnect hooks of a dynamic namespace, also at a shutdown (docs/guarantees.md, 7).

use std::time::Duration;

use gateway_runtime::{DisconnectReason, SocketId, testing::End};

use super::{Chat, noting};
use crate::{
    journal::{Journal, Left},
    way::{Way, over_each_way},
};

over_each_way!(
    disconnect_hooks_run_and_the_rooms_are_those_of_the_namespace,
    a_shutdown_says_goodbye_to_all_clients,
);

async fn disconnect_hooks_run_and_the_rooms_are_those_of_the_namespace(way: Way) {
    let left = Journal::default();
    let app = way.start(noting(&left)).await;
    let client = way.connect::<Chat>(&app).namespace("/chat/hooks");
    let client = client.await.unwrap();
    let id = client.id();
    client.disconnect().await;
    assert_eq!(
        left.take(),
        [seen(id, DisconnectReason::ClientNamespaceDisconnect)]
    );
}

async fn a_shutdown_says_goodbye_to_all_clients(way: Way) {
    let left = Journal::default();
    let app = way.start(noting(&left)).await;
    let client = way.connect::<Chat>(&app).namespace("/chat/7");
    let client = client.await.unwrap();
    app.shutdown(Duration::from_secs(5)).await;
    assert_eq!(client.ended().await, End::ConnectionLost);
    assert_eq!(
        left.take(),
        [seen(client.id(), DisconnectReason::ServerShuttingDown)]
    );
}

fn seen(id: SocketId, reason: DisconnectReason) -> Left {
    Left {
        gateway: "Chat",
        id,
        reason,
        rooms: vec![id.to_string()],
    }
}
