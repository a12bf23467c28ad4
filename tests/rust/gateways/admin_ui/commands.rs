//! What a page may do.

use gateway_runtime::{
    Args,
    testing::{Client, End, TestApp},
};
use serde_json::{Value, json};

use super::{LookedAt, admin_ui, app, page};

async fn member(app: &TestApp, room: &str) -> Client {
    let client = app.connect::<LookedAt>().await.unwrap();
    let () = client.ask("join", room).await.unwrap();
    client
}

#[tokio::test]
async fn an_admin_emits_joins_leaves_and_disconnects() {
    let app = app(admin_ui()).await;
    let [lobby, kitchen] = [member(&app, "lobby").await, member(&app, "kitchen").await];
    let page = page(&app).await;
    page.emit(
        "emit",
        &Args(("/looked-at", "lobby", "said", 1, json!({ "a": null }))),
    );
    let Args((number, object)): Args<(u8, Value)> = lobby.event_named("said").await;
    assert_eq!((number, object), (1, json!({ "a": null })));
    page.emit("emit", &Args(("/looked-at", Value::Null, "to-all")));
    for client in [&lobby, &kitchen] {
        let (): () = client.event_named("to-all").await;
    }

    page.emit("join", &Args(("/looked-at", "later", "kitchen")));
    page.emit("leave", &Args(("/looked-at", "lobby", lobby.id())));
    app.settled().await;
    let rooms = |client: &Client| app.socket::<LookedAt>(client).unwrap().rooms();
    assert!(rooms(&kitchen).contains(&"later".to_owned()));
    assert!(!rooms(&lobby).contains(&"lobby".to_owned()));
    page.emit("join", &Args(("/looked-at", "everyone")));
    app.settled().await;
    assert!(rooms(&lobby).contains(&"everyone".to_owned()));

    // Of one socket the namespace alone, of a room the whole connection.
    let second = lobby.join_namespace("/looked-at/7").await.unwrap();
    page.emit("_disconnect", &Args(("/looked-at", false, lobby.id())));
    assert_eq!(lobby.ended().await, End::ByServer);
    second.no_event().await;
    page.emit("_disconnect", &Args(("/looked-at", true, "later")));
    assert_eq!(kitchen.ended().await, End::ByServer);
    assert_eq!(second.end(), None);
}

#[tokio::test]
async fn commands_that_are_switched_off_are_refused_by_the_server() {
    for admin_ui in [admin_ui().readonly(), admin_ui().production()] {
        let app = app(admin_ui).await;
        let client = member(&app, "lobby").await;
        let page = page(&app).await;
        page.emit("emit", &Args(("/looked-at", "lobby", "said", 1)));
        page.emit("join", &Args(("/looked-at", "later", "lobby")));
        page.emit("leave", &Args(("/looked-at", "lobby")));
        page.emit("_disconnect", &Args(("/looked-at", true)));
        app.settled().await;
        client.no_event().await;
        let mut rooms = app.socket::<LookedAt>(&client).unwrap().rooms();
        rooms.retain(|room| *room != client.id().to_string());
        assert_eq!(rooms, ["lobby"]);
        assert_eq!(client.end(), None);
    }
}

#[tokio::test]
async fn what_is_no_command_changes_nothing() {
    let app = app(admin_ui()).await;
    let client = member(&app, "lobby").await;
    let page = page(&app).await;
    page.emit("_disconnect", &Args(("/nowhere", true)));
    page.emit("_disconnect", &Args(("/looked-at", "yes")));
    page.emit("drop", &Args(("/looked-at", true)));
    page.emit("emit", &());
    page.emit("emit", &Args(("/looked-at", Value::Null, "disconnect", 1)));
    page.emit("emit", &Args(("/looked-at", Value::Null, "still-there")));
    let (): () = client.event_named("still-there").await;
    assert_eq!(page.end(), None);
}
