//! `contract` is the contract that the tests change: one namespace with the message `e` and the event `tick`.

use serde_json::{Value, json};

use super::super::{Change, Verdict};
use crate::contract::{Argument, Contract, Endpoint, ErrorCode, Errors, Event, Message, Namespace};

/// An argument `body` that has to be sent.
pub(super) fn argument(schema: Value) -> Argument {
    Argument {
        name: "body".into(),
        schema,
        optional: false,
    }
}

pub(super) fn text() -> Argument {
    argument(json!({ "type": "string" }))
}

pub(super) fn optional() -> Argument {
    Argument {
        optional: true,
        ..text()
    }
}

/// The contract after a function of the test has changed it.
pub(super) fn contract(change: impl Fn(&mut Contract)) -> Contract {
    let message = Message {
        body: vec![text()],
        answer: crate::contract::Answer {
            acknowledgement: vec![text()],
            events: Vec::new(),
        },
        errors: Errors {
            codes: [("a".into(), ErrorCode::default())].into(),
            ..Errors::default()
        },
        ..Message::default()
    };
    let event = Event {
        arguments: vec![argument(json!({ "type": "integer" }))],
        ..Event::default()
    };
    let namespace = Namespace {
        messages: [("e".into(), message)].into(),
        events: [("tick".into(), event)].into(),
        ..Namespace::default()
    };
    let endpoint = Endpoint {
        path: "/socket.io".into(),
        transports: vec!["polling".into(), "websocket".into()],
        namespaces: [("/".into(), namespace)].into(),
        ..Endpoint::default()
    };
    let mut contract = Contract {
        endpoints: [("main".into(), endpoint)].into(),
        ..Contract::default()
    };
    change(&mut contract);
    contract
}

pub(super) fn endpoint(contract: &mut Contract) -> &mut Endpoint {
    contract.endpoints.get_mut("main").unwrap()
}

pub(super) fn namespace(contract: &mut Contract) -> &mut Namespace {
    endpoint(contract).namespaces.get_mut("/").unwrap()
}

pub(super) fn message(contract: &mut Contract) -> &mut Message {
    namespace(contract).messages.get_mut("e").unwrap()
}

pub(super) fn tick(contract: &mut Contract) -> &mut Event {
    namespace(contract).events.get_mut("tick").unwrap()
}

/// Checks that the changes are these, each line `verdict: place: what`, in their order, and nothing else.
#[track_caller]
pub(super) fn are(old: &Contract, new: &Contract, expected: &[&str]) {
    let changes = new.changes_since(old);
    let shown: Vec<String> = changes.iter().map(Change::to_string).collect();
    assert_eq!(shown, expected);
}

/// The worst verdict of what changed, apart from names of types.
pub(super) fn worst(changes: &[Change]) -> Option<Verdict> {
    let changes = changes.iter();
    let is_of_a_name =
        |what: &str| what.starts_with("the type is gone") || what.starts_with("the name means");
    let changes = changes.filter(|change| !is_of_a_name(&change.what));
    changes.map(|change| change.verdict).max()
}
