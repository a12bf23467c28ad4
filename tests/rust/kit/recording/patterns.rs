//! A recording server of a gateway whose namespace is a pattern.

use gateway_runtime::{prelude::*, testing::Order};

use super::now;

#[websocket_gateway(namespace = "tables/{table}/{seat}")]
struct Tables;

#[test]
fn each_path_is_a_namespace() {
    let (tables, sent) = Server::<Tables>::recording();
    let first = tables.of("/tables/1/a");
    let second = tables.of("tables/2/b");
    now(async {
        first.emit("e", &1).await?;
        second.to("room").emit("e", &2).await?;
        second.close().await?;
        tables.of("/tables/1/a").servers().emit("e", &3).await
    })
    .unwrap();
    let event = &sent.events()[1];
    assert_eq!(event.namespace(), "/tables/2/b");
    assert_eq!(event.param("table"), Some("2"));
    assert_eq!(event.param("seat"), Some("b"));
    assert_eq!(event.param("other"), None);

    let of_first = sent.in_namespace("/tables/1/a");
    assert_eq!(of_first.event_named::<u32>("e"), 1);
    of_first.no_event();
    assert_eq!(of_first.server_event_named::<u32>("e"), 3);
    let of_second = sent.in_namespace("tables/2/b");
    assert_eq!(of_second.to_room("room").event_named::<u32>("e"), 2);
    assert_eq!(of_second.order(), Order::Close);
    sent.nothing_else();
}

#[test]
fn names_and_numbers_of_namespaces() {
    let (tables, _sent) = Server::<Tables>::recording();
    assert_eq!(tables.namespace(), Some("/tables/{table}/{seat}"));
    let one = tables.of("/tables/1/a");
    assert_eq!(one.namespace(), Some("/tables/1/a"));
    now(one.emit("e", &1)).unwrap();
    // Nobody is connected to any.
    assert!(tables.namespaces().unwrap().is_empty());
    assert!(one.namespaces().unwrap().is_empty());
    assert!(one.sockets().unwrap().is_empty());
}

#[test]
fn without_a_path_and_with_a_wrong_one() {
    let (tables, sent) = Server::<Tables>::recording();
    for server in [tables.clone(), tables.of("/tables/1"), tables.of("/other")] {
        let error = now(server.emit("e", &1)).unwrap_err();
        assert!(matches!(error, EmitError::NoNamespace), "{error}");
        let error = now(server.join("a")).unwrap_err();
        assert!(matches!(error, EmitError::NoNamespace), "{error}");
    }
    sent.nothing_else();
}

#[test]
fn a_fixed_namespace_is_its_own_only() {
    let (payments, sent) = Server::<super::Payments>::recording();
    now(payments.of("payments").emit("e", &1)).unwrap();
    let error = now(payments.of("/elsewhere").emit("e", &1)).unwrap_err();
    assert!(matches!(error, EmitError::NoNamespace), "{error}");
    assert_eq!(sent.events().len(), 1);
}

/// A path that is odd, and that the pattern stands for.
#[test]
fn odd_paths() {
    let (tables, sent) = Server::<Tables>::recording();
    for path in ["/tables/{table}/b", "/tables/ü/ ", "/tables/1,2/#"] {
        now(tables.of(path).emit("e", &path)).unwrap();
        assert_eq!(sent.in_namespace(path).event_named::<String>("e"), path);
    }
}

#[test]
fn the_app_ends_for_each_namespace() {
    let (tables, sent) = Server::<Tables>::recording();
    let one = tables.of("/tables/1/a");
    now(one.emit("e", &1)).unwrap();
    sent.end_app();
    for server in [one, tables.of("/tables/2/b"), tables] {
        let error = now(server.emit("e", &1)).unwrap_err();
        assert!(matches!(error, EmitError::NotRunning), "{error}");
    }
}

#[test]
fn nothing_keeps_the_namespaces() {
    let kept = Arc::new(());
    let seen = Arc::downgrade(&kept);
    let (tables, sent) = Server::<Tables>::recording();
    sent.answer_to("q", move |(): ()| drop(kept.clone()));
    let one = tables.of("/tables/1/a");
    now(one.emit("e", &1)).unwrap();
    drop((tables, sent));
    assert!(seen.upgrade().is_some(), "a handle has the server");
    drop(one);
    assert!(seen.upgrade().is_none(), "something keeps the server");
}
