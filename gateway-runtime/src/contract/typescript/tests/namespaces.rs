//! Namespaces: their events, the signatures of messages, and errors.

use serde_json::json;

use super::support::{argument, line, with_messages, with_namespaces};
use crate::contract::{
    Answer, Argument, Contract, Endpoint, ErrorCode, Errors, Event, Limit, Message, Namespace,
    OtherCodes, Schema,
};
use crate::session::{ErrorCause, ErrorDelivery};

fn number() -> Schema {
    json!({ "type": "number" })
}

/// A message that is answered with these values, and has no errors of its own.
fn answered<const N: usize>(values: [&str; N]) -> Message {
    Message {
        answer: Answer {
            acknowledgement: values.map(|name| argument(name, number())).into(),
            ..Answer::default()
        },
        ..Message::default()
    }
}

fn with_errors(codes: &[(&str, Option<Schema>)], other: OtherCodes) -> Message {
    let codes = codes.iter().map(|(code, details)| {
        let error = ErrorCode {
            details: details.clone(),
            ..ErrorCode::default()
        };
        ((*code).to_owned(), error)
    });
    Message {
        errors: Errors {
            codes: codes.collect(),
            other,
        },
        ..answered(["left"])
    }
}

/// The file of a contract with this one message, `go`.
fn file_of(message: Message) -> String {
    with_namespaces([("/", with_messages([("go", message)]))]).typescript()
}

fn call_of(message: Message) -> String {
    line(&file_of(message), "go:").to_owned()
}

/// The type of the message's failures.
fn failure_of(message: Message) -> String {
    let file = file_of(message);
    let (_, failure) = file
        .split_once("export type GoFailure =")
        .unwrap_or_else(|| panic!("no failure in {file}"));
    let (failure, _) = failure.split_once(";\n\n").unwrap_or((failure, ""));
    failure.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_acknowledgement_has_the_value_or_the_error() {
    assert_eq!(
        call_of(answered([])),
        "go: (ack: (error?: Failure<RuntimeCode>) => void) => void;"
    );
    assert_eq!(
        call_of(answered(["left"])),
        "go: (ack: (left: number | Failure<RuntimeCode>) => void) => void;"
    );
    assert_eq!(
        call_of(answered(["hours", "minutes"])),
        "go: (ack: (...answer: [hours: number, minutes: number] | [error: Failure<RuntimeCode>]) => void) => void;"
    );
}

#[test]
fn a_body_that_may_be_left_out_is_a_list_of_each_length() {
    let optional = |name| Argument {
        optional: true,
        ..argument(name, number())
    };
    let message = |body| Message {
        body,
        ..Message::default()
    };
    assert_eq!(
        call_of(message(vec![
            argument("a", number()),
            optional("in"),
            optional("b")
        ])),
        "go: (...args: [...body: [a: number, in_: number, b: number] | [a: number, in_: number] | [a: number], \
         ack: (error?: Failure<RuntimeCode>) => void]) => void;"
    );
    assert_eq!(
        call_of(message(vec![optional("a"), argument("b", number())])),
        "go: (a: number, b: number, ack: (error?: Failure<RuntimeCode>) => void) => void;"
    );
}

#[test]
fn errors_without_a_list_are_any() {
    let message = with_errors(&[("closed", None)], OtherCodes::Any);
    let file = file_of(message);
    assert_eq!(
        line(&file, "go:"),
        "go: (ack: (left: number | Failure<string, unknown>) => void) => void;"
    );
    assert!(!file.contains("GoFailure"));
}

#[test]
fn errors_with_a_list_are_a_union_under_a_name() {
    let codes = [("out_of_stock", Some(number())), ("closed", None)];
    let message = with_errors(&codes, OtherCodes::None);
    assert_eq!(
        failure_of(message.clone()),
        r#"| Failure<"closed"> | Failure<"out_of_stock", number> | Failure<RuntimeCode>"#
    );
    assert_eq!(
        call_of(message),
        "go: (ack: (left: number | GoFailure) => void) => void;"
    );
    assert_eq!(
        failure_of(with_errors(&codes[1..], OtherCodes::Around)),
        r#"| Failure<"closed"> | Failure<RuntimeCode> | Failure<"unauthorized" | "forbidden", unknown> | Failure<OtherCode, unknown>"#
    );
}

#[test]
fn limits_and_validation_say_more_of_the_runtimes_own_errors() {
    let mut message = Message {
        validated: true,
        limits: vec![Limit::default()],
        ..answered([])
    };
    assert_eq!(
        failure_of(message.clone()),
        r#"| Failure<"bad_request", undefined, FieldError[]> | Failure<"too_many_requests", { /** In how many milliseconds the message would pass. */ retryAfterMs: number; }> | Failure<Exclude<RuntimeCode, "bad_request" | "too_many_requests">>"#
    );
    let details = ErrorCode {
        details: Some(number()),
        ..ErrorCode::default()
    };
    message.limits.clear();
    message.errors.codes = [("bad_request".to_owned(), details)].into();
    assert_eq!(
        failure_of(message),
        r#"| Failure<"bad_request", number, FieldError[]> | Failure<Exclude<RuntimeCode, "bad_request">>"#
    );
}

#[test]
fn a_message_may_have_all_codes_of_the_runtime_itself() {
    let codes = Errors::OF_RUNTIME.map(|code| (code, None));
    let failure = failure_of(with_errors(&codes, OtherCodes::None));
    assert!(
        !failure.contains("RuntimeCode") && failure.ends_with(r#"| Failure<"unavailable">"#),
        "{failure}"
    );
}

#[test]
fn errors_come_where_the_app_sends_them() {
    let message = with_errors(&[("closed", None)], OtherCodes::None);
    let mut contract = with_namespaces([("/", with_messages([("go", message)]))]);
    assert_eq!(
        line(&contract.typescript(), "exception:"),
        "exception: (error: Failure<string, unknown>) => void;"
    );

    contract.errors.delivery = ErrorDelivery::Exception;
    let file = contract.typescript();
    assert_eq!(
        line(&file, "go:"),
        "go: (ack: (left: number) => void) => void;"
    );
    assert_eq!(
        line(&file, "exception:"),
        "exception: (error: Exception) => void;"
    );
    assert!(file.contains("export type Exception =\n  | GoFailure\n  | Failure<\"unauthorized\" | \"forbidden\", unknown>\n  | Failure<OtherCode, unknown>;\n"), "{file}");

    contract.errors.delivery = ErrorDelivery::Both;
    contract.errors.cause = ErrorCause::None;
    let file = contract.typescript();
    assert_eq!(
        line(&file, "go:"),
        "go: (ack: (left: number | GoFailure) => void) => void;"
    );
    assert_eq!(
        line(&file, "exception:"),
        "exception: (error: Exception) => void;"
    );
    assert!(!file.contains("cause"));
}

#[test]
fn errors_of_which_one_is_any_come_as_any_exception() {
    let namespace = Namespace {
        fallback: Some(with_errors(&[], OtherCodes::Any)),
        ..with_messages([("go", answered([]))])
    };
    let mut contract = with_namespaces([("/", namespace)]);
    contract.errors.delivery = ErrorDelivery::Exception;
    assert_eq!(
        line(&contract.typescript(), "exception:"),
        "exception: (error: Failure<string, unknown>) => void;"
    );
}

#[test]
fn events_have_their_arguments() {
    let event = |arguments| Event {
        docs: "Every second.".to_owned(),
        arguments,
    };
    let events = [
        (
            "tick".to_owned(),
            event(vec![argument(
                "count",
                json!({ "type": "integer", "format": "uint64" }),
            )]),
        ),
        ("it's".to_owned(), event(Vec::new())),
        ("exception".to_owned(), event(Vec::new())),
    ];
    let namespace = Namespace {
        events: events.into(),
        ..Namespace::default()
    };
    let file = with_namespaces([("/", namespace)]).typescript();
    let expected = r#"/** What clients of `/` get. */
export interface ServerToClientEvents {
  /** Every second. */
  "it's": () => void;
  /**
   * Every second.
   *
   * @remarks Integers of 64 bits are not exact beyond 2^53.
   */
  tick: (count: number) => void;
  /** The error of a message, or of a hook. */
  exception: (error: Failure<string, unknown>) => void;
}
"#;
    assert!(file.contains(expected), "{file}");
}

#[test]
fn a_message_says_what_its_types_do_not() {
    let message = Message {
        docs: "Goes.".to_owned(),
        validated: true,
        guards: vec!["is_admin".to_owned()],
        limits: vec![
            Limit {
                name: None,
                limit: 5,
                per_ms: 60_000,
                burst: Some(10),
                by: "ip".to_owned(),
                scope: "method".to_owned(),
            },
            Limit {
                name: Some("all".to_owned()),
                limit: 1,
                per_ms: 500,
                burst: None,
                by: "key".to_owned(),
                scope: "app".to_owned(),
            },
        ],
        timeout_ms: Some(2000),
        answer: Answer {
            events: vec!["gone".to_owned(), "far\n".to_owned()],
            ..Answer::default()
        },
        ..Message::default()
    };
    let file = file_of(message);
    let expected = r#"  /**
   * Goes.
   *
   * The answers are among the events `gone`, "far\n", before an empty acknowledgement.
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `is_admin`.
   * Limit: 5 messages in 1 min, 10 at once, from one address.
   * Limit `all`: 1 message to the app in 500 ms, by `key`.
   * Fails with `timeout` after 2 s.
   */
"#;
    assert!(file.contains(expected), "{file}");
}

#[test]
fn failures_say_what_their_codes_mean() {
    let error = ErrorCode {
        docs: "Nothing\nis left.".to_owned(),
        message: Some("only {left} left".to_owned()),
        ..ErrorCode::default()
    };
    let mut message = with_errors(&[("closed", None)], OtherCodes::None);
    message
        .errors
        .codes
        .insert("out_of_stock".to_owned(), error);
    let file = file_of(message);
    let expected = "/**\n * How `go` fails.\n *\n * - `out_of_stock`: Nothing is left. \"only {left} left\"\n */\nexport type GoFailure =";
    assert!(file.contains(expected), "{file}");
}

#[test]
fn a_namespace_says_how_it_is_reached() {
    let refusals = Errors {
        codes: [(
            "banned".to_owned(),
            ErrorCode {
                message: Some("go away".to_owned()),
                ..ErrorCode::default()
            },
        )]
        .into(),
        ..Errors::default()
    };
    let namespace = Namespace {
        docs: "The shop.".to_owned(),
        auth: Some(Argument {
            optional: true,
            ..argument(
                "auth",
                json!({ "properties": { "token": { "type": "string" } } }),
            )
        }),
        params: [("room-id".to_owned(), json!({ "type": "string" }))].into(),
        refusals,
        fallback: Some(Message {
            docs: "Logs it.".to_owned(),
            ..Message::default()
        }),
        ..Namespace::default()
    };
    let endpoint = Endpoint {
        port: Some(81),
        path: "/ws".to_owned(),
        transports: vec!["websocket".to_owned()],
        msgpack: true,
        namespaces: [("/shop/{room-id}".to_owned(), namespace)].into(),
    };
    let contract = Contract {
        endpoints: [("81 /ws".to_owned(), endpoint)].into(),
        ..Contract::default()
    };
    let expected = r#"/**
 * What clients of `/shop/{room-id}` send.
 *
 * A method takes every other event, too.
 *
 * Logs it.
 */
export interface ShopRoomIdClientToServerEvents {
}

/** The option `auth` of a connection to `/shop/{room-id}`. It may be left out. */
export interface ShopRoomIdAuth {
  token?: string;
}

/** The parameters in the path `/shop/{room-id}`. */
export interface ShopRoomIdParams {
  "room-id": string;
}

/**
 * A socket of `/shop/{room-id}`.
 * Clients connect with the port 81, `path: "/ws"`, `transports: ["websocket"]`, `parser` of `socket.io-msgpack-parser`.
 *
 * The shop.
 *
 * A connection is refused with the message of one of these errors, as that of `connect_error`:
 * - `banned`, "go away"
 */
export type ShopRoomIdSocket = TypedSocket<ShopRoomIdServerToClientEvents, ShopRoomIdClientToServerEvents>;
"#;
    let file = contract.typescript();
    assert!(file.ends_with(expected), "{file}");
}

#[test]
fn the_same_contract_is_the_same_text() {
    let contract = with_namespaces([("/", with_messages([("go", answered(["left"]))]))]);
    assert_eq!(contract.typescript(), contract.clone().typescript());
    assert!(contract.typescript().ends_with(";\n"));
}
