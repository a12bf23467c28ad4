//! Who is online, and who is in which room.

use serde_json::{Value, json};

use super::{Team, lobby};
use crate::events::{Membership, Presence};

#[tokio::test]
async fn several_tabs_of_a_user_come_and_go_once() {
    let team = Team::start().await;
    let [an] = team.tabs(["an"]).await;
    let one = team.tab("binh").await;
    let (two, welcome) = team.welcome("binh").await;
    assert_eq!(welcome.online, ["an".to_owned(), "binh".to_owned()].into());
    assert_eq!(
        an.event::<Presence>().await,
        Presence {
            name: "binh".into(),
            online: true
        }
    );

    one.disconnect().await;
    an.no_event().await;
    two.disconnect().await;
    assert_eq!(
        an.event::<Presence>().await,
        Presence {
            name: "binh".into(),
            online: false
        }
    );
    an.no_event().await;
}

#[tokio::test]
async fn rooms_tell_their_members_who_comes_who_goes_and_who_is_there() {
    let team = Team::start().await;
    let [an, one, two, chi] = team.tabs(["an", "binh", "binh", "chi"]).await;
    let membership = |here| Membership {
        room: serde_json::from_value(json!("lobby")).unwrap(),
        name: "binh".into(),
        here,
    };

    assert_eq!(
        an.ask::<Vec<String>>("join", &lobby()).await.unwrap(),
        ["an"]
    );
    for tab in [&one, &two] {
        assert_eq!(
            tab.ask::<Vec<String>>("join", &lobby()).await.unwrap(),
            ["an", "binh"]
        );
    }
    assert_eq!(
        two.ask::<Vec<String>>("members", &lobby()).await.unwrap(),
        ["an", "binh"]
    );
    assert_eq!(an.event::<Membership>().await, membership(true));
    // One of two tabs leaves: the user stays.
    one.ask::<()>("leave", &lobby()).await.unwrap();
    an.no_event().await;
    // The other one is closed.
    drop(two);
    assert_eq!(an.event::<Membership>().await, membership(false));
    assert_eq!(
        an.ask::<Vec<String>>("members", &lobby()).await.unwrap(),
        ["an"]
    );
    chi.no_event().await;
}

#[tokio::test]
async fn a_tab_is_in_twenty_rooms_at_a_time() {
    let team = Team::start().await;
    let [an] = team.tabs(["an"]).await;
    for number in 0..20 {
        let room = json!({ "room": format!("room {number}") });
        let _: Value = an.ask("join", &room).await.unwrap();
    }
    let error = an
        .ask::<Value>("join", &json!({ "room": "one more" }))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "conflict");
    // A room that the tab is in already is none more.
    let again = an.ask::<Vec<String>>("join", &json!({ "room": "room 0" }));
    assert_eq!(again.await.unwrap(), ["an"]);
}

#[tokio::test]
async fn the_name_of_a_room_is_neither_empty_nor_too_long() {
    let team = Team::start_unchecked().await;
    let [an] = team.tabs(["an"]).await;
    for room in ["", &"ö".repeat(41)] {
        let error = an
            .ask::<Value>("join", &json!({ "room": room }))
            .await
            .unwrap_err();
        let paths: Vec<_> = error.fields().map(|(path, _)| path).collect();
        assert_eq!((error.code(), &*paths), ("bad_request", &["room"][..]));
    }
    let _: Value = an
        .ask("join", &json!({ "room": "ö".repeat(40) }))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_for_members_is_refused_to_others_with_the_body_unread() {
    let team = Team::start_unchecked().await;
    let [binh] = team.tabs(["binh"]).await;
    for event in ["members", "say", "typing"] {
        let error = binh.ask::<Value>(event, &lobby()).await.unwrap_err();
        assert_eq!(
            (error.code(), error.message(), error.pattern()),
            ("forbidden", "join the room first", Some(event)),
            "{event}"
        );
    }
    // A client cannot name the room of a user.
    let error = binh
        .ask::<Value>("members", &json!({ "room": "user:binh" }))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "forbidden");
    let _: Value = binh.ask("join", &lobby()).await.unwrap();
    assert_eq!(
        binh.ask::<Value>("say", &lobby()).await.unwrap_err().code(),
        "bad_request"
    );
}
