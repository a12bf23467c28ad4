//! What only an admin may do.

use gateway_runtime::testing::End;
use serde_json::{Value, json};

use super::Team;
use crate::events::{Kicked, Membership, Presence};
use crate::gateway::TeamGateway;

#[tokio::test]
async fn an_admin_kicks_a_user_out_of_all_tabs_and_the_user_s_tokens_hold_no_longer() {
    let team = Team::start().await;
    let token = team.token("binh").await;
    let [chi] = team.tabs(["chi"]).await;
    let [an, one, two] = team.tabs_in_lobby(["an", "binh", "binh"]).await;
    chi.forget_events();

    let kick = json!({ "name": "binh", "reason": "noise" });
    assert_eq!(an.ask::<usize>("kick", &kick).await.unwrap(), 2);
    for tab in [one, two] {
        let kicked = Kicked {
            by: "an".into(),
            reason: Some("noise".into()),
        };
        assert_eq!(tab.event::<Kicked>().await, kicked);
        assert_eq!(tab.ended().await, End::ByServer);
    }
    // The others hear of it once, although no tab finds another one that is left.
    let offline = Presence {
        name: "binh".into(),
        online: false,
    };
    let membership = an.event::<Membership>().await;
    assert_eq!((&*membership.name, membership.here), ("binh", false));
    assert_eq!(an.event::<Presence>().await, offline);
    assert_eq!(chi.event::<Presence>().await, offline);
    an.no_event().await;
    chi.no_event().await;

    let refused = team
        .app
        .connect::<TeamGateway>()
        .auth(&json!({ "token": token }))
        .await
        .unwrap_err();
    assert_eq!(
        refused.message(),
        "the token has been revoked: log in again"
    );
    // Whoever still has the password logs in again.
    let (_binh, welcome) = team.welcome("binh").await;
    let online = ["an", "binh", "chi"].map(str::to_owned);
    assert_eq!(welcome.online, online.into());
}

#[tokio::test]
async fn who_is_no_admin_may_not_kick_whatever_the_body_is() {
    let team = Team::start_unchecked().await;
    let [an, binh, chi] = team.tabs(["an", "binh", "chi"]).await;
    for body in [json!({ "name": "chi" }), json!(7), Value::Null] {
        let error = binh.ask::<usize>("kick", &body).await.unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            ("forbidden", "your role may not do this")
        );
    }
    chi.no_event().await;
    assert_eq!(chi.end(), None);
    let error = an
        .ask::<usize>("kick", &json!({ "name": "dung" }))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "not_found");
    assert_eq!(error.details::<String>().unwrap(), "dung");
}
