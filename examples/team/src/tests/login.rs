//! Who is let in, and for how long.

use std::time::Duration;

use gateway_runtime::GatewayApp;
use gateway_runtime::testing::{End, TestApp};
use serde_json::{Value, json};

use super::{Team, lobby};
use crate::events::{Presence, Welcome};
use crate::gateway::TeamGateway;
use crate::guards::authenticated;
use crate::user::{Role, User};
use crate::with_services;

#[tokio::test]
async fn a_token_that_the_server_has_signed_lets_in() {
    let team = Team::start().await;
    let (_an, welcome) = team.welcome("an").await;
    let user = User {
        name: "an".into(),
        role: Role::Admin,
    };
    assert_eq!(
        welcome,
        Welcome {
            user,
            online: ["an".into()].into()
        }
    );
}

/// A test that is about something else needs no login.
#[tokio::test]
async fn another_guard_lets_in_whom_the_test_wants() {
    let auth = Team::start().await.auth;
    let builder = with_services(GatewayApp::builder(), auth).replace_guard::<authenticated>(|_| {
        Ok(User {
            name: "eve".into(),
            role: Role::Member,
        })
    });
    let app = TestApp::start(builder).await.unwrap();
    let eve = app.connect::<TeamGateway>().await.unwrap();
    assert_eq!(eve.event::<Welcome>().await.user.name, "eve");
}

#[tokio::test]
async fn who_has_no_valid_token_is_refused_and_is_nowhere() {
    let team = Team::start().await;
    let token = team.token("binh").await;
    team.auth.revoke("binh").await;
    for (auth, message) in [
        (Value::Null, "log in first"),
        (
            json!({ "token": "nonsense" }),
            "the token is not valid: log in again",
        ),
        (
            json!({ "token": token }),
            "the token has been revoked: log in again",
        ),
    ] {
        let refused = team
            .app
            .connect::<TeamGateway>()
            .auth(&auth)
            .await
            .unwrap_err();
        assert_eq!(refused.message(), message);
    }
    assert_eq!(team.app.open_sockets(), 0);
}

#[tokio::test]
async fn a_token_that_holds_no_longer_is_noticed_before_the_next_message() {
    let team = Team::start_unchecked().await;
    let [binh] = team.tabs_in_lobby(["binh"]).await;
    team.auth.revoke("binh").await;
    // The body is not even looked at.
    let error = binh.ask::<()>("say", &7).await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        ("unauthorized", "the token has been revoked: log in again")
    );
    binh.emit("typing", &lobby());
    assert_eq!(binh.exception().await.code(), "unauthorized");
}

#[tokio::test(start_paused = true)]
async fn a_tab_that_only_listens_is_disconnected_some_seconds_after_its_token_holds_no_longer() {
    let team = Team::start().await;
    let [binh, chi] = team.tabs(["binh", "chi"]).await;
    team.auth.revoke("binh").await;
    team.app.advance(Duration::from_secs(5)).await;
    assert_eq!(binh.end(), Some(End::ByServer));
    assert_eq!(
        chi.event::<Presence>().await,
        Presence {
            name: "binh".into(),
            online: false
        }
    );
    assert_eq!(chi.end(), None);
}
