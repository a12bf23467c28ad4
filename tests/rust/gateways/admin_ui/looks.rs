//! What a page is told.

use std::time::Duration;

use gateway_runtime::{
    Args, Bytes, SocketId,
    testing::{Client, TestApp, TestCluster},
};
use serde_json::{Value, json};

use super::{
    LookedAt, LookedAtRoom, admin_ui, all_sockets, app, builder, features, of, page, told,
};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_page_gets_all_sockets_and_then_what_changes() {
    let app = app(admin_ui()).await;
    let there = app.connect::<LookedAt>().await.unwrap();
    let polls = app.connect::<LookedAt>().polling().await.unwrap();
    let () = there.ask("join", "lobby").await.unwrap();
    let () = there.ask("share", &json!({ "name": "An" })).await.unwrap();

    let page = page(&app).await;
    let sockets = all_sockets(&page).await;
    let found = of(&sockets, there.id());
    assert_eq!(found["nsp"], "/looked-at");
    assert_eq!(found["transport"], "websocket");
    assert_eq!(found["clientId"].as_str().map(str::len), Some(12));
    assert_eq!(found["data"], json!({ "name": "An" }));
    assert!(
        found["rooms"].as_array().unwrap().contains(&json!("lobby")),
        "{found}"
    );
    assert_eq!(of(&sockets, polls.id())["transport"], "polling");
    // The page shows the first namespace at first.
    assert_eq!(sockets.last().unwrap()["nsp"], "/admin");

    let () = polls.ask("join", "kitchen").await.unwrap();
    let () = there.ask("leave", "lobby").await.unwrap();
    let () = there.ask("share", &json!(7)).await.unwrap();
    let late = app
        .connect::<LookedAtRoom>()
        .namespace("/looked-at/7")
        .await
        .unwrap();
    app.advance(SECOND).await;
    let (namespace, room, id, at): (String, String, SocketId, String) =
        told(&page, "room_left").await;
    assert_eq!(
        (&*namespace, &*room, id),
        ("/looked-at", "lobby", there.id())
    );
    assert!(at.ends_with('Z'), "{at}");
    let (_, room, id, _): (String, String, SocketId, String) = told(&page, "room_joined").await;
    assert_eq!((&*room, id), ("kitchen", polls.id()));
    let (updated,): (Value,) = told(&page, "socket_updated").await;
    assert_eq!(updated["data"], json!({ "shared": 7 }));
    let (connected, _): (Value, String) = told(&page, "socket_connected").await;
    assert_eq!(
        (&connected["nsp"], &connected["id"]),
        (&json!("/looked-at/7"), &json!(late.id()))
    );

    let id = there.id();
    there.disconnect().await;
    app.advance(SECOND).await;
    // The page keeps a socket in its rooms until it is told otherwise.
    let (_, room, left, _): (String, String, SocketId, String) = told(&page, "room_left").await;
    assert_eq!((room, left), (id.to_string(), id));
    let (namespace, left, reason, _): (String, SocketId, String, String) =
        told(&page, "socket_disconnected").await;
    assert_eq!((&*namespace, left), ("/looked-at", id));
    assert_eq!(reason, "client namespace disconnect");
}

#[tokio::test(start_paused = true)]
async fn packets_are_shown_and_counted() {
    let app = app(admin_ui()).await;
    let client = app.connect::<LookedAt>().await.unwrap();
    let other = app.connect::<LookedAt>().await.unwrap();
    for client in [&client, &other] {
        let () = client.ask("join", "lobby").await.unwrap();
    }
    let page = page(&app).await;
    all_sockets(&page).await;
    let _: usize = client.ask("say", &Args(("lobby", "hello"))).await.unwrap();
    client.emit("unknown", &Bytes::from_static(b"bytes"));
    app.advance(SECOND).await;
    let (namespace, id, event, _): (String, SocketId, Value, String) =
        told(&page, "event_received").await;
    assert_eq!((&*namespace, id), ("/looked-at", client.id()));
    assert_eq!(event, json!(["say", "lobby", "hello"]));
    let mut receivers = Vec::new();
    for _ in 0..2 {
        let (_, id, event, _): (String, SocketId, Value, String) = told(&page, "event_sent").await;
        assert_eq!(event, json!(["said", "hello"]));
        receivers.push(id);
    }
    receivers.sort_unstable();
    let mut both = [client.id(), other.id()];
    both.sort_unstable();
    assert_eq!(receivers, both);
    let (_, _, (name, bytes), _): (String, SocketId, (String, Bytes), String) =
        told(&page, "event_received").await;
    assert_eq!((&*name, &*bytes), ("unknown", &b"bytes"[..]));

    app.advance(SECOND).await;
    let statistics = with_past(&page).await;
    let count = |kind: &str| {
        let all = statistics["aggregatedEvents"].as_array().unwrap().iter();
        let of_kind = all.filter(|one| one["type"] == kind);
        of_kind
            .map(|one| one["count"].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(
        (count("packetsIn"), count("packetsOut")),
        (2, 4),
        "{statistics:#}"
    );
    assert!(count("bytesIn") > 0 && count("bytesOut") > 0);
    assert_eq!(statistics["clientsCount"], 3);
    let namespaces = statistics["namespaces"].as_array().unwrap();
    assert_eq!(
        namespaces[0],
        json!({ "name": "/looked-at", "socketsCount": 2 })
    );
    assert_eq!(namespaces.last().unwrap()["name"], "/admin");
}

/// The statistics that say what has happened: the first ones, for a page that has just come, do not.
async fn with_past(page: &Client) -> Value {
    loop {
        let (statistics,): (Value,) = told(page, "server_stats").await;
        if statistics["aggregatedEvents"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
        {
            return statistics;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn two_hundred_events_a_second_at_most() {
    let app = app(admin_ui()).await;
    let client = app.connect::<LookedAt>().await.unwrap();
    let page = page(&app).await;
    all_sockets(&page).await;
    app.advance(SECOND).await;
    for second in 0..3 {
        page.forget_events();
        for _ in 0..500 {
            client.emit("leave", &format!("room-{second}"));
        }
        app.advance(SECOND).await;
        // Statistics come beside the events.
        let received = page.waiting_events();
        assert!((100..=202).contains(&received), "{received}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_collected_unless_an_admin_looks() {
    let app = app(admin_ui()).await;
    let client = app.connect::<LookedAt>().await.unwrap();
    for _ in 0..2 {
        let () = client.ask("join", "before").await.unwrap();
        app.advance(5 * SECOND).await;
        let page = page(&app).await;
        all_sockets(&page).await;
        let () = client.ask("join", "meanwhile").await.unwrap();
        app.advance(3 * SECOND).await;
        let (_, _, event, _): (String, SocketId, Value, String) =
            told(&page, "event_received").await;
        assert_eq!(event, json!(["join", "meanwhile"]));
        let statistics = with_past(&page).await;
        let packets = statistics["aggregatedEvents"].as_array().unwrap().iter();
        let packets: Vec<_> = packets.filter(|one| one["type"] == "packetsIn").collect();
        assert_eq!(packets.len(), 1, "{statistics:#}");
        assert_eq!(packets[0]["count"], 1);
        assert!(
            !page.transcript().contains("\"before\"],"),
            "{}",
            page.transcript()
        );
        page.disconnect().await;
        app.advance(5 * SECOND).await;
    }
}

#[tokio::test]
async fn no_secret_of_a_client_is_told() {
    let app = app(admin_ui()).await;
    let client = app
        .connect::<LookedAt>()
        .header("cookie", "id=SECRET")
        .header("authorization", "Bearer SECRET")
        .header("proxy-authorization", "Basic SECRET")
        .header("user-agent", "a browser")
        .auth(&json!({ "token": "SECRET" }))
        .await
        .unwrap();
    let page = page(&app).await;
    let sockets = all_sockets(&page).await;
    let found = of(&sockets, client.id());
    assert_eq!(found["handshake"]["headers"]["user-agent"], "a browser");
    assert_eq!(found["handshake"]["address"], "127.0.0.1");
    let text = serde_json::to_string(&sockets).unwrap();
    assert!(!text.contains("SECRET"), "{text}");
    // Nor one of the admin.
    assert!(!text.contains("changeit"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn in_production_there_are_statistics_alone() {
    let app = app(admin_ui().production()).await;
    let client = app.connect::<LookedAt>().await.unwrap();
    let page = page(&app).await;
    assert_eq!(features(&page).await, json!(["AGGREGATED_EVENTS"]));
    let () = client.ask("join", "lobby").await.unwrap();
    app.advance(3 * SECOND).await;
    let statistics = with_past(&page).await;
    assert_eq!(statistics["clientsCount"], 2);
    let text = page.transcript();
    for event in [
        "all_sockets",
        "socket_connected",
        "room_joined",
        "event_received",
    ] {
        assert!(!text.contains(event), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_sees_the_sockets_of_two_servers() {
    let each = |number: usize| {
        builder(admin_ui().server_id(format!("server-{number}"))).only::<(LookedAt,)>()
    };
    let cluster = TestCluster::start(2, each).await.unwrap();
    let here = cluster[0].connect::<LookedAt>().await.unwrap();
    let there = cluster[1].connect::<LookedAt>().await.unwrap();
    let page = page(&cluster[0]).await;
    let sockets = all_sockets(&page).await;
    of(&sockets, here.id());
    cluster.advance(3 * SECOND).await;
    loop {
        let (connected, _): (Value, String) = told(&page, "socket_connected").await;
        if connected["id"] == json!(there.id()) {
            assert_eq!(connected["nsp"], "/looked-at");
            break;
        }
    }
    page.forget_events();
    let () = there.ask("join", "lobby").await.unwrap();
    cluster.advance(3 * SECOND).await;
    let (_, room, id, _): (String, String, SocketId, String) = told(&page, "room_joined").await;
    assert_eq!((&*room, id), ("lobby", there.id()));
    let mut servers = Vec::new();
    while servers.len() < 2 {
        let (statistics,): (Value,) = told(&page, "server_stats").await;
        let id = statistics["serverId"].as_str().unwrap().to_owned();
        if !servers.contains(&id) {
            servers.push(id);
        }
        cluster.advance(SECOND).await;
    }
}

#[tokio::test]
async fn a_proxy_that_is_trusted_says_alone_whether_a_client_is_encrypted() {
    for is_trusted in [false, true] {
        let mut builder = builder(admin_ui());
        if is_trusted {
            builder = builder.trust_proxies(["127.0.0.1"]);
        }
        let app = TestApp::start(builder).await.unwrap();
        let mut clients = Vec::new();
        for proto in ["https", "http"] {
            let client = app
                .connect::<LookedAt>()
                .header("x-forwarded-for", "192.0.2.7")
                .header("x-forwarded-proto", proto);
            clients.push((client.await.unwrap(), proto));
        }
        let page = page(&app).await;
        let sockets = all_sockets(&page).await;
        for (client, proto) in clients {
            let handshake = &of(&sockets, client.id())["handshake"];
            let is_encrypted = is_trusted && proto == "https";
            assert_eq!(handshake["secure"], is_encrypted, "{is_trusted}, {proto}");
        }
    }
}
