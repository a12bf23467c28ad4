//! Messages about attributes that do not exist: typos, the casing of NestJS, and other words.

use super::{assert_refused, gateway};

/// The message about an attribute that resembles another.
fn meant(written: &str, meant: &str) -> String {
    format!("unknown attribute `#[{written}]`; did you mean `#[{meant}]`?")
}

#[test]
fn a_typo_in_a_role_is_reported_once() {
    for (written, name) in [
        ("subscribe_mesage", "subscribe_message"),
        ("subscribe_messages", "subscribe_message"),
        ("SubscribeMessage", "subscribe_message"),
        ("MessagePattern", "subscribe_message"),
        ("subscribe", "subscribe_message"),
        ("on_message", "subscribe_message"),
        ("on_gateway_connect", "on_gateway_connection"),
        ("OnGatewayConnection", "on_gateway_connection"),
        ("on_connection", "on_gateway_connection"),
        ("handle_connection", "on_gateway_connection"),
        ("on_gateway_disconnected", "on_gateway_disconnect"),
        ("handle_disconnect", "on_gateway_disconnect"),
        ("after_init", "on_gateway_init"),
        ("OnModuleInit", "on_gateway_init"),
    ] {
        let attribute = quote::format_ident!("{written}");
        let output = gateway! {
            ()
            impl Chat {
                #[#attribute]
                fn method(&self, #[inject] greeter: Arc<Greeter>) {}
            }
        };
        assert_refused(output, &[&meant(written, name)]);
    }
}

#[test]
fn the_rest_of_the_method_is_understood() {
    let output = gateway! {
        ()
        impl Chat {
            #[SubscribeMessage(ping)]
            fn method(&self, #[MessageBody(key)] body: Body, #[client] socket: &Socket) {}
        }
    };
    assert_refused(
        output,
        &[
            &meant("SubscribeMessage", "subscribe_message"),
            &meant("MessageBody", "message_body"),
            &meant("client", "connected_socket"),
            "the key is written as a string; write `#[message_body(\"key\")]`",
            "`socket` borrows; parameters are owned: use `Socket`",
            "events are written as strings; write `\"ping\"`, or for a constant its path, as in \
             `events::SEND`",
        ],
    );
}

#[test]
fn other_words_for_parameters_are_known() {
    for (written, name) in [
        ("ConnectedSocket", "connected_socket"),
        ("Ack", "ack"),
        ("params", "param"),
        ("Inject", "inject"),
        ("body", "message_body"),
        ("payload", "message_body"),
        ("socket", "connected_socket"),
        ("auth", "handshake_auth"),
        ("callback", "ack"),
        ("WebSocketServer", "websocket_server"),
    ] {
        let attribute = quote::format_ident!("{written}");
        let output = gateway! {
            ()
            impl Chat {
                #[subscribe_message("e")]
                fn method(&self, #[#attribute] a: A) {}
            }
        };
        assert_refused(output, &[&meant(written, name)]);
    }
}

#[test]
fn what_has_no_attribute_here_has_a_remedy() {
    let output = gateway! {
        ()
        impl Chat {
            #[subscribe_message("e")]
            fn method(&self, #[Query] query: A, #[CurrentUser] user: User) {}
            #[OnModuleDestroy]
            fn end(&self) {}
            #[UseGuards(A)]
            fn guarded(&self) {}
        }
    };
    assert_refused(
        output,
        &[
            "unknown attribute `#[Query]`; take a parameter of type `Handshake` without an \
             attribute, which has the query, the headers and the address",
            "unknown attribute `#[CurrentUser]`; mark the parameter with `#[guarded]`, which takes what a \
             guard in front of the method gives",
            "unknown attribute `#[OnModuleDestroy]`; did you mean `#[on_gateway_shutdown]`?",
            &meant("UseGuards", "use_guards"),
        ],
    );
}

/// NestJS's `@Timeout(5000)`, in its casing, or with a time as `#[interval("1s")]` has it. What is written otherwise may be
/// an attribute of another crate.
#[test]
fn a_timeout_is_ours_if_it_is_written_like_ours_or_nestjss() {
    let output = gateway! {
        ()
        impl Chat {
            #[Timeout(5000)]
            async fn first(&self) {}
            #[timeout("5s")]
            async fn second(&self) {}
            #[timeout = "5s"]
            #[subscribe_message("e")]
            async fn third(&self) {}
        }
    };
    let remedy = "for NestJS's `@Timeout(5000)`, which calls a method once, start a task in a method marked \
                  `#[on_gateway_init]`: `tokio::spawn(async move { tokio::time::sleep(Duration::from_secs(5)).await; .. })`; the \
                  time that a handler may take is `#[subscribe_message(\"name\", timeout = \"5s\")]`";
    let [capital, small] =
        ["Timeout", "timeout"].map(|written| format!("unknown attribute `#[{written}]`; {remedy}"));
    assert_refused(output, &[&capital, &small, &small]);

    let output = gateway! {
        ()
        impl Chat {
            #[timeout(5000)]
            #[timeout(Duration::from_secs(5))]
            #[timeout]
            #[subscribe_message("e")]
            async fn others(&self) {}
        }
    };
    assert_refused(output, &[]);
}

#[test]
fn attributes_of_fields_are_known_too() {
    let output = gateway! {
        ()
        struct Chat {
            #[WebSocketServer] server: Server,
            #[websocket_servr] other: Server,
            #[InjectRepository(User)] users: Arc<Users>,
            #[injct] a: A,
            #[Inject] #[default = 1] b: B,
            #[MessageBody] c: C,
            #[UseGuards(Admin)] d: D,
        }
    };
    assert_refused(
        output,
        &[
            &meant("WebSocketServer", "websocket_server"),
            &meant("websocket_servr", "websocket_server"),
            &meant("InjectRepository", "inject"),
            "`#[inject]` takes no arguments; remove them",
            &meant("injct", "inject"),
            &meant("Inject", "inject"),
            "field `b` has `#[inject]` and `#[default]`; a field has one source: remove one",
            &meant("MessageBody", "message_body"),
            &meant("UseGuards", "use_guards"),
        ],
    );
}

#[test]
fn attributes_of_others_stay() {
    let output = gateway! {
        ()
        impl Chat {
            #[instrument]
            #[tracing::subscribe_mesage]
            #[subscribe_message("e")]
            fn method(&self, #[clap] a: A, #[args] b: B, #[other::body] c: C) {}
        }
    };
    let printed = output.to_string();
    for attribute in [
        "# [instrument]",
        "# [tracing :: subscribe_mesage]",
        "# [clap]",
        "# [args]",
        "# [other :: body]",
    ] {
        assert!(printed.contains(attribute), "{attribute}");
    }
    assert_refused(output, &[]);
    let output = gateway! {
        ()
        #[derive(Builder)]
        struct Chat {
            #[builder] #[object] #[insert] #[defaulted] a: A,
        }
    };
    assert_refused(output, &[]);
}
