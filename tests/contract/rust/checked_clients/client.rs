//! What a checked client sends and the contract does not say is a failure at once, and nothing is sent.

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use crate::{
    begins::begins,
    broken::{Broken, Members, app},
    failure::{failure, failure_of},
};

const HINT: &str = "\n  if that is what the test wants, leave `.checked()` out where the client connects\n  expected at ";

#[tokio::test]
async fn messages() {
    let app = app().await;
    let client = app.connect::<Broken>().checked().await.unwrap();
    for (failed, complaint) in [
        (
            failure_of(|| client.emit("nobody", &())),
            "`nobody` of `/broken` is not in the contract",
        ),
        (
            failure_of(|| client.emit("two", &7)),
            "`two` of `/broken`: argument 1 `text`: 7 is not \"string\"",
        ),
        (
            failure_of(|| drop(client.ask::<Value>("two", &()))),
            "`two` of `/broken`: argument 1 `text` is missing",
        ),
        (
            failure_of(|| client.emit("two", &Args(("a", true, 1)))),
            "`two` of `/broken`: 3 arguments came, and the contract has 2 arguments",
        ),
        (
            failure_of(|| client.emit("two", &Args((Bytes::from_static(b"a"), 1)))),
            "`two` of `/broken`:\n    argument 1 `text`: <1 bytes> is not \"string\"\n    \
             argument 2 `loud`: 1 is not \"boolean\" or \"null\"",
        ),
    ] {
        begins(
            &failed,
            &format!("this client would break the contract: the message {complaint}{HINT}"),
        );
        assert!(!failed.contains("-> 2/broken"), "it was sent: {failed}");
    }
    let failed = failure_of(|| client.emit("nobody", &()));
    let line = line!() - 1;
    let place = format!("expected at tests/contract/rust/checked_clients/client.rs:{line}:");
    assert!(failed.contains(&place), "{failed}");

    // Right ones are sent, and a client that is not checked sends what it likes.
    assert_eq!(client.ask::<usize>("two", "a").await.unwrap(), 1);
    assert_eq!(
        client
            .ask::<usize>("two", &Args(("a", true)))
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        client
            .ask::<usize>("two", &Args(("a", None::<bool>)))
            .await
            .unwrap(),
        1
    );
    let free = app.connect::<Broken>().await.unwrap();
    assert_eq!(
        free.ask::<Value>("nobody", &()).await.unwrap_err().code(),
        "not_found"
    );
    assert_eq!(
        free.ask::<Value>("two", &7).await.unwrap_err().code(),
        "bad_request"
    );
    let text = failure(free.conforms()).await;
    begins(
        &text,
        "this client is not checked: connect it with `.checked()`\n",
    );
}

#[tokio::test]
async fn namespaces_and_auth() {
    let app = app().await;
    let connect = || app.connect::<Members>().namespace("/members/a").checked();
    let login = json!({ "name": "an" });
    let what = "this client would break the contract: ";
    for (failed, complaint) in [
        (
            failure(connect()).await,
            "`auth` of `/members/a` is missing",
        ),
        (
            failure(connect().auth(&json!({ "name": 7 }))).await,
            "`auth` of `/members/a`: `name`: 7 is not \"string\"",
        ),
        (
            failure(app.connect_to("/nowhere").checked()).await,
            "the contract has no namespace `/nowhere`",
        ),
        (
            failure(app.connect_to("/members").checked()).await,
            "the contract has no namespace `/members`",
        ),
    ] {
        begins(&failed, &format!("{what}{complaint}{HINT}"));
    }
    let client = connect().auth(&login).await.unwrap();
    let failed = failure(client.join_namespace("/members/b")).await;
    let line = line!() - 1;
    begins(
        &failed,
        &format!("{what}`auth` of `/members/b` is missing{HINT}"),
    );
    let place = format!("expected at tests/contract/rust/checked_clients/client.rs:{line}:");
    assert!(failed.contains(&place), "{failed}");
    client
        .join_namespace("/members/b")
        .auth(&login)
        .await
        .unwrap();

    let refused = app.connect_to("/nowhere").await.unwrap_err();
    assert_eq!(refused.message(), "Invalid namespace");
}

#[tokio::test]
async fn in_a_namespace_that_was_joined_later() {
    let app = app().await;
    let login = json!({ "name": "an" });
    let members = app
        .connect_to("/members/a")
        .checked()
        .auth(&login)
        .await
        .unwrap();
    let client = members.join_namespace("/broken").await.unwrap();
    begins(
        &failure_of(|| client.emit("nobody", &())),
        "this client would break the contract: the message `nobody` of `/broken` is not in the contract",
    );
    client.emit("emit", &Args(("undeclared", 1)));
    begins(
        &failure(client.conforms()).await,
        "the server breaks the contract: the event `undeclared`",
    );
}
