//! Outcomes of methods, in every form that a namespace takes, and outcomes that users make.

use std::{
    borrow::Cow,
    panic::catch_unwind,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Content, Kind, Outcome, OutcomeItem, OutcomeKind};
use crate::{
    error::WsError,
    protocol::{Contents, Form},
    reply::stream::AtShutdown,
    sync::lock,
    wire::{Args, Payload, Written},
};

const FORMS: [Form; 3] = [Form::PassedOn, Form::Json, Form::Packed];

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct File {
    name: String,
    content: Bytes,
}

fn file() -> File {
    File {
        name: "a.txt".to_owned(),
        content: Bytes::from_static(b"\xff\x00"),
    }
}

/// A method's answer in each form, and the same as a user makes it.
fn answers(value: impl Payload + Clone + Send + Sync + 'static) -> Vec<Outcome> {
    let written = |form| Written::new(form, None, &value).expect("writes");
    let mut answers = Vec::from(FORMS.map(|form| Outcome::written(written(form))));
    answers.push(Outcome::answer(value));
    answers
}

/// The same for an event.
fn events(value: impl Payload + Clone + Send + Sync + 'static) -> Vec<Outcome> {
    let written = |form| Written::new(form, Some("e\"vent"), &value).expect("writes");
    let event = |form| Outcome::written_event(Cow::Borrowed("e\"vent"), written(form));
    let mut events = Vec::from(FORMS.map(event));
    events.push(Outcome::emit("e\"vent", value));
    events
}

fn both(value: impl Payload + Clone + Send + Sync + 'static) -> Vec<Outcome> {
    let mut all = answers(value.clone());
    all.extend(events(value));
    all
}

/// What goes out: the text and how many attachments there are.
fn sent(outcome: &Outcome) -> (String, usize) {
    let (content, event) = match &outcome.0 {
        Kind::Answer(content) => (content.clone(), None),
        Kind::Event(item) => (item.content.clone(), Some(item.event())),
        _ => panic!("nothing is written: {outcome:?}"),
    };
    let written = match content {
        Content::Written(written) => written.in_form(Form::Json).expect("converts"),
        Content::Made(value) => Written::new(Form::Json, event, &*value).expect("writes"),
    };
    match written.into_packet().contents() {
        Contents::Text(text) => (text.to_owned(), 0),
        Contents::Attached(text, attachments) => (text.to_owned(), attachments.len()),
        Contents::Packed(_) => panic!("it was converted to JSON"),
    }
}

fn message<T>(result: Result<T, WsError>) -> String {
    let error = result.err().expect("fails");
    assert_eq!(error.code(), "internal");
    error.chain().unwrap_or_default()
}

#[test]
fn values_are_decoded() {
    for outcome in both(json!({ "a": [1, "two"] })) {
        assert_eq!(outcome.value::<Value>().unwrap()["a"][1], "two");
        assert!(message(outcome.value::<u8>()).contains("invalid type: map, expected u8"));
    }
    for outcome in both(Args((1, "two"))) {
        assert_eq!(outcome.value::<u8>().unwrap(), 1);
    }
    for outcome in both(file()) {
        assert_eq!(outcome.value::<File>().unwrap(), file());
        assert_eq!(
            outcome.value::<Value>().unwrap(),
            json!({ "name": "a.txt", "content": { "_placeholder": true, "num": 0 } })
        );
    }
}

#[test]
fn an_answer_without_arguments_has_no_value() {
    let mut empty = answers(());
    for outcome in empty.iter().take(FORMS.len()) {
        assert_eq!(outcome.kind(), OutcomeKind::Empty);
    }
    empty.push(Outcome::empty());
    empty.extend(events(()));
    for outcome in empty {
        assert_eq!(outcome.value::<Option<u8>>().unwrap(), None);
        outcome.value::<()>().unwrap();
        assert!(message(outcome.value::<u8>()).contains("argument 1 is missing"));
    }
    for outcome in [
        Outcome::by_hand(),
        Outcome::stream(stream::empty(), AtShutdown::Ends),
    ] {
        assert!(message(outcome.value::<Option<u8>>()).contains("has no value"));
    }
}

#[test]
fn values_are_changed() {
    for outcome in answers(3) {
        let outcome = outcome.map(|number: u8| [number, number + 1]).unwrap();
        assert_eq!(sent(&outcome), ("[[3,4]]".to_owned(), 0));
        let outcome = outcome.map(|[_, number]: [u8; 2]| number).unwrap();
        assert_eq!(sent(&outcome), ("[4]".to_owned(), 0));
        assert!(message(outcome.map(|text: String| text)).contains("expected a string"));
    }
    for outcome in events(3) {
        let outcome = outcome.map(|number: u8| Args((number, "more"))).unwrap();
        assert_eq!(sent(&outcome), (r#"["e\"vent",3,"more"]"#.to_owned(), 0));
        assert_eq!(outcome.event(), Some("e\"vent"));
    }
}

#[test]
fn further_arguments_stay() {
    for outcome in answers(Args((1, json!({ "a": null }), file()))) {
        let outcome = outcome.map(|number: u8| Args((number, number))).unwrap();
        let outcome = outcome.map(|number: u8| number + 1).unwrap();
        let (text, attachments) = sent(&outcome);
        assert!(text.starts_with(r#"[2,1,{"a":null},{"name":"#), "{text}");
        assert_eq!(attachments, 1);
    }
}

#[test]
fn binary_data_survives_a_type_that_has_none() {
    #[derive(Deserialize)]
    struct Last {
        last: File,
    }

    for outcome in both([file(), file()]) {
        let outcome = outcome
            .map(|files: Value| json!({ "last": files[1], "count": 2 }))
            .unwrap();
        let (text, attachments) = sent(&outcome);
        assert_eq!(attachments, 1, "what is not sent any more: {text}");
        assert!(text.contains(r#""count":2"#));
        assert_eq!(outcome.value::<Last>().unwrap().last, file());
    }
}

#[test]
fn binary_data_is_added() {
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    struct Pair<T> {
        new: Bytes,
        old: T,
    }

    let new = Bytes::from_static(b"new");
    for outcome in both(file()) {
        let pair = |old: Value| Pair {
            new: new.clone(),
            old,
        };
        let outcome = outcome.map(pair).unwrap();
        assert_eq!(sent(&outcome).1, 2);
        let old = file();
        let pair = Pair {
            new: new.clone(),
            old,
        };
        assert_eq!(outcome.value::<Pair<File>>().unwrap(), pair);
    }
    for outcome in both(file()) {
        let longer = |file: File| File {
            content: [&*file.content, b"longer"].concat().into(),
            ..file
        };
        let outcome = outcome.map(longer).unwrap();
        let File { content, .. } = outcome.value().unwrap();
        assert_eq!(&*content, b"\xff\x00longer");
    }
}

#[test]
fn what_looks_like_a_placeholder_is_an_object_of_a_user() {
    let object = json!({ "_placeholder": true, "num": 7 });
    for outcome in both(object.clone()) {
        let outcome = outcome.map(|object: Value| [object]).unwrap();
        assert_eq!(outcome.value::<Value>().unwrap(), json!([object]));
        assert_eq!(sent(&outcome).1, 0);
    }
}

#[test]
fn what_cannot_be_written_is_an_error_where_it_is_changed() {
    struct Unwritable;

    impl Serialize for Unwritable {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no words"))
        }
    }

    for outcome in both(1) {
        assert!(message(outcome.map(|_: u8| Unwritable)).contains("no words"));
    }
    assert!(message(Outcome::answer(Unwritable).value::<u8>()).contains("no words"));
}

#[test]
fn other_kinds_stay_as_they_are() {
    let never = |_: Value| -> Value { unreachable!("there is no value") };
    for outcome in [
        Outcome::empty(),
        Outcome::by_hand(),
        Outcome::stream(stream::empty(), AtShutdown::Ends),
    ] {
        let kind = outcome.kind();
        assert_eq!(outcome.map(never).unwrap().kind(), kind);
    }
    let outcome = Outcome::answer(1).map_items(|_| unreachable!("there are no items"));
    assert_eq!(outcome.kind(), OutcomeKind::Answer);
}

#[test]
fn copies_are_independent() {
    for outcome in both(file()) {
        let copy = outcome.try_clone().expect("can be copied");
        assert_eq!(
            (copy.kind(), copy.event()),
            (outcome.kind(), outcome.event())
        );
        let changed = copy.map(|file: File| file.name).unwrap();
        assert_eq!(changed.value::<String>().unwrap(), "a.txt");
        assert_eq!(outcome.value::<File>().unwrap(), file());
    }
    assert!(Outcome::empty().try_clone().is_some());
    assert!(Outcome::by_hand().try_clone().is_none());
    assert!(
        Outcome::stream(stream::empty(), AtShutdown::Ends)
            .try_clone()
            .is_none()
    );
}

#[test]
fn an_outcome_may_be_held_by_any_future() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Outcome>();
    check::<OutcomeItem>();
}

#[test]
fn the_debug_form_shows_what_is_sent() {
    let [text, _, packed, made] = answers(3).try_into().expect("are four");
    assert_eq!(format!("{text:?}"), "Outcome(Answer([3]))");
    assert_eq!(format!("{packed:?}"), "Outcome(Answer(2 bytes))");
    assert_eq!(
        format!("{made:?}"),
        "Outcome(Answer(a value that is not written yet))"
    );
}

/// A stream of ticks, and an error behind them if there is one.
fn ticks(error: Option<&'static str>) -> Outcome {
    let ticks = (1..=3).map(|number: u8| {
        let written = Written::new(Form::Json, Some("tick"), &number).expect("writes");
        Ok(OutcomeItem::written(Cow::Borrowed("tick"), written))
    });
    let error = error.map(|error| Err(WsError::conflict(error).into()));
    Outcome::stream(stream::iter(ticks.chain(error)), AtShutdown::Ends)
}

/// What comes, up to the end of the stream or to the first error.
fn collected(outcome: Outcome) -> Vec<String> {
    let Kind::Stream(items) = outcome.0 else {
        panic!("it is a stream");
    };
    let mut events = items.into_events();
    let mut collected = Vec::new();
    while let Some(Some(item)) = events.next().now_or_never() {
        match item {
            Ok(item) => {
                let number: u8 = item.value().unwrap();
                collected.push(format!("{} {number}", item.event()));
            }
            Err(error) => {
                collected.push(error.into_error().to_string());
                break;
            }
        }
    }
    collected
}

#[test]
fn events_of_a_stream_are_changed() {
    let outcome = ticks(Some("no more")).map_items(|item| item.map(|number: u8| number * 2));
    let outcome = outcome.map_items(|item| match item.value::<u8>()? {
        2 => Ok(OutcomeItem::new("first", 20)),
        _ => Ok(item),
    });
    assert_eq!(
        collected(outcome),
        ["first 20", "tick 4", "tick 6", "no more"]
    );
    let outcome = ticks(None).map_items(|item| match item.value::<u8>()? {
        2 => Err(WsError::conflict("two")),
        _ => Ok(item),
    });
    assert_eq!(collected(outcome), ["tick 1", "two"]);
}

/// Where the ends are noted that an outcome is told of.
#[derive(Clone, Default)]
struct Ends(Arc<Mutex<Vec<String>>>);

impl Ends {
    fn watch(&self, outcome: Outcome) -> Outcome {
        let ends = Arc::clone(&self.0);
        outcome.on_end(move |end| lock(&ends).push(format!("{end:?}")))
    }

    fn noted(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.0))
    }
}

#[test]
fn the_end_of_a_stream_is_told_once() {
    let ends = Ends::default();
    let outcome = ends.watch(ticks(None));
    assert!(ends.noted().is_empty());
    assert_eq!(collected(outcome).len(), 3);
    assert_eq!(ends.noted(), ["Completed"]);

    collected(ends.watch(ticks(Some("no more"))));
    let [end] = ends.noted().try_into().expect("is one");
    assert!(end.starts_with("Failed(Failure {"), "{end}");

    drop(ends.watch(ticks(None)));
    assert_eq!(ends.noted(), ["Dropped"]);

    let changed = ends
        .watch(ticks(None))
        .map_items(|item| item.map(|text: String| text));
    collected(changed);
    assert_eq!(ends.noted(), ["Dropped"]);
}

#[test]
fn another_kind_has_ended_already() {
    let ends = Ends::default();
    for outcome in [Outcome::answer(1), Outcome::empty(), Outcome::by_hand()] {
        let _outcome = ends.watch(outcome);
        assert_eq!(ends.noted(), ["Completed"]);
    }
}

#[test]
fn who_watches_the_end_cannot_change_it() {
    let outcome = ticks(None).on_end(|_| panic!("on purpose"));
    let outcome = catch_unwind(std::panic::AssertUnwindSafe(|| collected(outcome)));
    assert_eq!(outcome.map_err(|_| "panicked").unwrap().len(), 3);
}
