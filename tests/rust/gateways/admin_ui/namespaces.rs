//! Clients of Engine.IO 3 and those of dynamic namespaces are as any others to a page: it sees them, and its commands reach
//! them.

use gateway_runtime::{
    Args,
    testing::{End, TestApp},
};
use serde_json::{Value, json};

use super::{LookedAt, LookedAtRoom, admin_ui, all_sockets, app, of, old_client::OldClient, page};

/// The rooms of the sockets of `/looked-at`, but for those of their own ids.
fn rooms(app: &TestApp) -> Vec<String> {
    let sockets = app.server::<LookedAt>().sockets().unwrap();
    let rooms = sockets.iter().flat_map(|socket| {
        let own = socket.id().to_string();
        socket.rooms().into_iter().filter(move |room| *room != own)
    });
    rooms.collect()
}

#[tokio::test]
async fn clients_of_engine_io_3_are_seen_and_reached() {
    let app = app(admin_ui()).await;
    let mut old = OldClient::connect(&app, "/looked-at").await;
    old.send(r#"42/looked-at,["join","lobby"]"#).await;
    app.settled().await;

    let page = page(&app).await;
    let sockets = all_sockets(&page).await;
    let found = of(&sockets, old.id());
    assert_eq!(found["nsp"], "/looked-at");
    assert_eq!(found["transport"], "polling");
    let known = found["rooms"].as_array().unwrap();
    assert!(known.contains(&json!("lobby")), "{found}");

    page.emit("emit", &Args(("/looked-at", "lobby", "said", 1)));
    old.until(r#"42/looked-at,["said",1]"#).await;
    page.emit("join", &Args(("/looked-at", "later", "lobby")));
    page.emit("leave", &Args(("/looked-at", "lobby", old.id())));
    app.settled().await;
    assert_eq!(rooms(&app), ["later"]);

    page.emit("_disconnect", &Args(("/looked-at", false, old.id())));
    old.until("41/looked-at").await;
    app.settled().await;
    assert!(app.server::<LookedAt>().sockets().unwrap().is_empty());
    // The connection goes on: the client may come back.
    old.send("40/looked-at,").await;
    old.until("40/looked-at").await;
    page.emit("_disconnect", &Args(("/looked-at", true)));
    while old.next().await.is_some() {}
}

#[tokio::test]
async fn so_are_those_of_dynamic_namespaces() {
    let app = app(admin_ui()).await;
    let new = app.connect::<LookedAtRoom>().namespace("/looked-at/7");
    let (new, elsewhere) = (new.await.unwrap(), "/looked-at/8");
    let other = new.join_namespace(elsewhere).await.unwrap();
    let mut old = OldClient::connect(&app, "/looked-at/7").await;

    let page = page(&app).await;
    let sockets = all_sockets(&page).await;
    for id in [new.id(), old.id()] {
        let here = sockets.iter().filter(|one| one["id"] == json!(id));
        let mut names: Vec<&Value> = here.map(|one| &one["nsp"]).collect();
        names.sort_by_key(|name| name.as_str());
        assert_eq!(names.first(), Some(&&json!("/looked-at/7")), "{sockets:#?}");
        assert_eq!(names.len(), if id == new.id() { 2 } else { 1 });
    }

    page.emit("join", &Args(("/looked-at/7", "lobby")));
    page.emit("emit", &Args(("/looked-at/7", "lobby", "said", 1)));
    let said: u8 = new.event_named("said").await;
    assert_eq!(said, 1);
    old.until(r#"42/looked-at/7,["said",1]"#).await;
    other.no_event().await;

    page.emit("_disconnect", &Args(("/looked-at/7", false, "lobby")));
    assert_eq!(new.ended().await, End::ByServer);
    old.until("41/looked-at/7").await;
    assert_eq!(other.end(), None);
}
