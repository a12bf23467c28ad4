//! What users write to each other.

use serde_json::{Value, json};

use super::{Team, lobby};
use crate::events::{Direct, Said, Typing};

#[tokio::test]
async fn what_is_said_in_a_room_reaches_its_members_and_is_the_answer() {
    let team = Team::start().await;
    let [chi] = team.tabs(["chi"]).await;
    let [an, binh] = team.tabs_in_lobby(["an", "binh"]).await;
    chi.forget_events();

    let said: Said = an
        .ask("say", &json!({ "room": "lobby", "text": "hello" }))
        .await
        .unwrap();
    assert_eq!(
        serde_json::to_value(&said).unwrap(),
        json!({ "room": "lobby", "from": "an", "text": "hello" })
    );
    assert_eq!(binh.event::<Said>().await, said);
    an.no_event().await;
    chi.no_event().await;
}

#[tokio::test]
async fn a_direct_message_reaches_all_tabs_of_both_users_and_nobody_else() {
    let team = Team::start().await;
    let [sender, an, one, two, chi] = team.tabs(["an", "an", "binh", "binh", "chi"]).await;
    let direct = Direct {
        from: "an".into(),
        to: "binh".into(),
        text: "hello".into(),
    };

    let body = json!({ "to": "binh", "text": "hello" });
    assert_eq!(sender.ask::<Direct>("direct", &body).await.unwrap(), direct);
    for tab in [&an, &one, &two] {
        assert_eq!(tab.event::<Direct>().await, direct);
    }
    sender.no_event().await;
    chi.no_event().await;
}

#[tokio::test]
async fn an_error_of_the_application_is_told_by_its_code_with_what_stands_in_its_variant() {
    let team = Team::start().await;
    let [an] = team.tabs(["an"]).await;
    for (to, code, message) in [
        ("binh", "offline", "binh is not online"),
        ("dung", "not_found", "there is no user dung"),
    ] {
        let error = an
            .ask::<Direct>("direct", &json!({ "to": to, "text": "hello" }))
            .await
            .unwrap_err();
        assert_eq!((error.code(), error.message()), (code, message));
        assert_eq!(error.details::<String>().unwrap(), to);
    }
}

#[tokio::test]
async fn typing_is_shown_to_the_others_in_the_room() {
    let team = Team::start().await;
    let [an, binh] = team.tabs_in_lobby(["an", "binh"]).await;
    an.emit("typing", &lobby());
    let typing = serde_json::to_value(binh.event::<Typing>().await).unwrap();
    assert_eq!(typing, json!({ "room": "lobby", "name": "an" }));
    an.no_event().await;
}

#[tokio::test]
async fn a_body_has_rules() {
    let team = Team::start_unchecked().await;
    let [an] = team.tabs_in_lobby(["an"]).await;
    for (event, body, path) in [
        ("say", json!({ "room": "lobby", "text": "" }), "text"),
        (
            "say",
            json!({ "room": "lobby", "text": "ö".repeat(501) }),
            "text",
        ),
        ("direct", json!({ "to": "", "text": "hello" }), "to"),
        (
            "kick",
            json!({ "name": "binh", "reason": "x".repeat(201) }),
            "reason",
        ),
    ] {
        let error = an.ask::<Value>(event, &body).await.unwrap_err();
        let paths: Vec<_> = error.fields().map(|(path, _)| path).collect();
        assert_eq!(
            (error.code(), error.message(), error.pattern(), &*paths),
            (
                "bad_request",
                "the validation failed",
                Some(event),
                &[path][..]
            ),
            "{event}"
        );
    }
}
