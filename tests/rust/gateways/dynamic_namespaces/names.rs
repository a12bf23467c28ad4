//! Which gateway a name reaches, and what the gateway's methods learn of the name.

use gateway_runtime::testing::{Client, End, TestApp};
use serde_json::{Value, json};

use super::{Chat, Files, Lobby, Numbers, Place, Tables, builder};
use crate::way::{Way, over_each_way};

over_each_way!(
    a_method_learns_its_namespace_and_its_parameters,
    several_parameters_are_a_struct_and_each_is_one_of_its_type,
    a_parameter_that_does_not_decode_is_an_error,
    a_parameter_of_a_connection_hook_that_does_not_decode_refuses_the_socket,
    a_parameter_at_the_end_may_stand_for_several_segments,
    a_gateway_with_a_fixed_name_has_it_whatever_pattern_the_name_matches_too,
    a_name_that_the_pattern_does_not_match_is_no_namespace,
    an_event_stays_in_its_namespace,
    the_server_of_the_gateway_reaches_one_of_its_namespaces_by_its_name,
    the_server_of_the_gateway_reaches_no_namespace_without_a_name,
    a_connection_may_be_in_several_namespaces_of_a_pattern,
);

async fn join(way: Way, app: &TestApp, namespace: &str) -> Client {
    let connect = way.connect::<Chat>(app);
    connect.namespace(namespace).await.unwrap()
}

async fn where_am_i(client: &Client) -> Value {
    client.ask("where-am-i", &()).await.unwrap()
}

async fn a_method_learns_its_namespace_and_its_parameters(way: Way) {
    let app = way.start(builder()).await;
    let client = join(way, &app, "/chat/7").await;
    assert_eq!(
        where_am_i(&client).await,
        json!(["/chat/7", "/chat/7", "7"])
    );
}

async fn several_parameters_are_a_struct_and_each_is_one_of_its_type(way: Way) {
    let app = way.start(builder()).await;
    let tables = way.connect::<Tables>(&app);
    let client = tables.namespace("/shops/An's/tables/12").await.unwrap();
    let place = Place {
        shop: "An's".into(),
        table: 12,
    };
    assert_eq!(client.ask("where-am-i", &()).await, Ok(place));
    assert_eq!(client.ask("table", &()).await, Ok(12));
}

async fn a_parameter_that_does_not_decode_is_an_error(way: Way) {
    let app = way.start(builder()).await;
    let tables = way.connect::<Tables>(&app);
    let client = tables.namespace("/shops/An/tables/large").await.unwrap();
    let error = client.ask::<u32>("table", &()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.pattern(), error.message()),
        (
            "bad_request",
            Some("table"),
            "invalid namespace `/shops/An/tables/large`: `table`: `large`: invalid digit found in string"
        )
    );
}

async fn a_parameter_of_a_connection_hook_that_does_not_decode_refuses_the_socket(way: Way) {
    let app = way.start(builder()).await;
    let numbers = way.connect::<Numbers>(&app);
    let client = numbers.namespace("/numbers/x").await.unwrap();
    let error = client.exception().await;
    let said = (error.code(), error.pattern());
    assert_eq!(said, ("bad_request", Some("connection")));
    assert_eq!(client.ended().await, End::ByServer);
}

async fn a_parameter_at_the_end_may_stand_for_several_segments(way: Way) {
    let app = way.start(builder()).await;
    let files = way.connect::<Files>(&app);
    let client = files.namespace("/files/a/b/c.txt").await.unwrap();
    assert_eq!(where_am_i(&client).await, "a/b/c.txt");
}

async fn a_gateway_with_a_fixed_name_has_it_whatever_pattern_the_name_matches_too(way: Way) {
    let app = way.start(builder()).await;
    for client in [
        join(way, &app, "/chat/lobby").await,
        way.join::<Lobby>(&app).await,
    ] {
        assert_eq!(where_am_i(&client).await, "in the lobby");
    }
}

async fn a_name_that_the_pattern_does_not_match_is_no_namespace(way: Way) {
    let app = way.start(builder()).await;
    for namespace in ["/chat", "/chat/", "/chat/7/8", "/shops/An"] {
        let refused = way.connect::<Chat>(&app).namespace(namespace).await;
        assert_eq!(refused.unwrap_err().message(), "Invalid namespace");
    }
}

async fn an_event_stays_in_its_namespace(way: Way) {
    let app = way.start(builder()).await;
    let one = join(way, &app, "/chat/one").await;
    let other = join(way, &app, "/chat/one").await;
    let elsewhere = join(way, &app, "/chat/two").await;
    one.ask::<()>("say", "all").await.unwrap();
    one.ask::<()>("say-to-others", "others").await.unwrap();
    assert_eq!(other.event_named::<String>("said").await, "all");
    assert_eq!(other.event_named::<String>("said").await, "others");
    assert_eq!(one.event_named::<String>("said").await, "all");
    for client in [one, other, elsewhere] {
        client.no_event().await;
    }
}

async fn the_server_of_the_gateway_reaches_one_of_its_namespaces_by_its_name(way: Way) {
    let app = way.start(builder()).await;
    let here = join(way, &app, "/chat/here").await;
    let there = join(way, &app, "/chat/there").await;
    let say_in = async |room: &str| {
        let said = gateway_runtime::Args((room, "hello"));
        here.ask::<()>("say-in", &said).await
    };
    assert_eq!(say_in("there").await, Ok(()));
    assert_eq!(there.event_named::<String>("said").await, "hello");
    // Where nobody is, nobody is reached, and that is no error.
    assert_eq!(say_in("nowhere").await, Ok(()));
    here.no_event().await;
    there.no_event().await;
}

async fn the_server_of_the_gateway_reaches_no_namespace_without_a_name(way: Way) {
    let app = way.start(builder()).await;
    let client = join(way, &app, "/chat/here").await;
    assert_eq!(client.ask::<()>("say-nowhere", &()).await, Ok(()));
    client.no_event().await;
}

async fn a_connection_may_be_in_several_namespaces_of_a_pattern(way: Way) {
    let app = way.start(builder()).await;
    let one = join(way, &app, "/chat/one").await;
    let two = one.join_namespace("/chat/two").await.unwrap();
    for (client, name) in [(&two, "two"), (&one, "one")] {
        let namespace = format!("/chat/{name}");
        assert_eq!(
            where_am_i(client).await,
            json!([namespace, namespace, name])
        );
    }
}
