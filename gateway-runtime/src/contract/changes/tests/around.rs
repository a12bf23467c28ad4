//! What changes around the types mean: of messages, events, errors, limits, namespaces and endpoints.

use serde_json::json;

use super::sample::{are, argument, contract, endpoint, message, namespace, optional, text, tick};
use crate::{
    contract::{Argument, Contract, ErrorCode, Errors, Limit, Message, OtherCodes},
    session::{ErrorCause, ErrorDelivery},
};

/// Checks a change in both directions: from the sample to the changed one, and back.
#[track_caller]
fn both(change: impl Fn(&mut Contract), there: &[&str], back: &[&str]) {
    let (old, new) = (contract(|_| {}), contract(change));
    are(&old, &new, there);
    are(&new, &old, back);
}

#[test]
fn messages() {
    both(
        |contract| namespace(contract).messages.clear(),
        &[
            "breaking: / message \"e\": the message is gone: clients that send it are refused with `not_found`",
        ],
        &["compatible: / message \"e\": the message is new: clients can send it now"],
    );
}

#[test]
fn messages_beside_a_fallback() {
    let with = |has_message: bool| {
        contract(move |contract| {
            namespace(contract).fallback = Some(Message::default());
            if !has_message {
                namespace(contract).messages.clear();
            }
        })
    };
    are(
        &with(false),
        &with(true),
        &[
            "notable: / message \"e\": the message is new: clients that send it get its answer, and not that of the \
           fallback any more",
        ],
    );
    are(
        &with(true),
        &with(false),
        &[
            "breaking: / message \"e\": the message is gone: clients that send it get the answer of the fallback",
        ],
    );
}

#[test]
fn fallbacks() {
    both(
        |contract| namespace(contract).fallback = Some(Message::default()),
        &[
            "compatible: / fallback: the fallback is new: events without a message of their own are accepted now",
        ],
        &[
            "breaking: / fallback: the fallback is gone: clients that send events without a message of their own are \
           refused with `not_found`",
        ],
    );
}

#[test]
fn events() {
    both(
        |contract| namespace(contract).events.clear(),
        &[
            "breaking: / event \"tick\": the event is gone: clients that listen for it do not get it any more",
        ],
        &["compatible: / event \"tick\": the event is new: clients get it now"],
    );
}

#[test]
fn arguments_of_events() {
    both(
        |contract| tick(contract).arguments.push(text()),
        &["compatible: / event \"tick\" argument 2: clients get the argument `body` too"],
        &[
            "breaking: / event \"tick\" argument 2: clients that read the argument `body` do not get it any more",
        ],
    );
}

#[test]
fn required_arguments_of_bodies() {
    both(
        |contract| message(contract).body.push(text()),
        &[
            "breaking: / message \"e\" argument 2: the argument `body` is required now: clients that do not send it are \
           refused",
        ],
        &["compatible: / message \"e\" argument 2: the argument `body` is not read any more"],
    );
}

#[test]
fn optional_arguments_of_bodies() {
    both(
        |contract| message(contract).body.push(optional()),
        &["compatible: / message \"e\" argument 2: clients may send the argument `body` now"],
        &["compatible: / message \"e\" argument 2: the argument `body` is not read any more"],
    );
    both(
        |contract| message(contract).body = vec![optional()],
        &["compatible: / message \"e\" argument 1: clients may leave out the argument `body` now"],
        &[
            "breaking: / message \"e\" argument 1: clients that leave out the argument `body` are refused: it is required \
           now",
        ],
    );
}

#[test]
fn names_of_arguments() {
    let renamed = || Argument {
        name: "text".into(),
        ..text()
    };
    both(
        |contract| message(contract).body = vec![renamed()],
        &["compatible: / message \"e\" argument 1: the argument `body` is called `text` now"],
        &["compatible: / message \"e\" argument 1: the argument `text` is called `body` now"],
    );
}

#[test]
fn empty_answers() {
    both(
        |contract| message(contract).answer.acknowledgement.clear(),
        &[
            "breaking: / message \"e\" answer argument 1: clients that read the argument `body` do not get it any more",
        ],
        &["compatible: / message \"e\" answer argument 1: clients get the argument `body` too"],
    );
}

#[test]
fn answers_that_become_events() {
    both(
        |contract| {
            let answer = &mut message(contract).answer;
            answer.acknowledgement.clear();
            answer.events = vec!["tick".into()];
        },
        &[
            "breaking: / message \"e\" answer: the answer comes as the event `tick` now: clients that read it from the \
           acknowledgement do not get it any more",
        ],
        &[
            "breaking: / message \"e\" answer: the answer comes with the acknowledgement now: clients that listen for the \
           event `tick` do not get it any more",
        ],
    );
}

#[test]
fn events_that_are_answers() {
    let with = |events: &[&str]| {
        let events: Vec<String> = events.iter().map(|event| (*event).to_owned()).collect();
        contract(move |contract| {
            message(contract).answer.acknowledgement.clear();
            message(contract).answer.events.clone_from(&events);
        })
    };
    are(
        &with(&["a"]),
        &with(&["a", "b"]),
        &["notable: / message \"e\" answer: clients may get the event `b` as the answer too"],
    );
    are(
        &with(&["a", "b"]),
        &with(&["a"]),
        &[
            "breaking: / message \"e\" answer: the event `b` is not the answer any more: clients that wait for it do not \
           get it",
        ],
    );
    are(
        &with(&[]),
        &with(&["a"]),
        &["compatible: / message \"e\" answer: clients get the event `a` as the answer now"],
    );
}

#[test]
fn codes_of_errors() {
    both(
        |contract| {
            let codes = &mut message(contract).errors.codes;
            codes.insert("b".into(), ErrorCode::default());
        },
        &[
            "notable: / message \"e\" error `b`: the code is new: clients that treat each code may get one that they do \
           not know",
        ],
        &[
            "compatible: / message \"e\" error `b`: the code is gone: clients do not get it any more",
        ],
    );
}

#[test]
fn codes_that_are_not_listed() {
    both(
        |contract| message(contract).errors.other = OtherCodes::Any,
        &["notable: / message \"e\": the message may fail with any code now"],
        &["compatible: / message \"e\": the message fails with the listed codes alone now"],
    );
    both(
        |contract| message(contract).errors.other = OtherCodes::Around,
        &[
            "notable: / message \"e\": the message may fail with codes that are not listed now, such as `unauthorized` or \
           `forbidden` of a guard",
        ],
        &["compatible: / message \"e\": the message fails with the listed codes alone now"],
    );
    let any = |codes: &'static [&str]| {
        contract(move |contract| {
            let codes = codes.iter();
            message(contract).errors = Errors {
                codes: codes
                    .map(|code| ((*code).to_owned(), ErrorCode::default()))
                    .collect(),
                other: OtherCodes::Any,
            };
        })
    };
    are(
        &any(&[]),
        &any(&["a"]),
        &["compatible: / message \"e\" error `a`: the code is described now"],
    );
    are(
        &any(&["a"]),
        &any(&[]),
        &["compatible: / message \"e\" error `a`: the code is not described any more"],
    );
}

#[test]
fn details_of_errors() {
    let with = |details: ErrorCode| {
        move |contract: &mut Contract| {
            message(contract)
                .errors
                .codes
                .insert("a".into(), details.clone());
        }
    };
    let number = ErrorCode {
        details: Some(json!({ "type": "integer" })),
        ..ErrorCode::default()
    };
    both(
        with(number.clone()),
        &["compatible: / message \"e\" error `a`: the error has details now"],
        &[
            "breaking: / message \"e\" error `a`: clients that read the error's details do not get them any more",
        ],
    );
    are(
        &contract(with(number.clone())),
        &contract(with(ErrorCode {
            details_optional: true,
            ..number.clone()
        })),
        &[
            "breaking: / message \"e\" error `a`: clients that read the error's details may not get them: they may be left \
           out now",
        ],
    );
    are(
        &contract(with(number)),
        &contract(with(ErrorCode {
            details: Some(json!({ "type": "string" })),
            ..ErrorCode::default()
        })),
        &[
            "breaking: / message \"e\" error `a` `details`: clients may get a string, where they expect an integer",
        ],
    );
}

#[test]
fn messages_and_descriptions_of_errors() {
    let with = |code: ErrorCode| {
        move |contract: &mut Contract| {
            message(contract)
                .errors
                .codes
                .insert("a".into(), code.clone());
        }
    };
    both(
        with(ErrorCode {
            message: Some("gone".into()),
            ..ErrorCode::default()
        }),
        &["compatible: / message \"e\" error `a`: the error's message changed"],
        &["compatible: / message \"e\" error `a`: the error's message changed"],
    );
}

#[test]
fn the_form_of_errors() {
    both(
        |contract| contract.errors.delivery = ErrorDelivery::Exception,
        &[
            "breaking: errors: errors come as the event `exception` alone: clients that wait for an acknowledgement of a \
           message that failed get none",
        ],
        &[
            "breaking: errors: errors come with the acknowledgement if the client waits for one, and else as the event \
           `exception`: clients that look for them at one place alone miss some",
        ],
    );
    both(
        |contract| contract.errors.cause = ErrorCause::None,
        &["breaking: errors: clients that read `cause` of an error do not get it any more"],
        &["compatible: errors: clients get `cause` with an error now"],
    );
    both(
        |contract| contract.errors.cause = ErrorCause::PatternAndPayload,
        &["compatible: errors: clients get `cause.data` with an error now"],
        &["breaking: errors: clients that read `cause.data` of an error do not get it any more"],
    );
}

#[test]
fn guards() {
    both(
        |contract| message(contract).guards.push("Paid".into()),
        &["notable: / message \"e\": the guard `Paid` is new: clients may be refused by it"],
        &["compatible: / message \"e\": the guard `Paid` is gone"],
    );
}

#[test]
fn refusals_of_connections() {
    both(
        |contract| {
            let codes = &mut namespace(contract).refusals.codes;
            codes.insert("banned".into(), ErrorCode::default());
        },
        &["notable: / connection: clients that connect may be refused with the error `banned` now"],
        &["compatible: / connection: the error `banned` refuses no connection any more"],
    );
    both(
        |contract| namespace(contract).refusals.other = OtherCodes::Any,
        &["notable: / connection: clients that connect may be refused by a guard now"],
        &[
            "compatible: / connection: guards refuse connections with the listed errors alone, or with none",
        ],
    );
}

#[test]
fn validation() {
    both(
        |contract| message(contract).validated = true,
        &[
            "notable: / message \"e\": the body is validated now: clients that send values which break its rules are \
           refused with `bad_request`",
        ],
        &["compatible: / message \"e\": the body is not validated any more"],
    );
}

fn limit(most: u32, per_ms: u64) -> Limit {
    Limit {
        limit: most,
        per_ms,
        by: "socket".into(),
        scope: "method".into(),
        ..Limit::default()
    }
}

#[test]
fn new_limits() {
    both(
        |contract| message(contract).limits = vec![limit(5, 1000)],
        &[
            "notable: / message \"e\" limit: a limit is new: clients that send more than 5 messages in 1s are refused with \
           `too_many_requests`",
        ],
        &["compatible: / message \"e\" limit: the limit of 5 messages in 1s is gone"],
    );
}

#[test]
fn other_limits() {
    let with =
        |limit: Limit| contract(move |contract| message(contract).limits = vec![limit.clone()]);
    are(
        &with(limit(10, 1000)),
        &with(limit(5, 1000)),
        &[
            "notable: / message \"e\" limit: messages are refused sooner: a client may send 5 messages in 1s instead of 10 \
           messages in 1s",
        ],
    );
    are(
        &with(limit(10, 1000)),
        &with(limit(100, 1000)),
        &[
            "compatible: / message \"e\" limit: a client may send more: 100 messages in 1s instead of 10 messages in 1s",
        ],
    );
    are(
        &with(limit(10, 1000)),
        &with(limit(10, 60_000)),
        &[
            "notable: / message \"e\" limit: messages are refused sooner: a client may send 10 messages in 60s instead of \
           10 messages in 1s",
        ],
    );
    are(
        &with(limit(10, 1000)),
        &with(Limit {
            burst: Some(2),
            ..limit(10, 1000)
        }),
        &[
            "notable: / message \"e\" limit: messages are refused sooner: a client may send 10 messages in 1s (2 at once) \
           instead of 10 messages in 1s",
        ],
    );
    are(
        &with(limit(10, 1000)),
        &with(Limit {
            by: "ip".into(),
            ..limit(10, 1000)
        }),
        &[
            "notable: / message \"e\" limit: messages are counted by `ip` instead of `socket`: clients may be refused \
             sooner",
        ],
    );
    are(
        &with(limit(10, 1000)),
        &with(Limit {
            by: "ip".into(),
            ..limit(100, 1000)
        }),
        &[
            "notable: / message \"e\" limit: messages are counted by `ip` instead of `socket`: clients may be refused \
             sooner, after 100 messages in 1s instead of 10 messages in 1s",
        ],
    );
}

#[test]
fn timeouts() {
    let with = |ms: u64| contract(move |contract| message(contract).timeout_ms = Some(ms));
    both(
        |contract| message(contract).timeout_ms = Some(500),
        &[
            "notable: / message \"e\" timeout: a timeout is new: messages that take longer than 500ms fail with `timeout`",
        ],
        &["compatible: / message \"e\" timeout: the timeout is gone"],
    );
    are(
        &with(1000),
        &with(500),
        &[
            "notable: / message \"e\" timeout: messages fail with `timeout` after 500ms instead of 1s",
        ],
    );
    are(
        &with(500),
        &with(1000),
        &["compatible: / message \"e\" timeout: messages may take 1s instead of 500ms"],
    );
}

#[test]
fn auth() {
    let needed = |contract: &mut Contract| {
        namespace(contract).auth =
            Some(argument(json!({ "type": "object", "required": ["token"] })));
    };
    both(
        needed,
        &["breaking: / auth: `auth` is required now: clients that connect without it are refused"],
        &["compatible: / auth: `auth` is not read any more"],
    );
    both(
        |contract| namespace(contract).auth = Some(optional()),
        &["compatible: / auth: clients may pass `auth` now"],
        &["compatible: / auth: `auth` is not read any more"],
    );
    let empty = |contract: &mut Contract| {
        namespace(contract).auth = Some(argument(json!({ "type": "object" })));
    };
    are(
        &contract(empty),
        &contract(needed),
        &[
            "breaking: / auth `auth.token`: clients that do not send `token` are refused: it is required now",
        ],
    );
}

#[test]
fn namespaces() {
    both(
        |contract| endpoint(contract).namespaces.clear(),
        &["breaking: /: the namespace is gone: clients cannot connect to it any more"],
        &["compatible: /: the namespace is new: clients can connect to it now"],
    );
}

#[test]
fn parameters_of_namespaces() {
    let with = |path: &'static str, schema: serde_json::Value| {
        contract(move |contract| {
            let mut namespace = endpoint(contract).namespaces.remove("/").unwrap();
            let name = path.trim_start_matches("/rooms/{").trim_end_matches('}');
            namespace.params = [(name.to_owned(), schema.clone())].into();
            endpoint(contract).namespaces.insert(path.into(), namespace);
        })
    };
    are(
        &with("/rooms/{room}", json!({ "type": "string" })),
        &with("/rooms/{room}", json!({ "type": "integer" })),
        &[
            "breaking: /rooms/{room} parameter `room`: clients that send a string are refused: an integer is expected now",
        ],
    );
    are(
        &with("/rooms/{room}", json!({ "type": "string" })),
        &with("/rooms/{id}", json!({ "type": "string" })),
        &[
            "notable: /rooms/{room} parameter: the parameter `room` is called `id` now: TypeScript code that names it does \
           not compile any more",
        ],
    );
}

#[test]
fn paths_and_ports() {
    both(
        |contract| endpoint(contract).path = "/ws".into(),
        &[
            "breaking: /: the namespace moved from the app's port, path `/socket.io` to the app's port, path `/ws`: clients \
           that connect to the old address do not find it",
        ],
        &[
            "breaking: /: the namespace moved from the app's port, path `/ws` to the app's port, path `/socket.io`: clients \
           that connect to the old address do not find it",
        ],
    );
    both(
        |contract| {
            let mut moved = contract.endpoints.remove("main").unwrap();
            moved.port = Some(81);
            contract.endpoints.insert("81".into(), moved);
        },
        &[
            "breaking: /: the namespace moved from the app's port, path `/socket.io` to port 81, path `/socket.io`: clients \
           that connect to the old address do not find it",
        ],
        &[
            "breaking: / (endpoint 81): the namespace moved from port 81, path `/socket.io` to the app's port, path \
           `/socket.io`: clients that connect to the old address do not find it",
        ],
    );
}

#[test]
fn names_of_endpoints_do_not_matter() {
    both(
        |contract| {
            let renamed = contract.endpoints.remove("main").unwrap();
            contract.endpoints.insert("other".into(), renamed);
        },
        &[],
        &[],
    );
}

#[test]
fn transports() {
    both(
        |contract| {
            endpoint(contract).transports.remove(0);
        },
        &[
            "breaking: endpoint main: the transport `polling` is gone: clients that connect with it are refused",
        ],
        &["compatible: endpoint main: clients can connect with the transport `polling` now"],
    );
}

#[test]
fn msgpack() {
    both(
        |contract| endpoint(contract).msgpack = true,
        &[
            "breaking: endpoint main: messages are packed with MessagePack now: clients that do not use \
           `socket.io-msgpack-parser` cannot talk to the app",
        ],
        &[
            "breaking: endpoint main: messages are not packed with MessagePack any more: clients that use \
           `socket.io-msgpack-parser` cannot talk to the app",
        ],
    );
}

#[test]
fn descriptions() {
    both(
        |contract| message(contract).docs = "Says it.".into(),
        &["compatible: / message \"e\": the description changed"],
        &["compatible: / message \"e\": the description changed"],
    );
    both(
        |contract| namespace(contract).docs = "A room.".into(),
        &["compatible: /: the description changed"],
        &["compatible: /: the description changed"],
    );
}

#[test]
fn types() {
    both(
        |contract| {
            contract
                .types
                .insert("T".into(), json!({ "type": "string" }));
        },
        &[],
        &[
            "notable: type `T`: the type is gone: TypeScript code that imports it does not compile any more",
        ],
    );
}

#[test]
fn the_worst_is_first() {
    let new = contract(|contract| {
        message(contract).docs = "Says it.".into();
        message(contract).validated = true;
        namespace(contract).events.clear();
    });
    let changes = new.changes_since(&contract(|_| {}));
    let verdicts: Vec<String> = changes
        .iter()
        .map(|change| change.verdict.to_string())
        .collect();
    assert_eq!(verdicts, ["breaking", "notable", "compatible"]);
}
