//! Who is an admin.

use std::net::IpAddr;

use gateway_runtime::{AdminUi, prelude::*, testing::TestApp};
use serde_json::{Value, json};

use super::{HASH, admin_ui, app, builder, features, page};

/// What a page is refused with that sends this as `auth`.
async fn refusal(app: &TestApp, auth: &Value, address: &str) -> String {
    let address: IpAddr = address.parse().unwrap();
    let refused = app.connect_to("/admin").auth(auth).address(address).await;
    refused.unwrap_err().message().to_owned()
}

fn login(user: &str, password: &str) -> Value {
    json!({ "username": user, "password": password })
}

#[tokio::test]
async fn the_refusal_is_the_text_that_opens_the_form_again() {
    let app = app(admin_ui()).await;
    for auth in [
        json!({}),
        json!({ "sessionId": null }),
        json!({ "sessionId": "0123456789abcdef" }),
        json!({ "username": 7 }),
        json!({ "username": "admin" }),
        login("admin", "wrong"),
        login("admin", ""),
        login("root", "changeit"),
        login("", ""),
    ] {
        assert_eq!(
            refusal(&app, &auth, "192.0.2.1").await,
            "invalid credentials",
            "{auth}"
        );
    }
    let refused = app.connect_to("/admin").await;
    assert_eq!(
        refused.expect_err("nothing").message(),
        "invalid credentials"
    );
}

#[tokio::test]
async fn a_session_opens_without_the_password() {
    let app = app(admin_ui()).await;
    let first = page(&app).await;
    let session: String = first.event_named_among_others("session").await;
    let again = app
        .connect_to("/admin")
        .auth(&json!({ "sessionId": session }));
    let again = again.await.unwrap();
    let _ = features(&again).await;
    // It has one.
    assert!(
        !again.transcript().contains("\"session\""),
        "{}",
        again.transcript()
    );
}

#[tokio::test(start_paused = true)]
async fn an_address_has_ten_tries_a_minute() {
    let app = app(admin_ui()).await;
    for _ in 0..10 {
        let refused = refusal(&app, &login("admin", "wrong"), "192.0.2.1").await;
        assert_eq!(refused, "invalid credentials");
    }
    let refused = refusal(&app, &login("admin", "changeit"), "192.0.2.1").await;
    assert!(refused.starts_with("too many tries"), "{refused}");
    // Somebody else is let in.
    let honest = app.connect_to("/admin").auth(&login("admin", "changeit"));
    let honest = honest.address("192.0.2.2".parse().unwrap());
    features(&honest.await.unwrap()).await;
    app.advance(std::time::Duration::from_mins(1)).await;
    let again = app.connect_to("/admin").auth(&login("admin", "changeit"));
    let again = again.address("192.0.2.1".parse().unwrap());
    features(&again.await.unwrap()).await;
}

#[tokio::test]
async fn without_authentication_everyone_is_an_admin_and_there_is_no_session() {
    let app = app(AdminUi::new().without_auth()).await;
    let page = app.connect_to("/admin").await.unwrap();
    assert_eq!(features(&page).await.as_array().unwrap().len(), 9);
    assert!(
        !page.transcript().contains("\"session\""),
        "{}",
        page.transcript()
    );
}

#[tokio::test]
async fn the_hash_may_be_the_line_that_htpasswd_prints() {
    let line = format!(":{}\n\n", HASH.replacen("$2b$", "$2y$", 1));
    let app = app(AdminUi::new().basic_auth("admin", line)).await;
    features(&page(&app).await).await;
}

#[tokio::test]
async fn the_namespace_is_another_if_the_app_says_so() {
    let login = login("admin", "changeit");
    for namespace in ["/team/look", "team/look"] {
        let app = app(admin_ui().namespace(namespace)).await;
        let page = app.connect_to("/team/look").auth(&login).await.unwrap();
        features(&page).await;
        assert!(app.connect_to("/admin").auth(&login).await.is_err());
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_listed_when_the_app_is_built() {
    #[websocket_gateway(namespace = "admin")]
    struct Clashing;

    let problems = |builder: gateway_runtime::GatewayAppBuilder| async {
        let error = builder.build().await.expect_err("it does not start");
        error.problems().join("\n")
    };
    let found = problems(builder(AdminUi::new())).await;
    assert!(found.contains("nobody may sign in"), "{found}");
    let found = problems(builder(AdminUi::new().basic_auth("admin", "changeit"))).await;
    assert!(found.contains("no bcrypt hash"), "{found}");
    let found = problems(builder(admin_ui().without_auth())).await;
    assert!(found.contains("contradicts"), "{found}");
    for namespace in ["/admin", "admin"] {
        let clashing = AdminUi::new().server_id("").namespace(namespace);
        let clashing = GatewayApp::builder()
            .only::<(Clashing,)>()
            .admin_ui(clashing);
        let found = problems(clashing).await;
        assert!(found.contains("is that of `Clashing`"), "{found}");
        assert!(found.contains("`.server_id(..)` is empty"), "{found}");
        assert!(found.contains("nobody may sign in"), "{found}");
    }
}
