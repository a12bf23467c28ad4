//! What HTTP adds: logging in, and announcements.

use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};

use super::{Team, forged::of_another_key};
use crate::events::Announcement;

impl Team {
    /// Posts JSON; the status and the answer.
    async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
        let mut request = Request::post(path).header(CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let answer = self
            .app
            .request(request.body(body.to_string()).unwrap())
            .await;
        let body = serde_json::from_slice(answer.body()).unwrap_or_default();
        (answer.status().as_u16(), body)
    }
}

#[tokio::test]
async fn a_name_and_a_password_give_a_token_and_the_user() {
    let team = Team::start().await;
    let body = json!({ "name": "an", "password": "secret" });
    let (status, answer) = team.post("/login", None, &body).await;
    assert_eq!(
        (status, &answer["user"]),
        (200, &json!({ "name": "an", "role": "admin" }))
    );
    let token = answer["token"].as_str().unwrap();
    assert_eq!(token.split('.').count(), 3);
    assert_eq!(team.auth.user_of(token).await.unwrap().name, "an");

    for body in [
        json!({ "name": "an", "password": "wrong" }),
        json!({ "name": "dung", "password": "secret" }),
    ] {
        let (status, answer) = team.post("/login", None, &body).await;
        let error = json!({ "status": "error", "message": "the name or the password is wrong" });
        assert_eq!((status, answer), (401, error));
    }
    let (status, answer) = team.post("/login", None, &json!({ "name": "an" })).await;
    assert_eq!((status, &answer["status"]), (422, &json!("error")));
}

#[tokio::test]
async fn an_admin_announces_through_a_service_that_is_no_gateway() {
    let team = Team::start().await;
    let tabs = team.tabs(["an", "binh", "binh"]).await;
    let (admin, member) = (team.token("an").await, team.token("binh").await);
    let forged = of_another_key();
    for (token, body, status) in [
        (None, json!({ "text": "tea" }), 401),
        (Some("nonsense"), json!({ "text": "tea" }), 401),
        (Some(&*forged), json!({ "text": "tea" }), 401),
        (Some(&*member), json!({ "text": "tea" }), 403),
        (Some(&*admin), json!({ "text": "" }), 422),
        (Some(&*admin), json!({}), 422),
    ] {
        let (answered, answer) = team.post("/announce", token, &body).await;
        assert_eq!(
            (answered, &answer["status"]),
            (status, &json!("error")),
            "{body}"
        );
    }
    let tea = json!({ "text": "tea" });
    assert_eq!(
        team.post("/announce", Some(&admin), &tea).await,
        (204, Value::Null)
    );
    for tab in &tabs {
        let tea = Announcement {
            from: "an".into(),
            text: "tea".into(),
        };
        assert_eq!(tab.event::<Announcement>().await, tea);
        tab.no_event().await;
    }
}
