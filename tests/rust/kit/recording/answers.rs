//! `emit_with_ack` of a recording server: its clients are those that the test adds.

use std::{sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use gateway_runtime::{Bytes, SocketId, prelude::*};

use super::{Payments, now};

#[test]
fn without_clients_there_are_no_answers() {
    let (payments, sent) = Server::<Payments>::recording();
    let asked = now(payments.to("a").emit_with_ack::<_, u32>("q", &1)).unwrap();
    assert!(asked.shared().is_ok());
    assert!(now(asked.all()).is_empty());
    // Nobody has answered, so it is an event like others.
    assert_eq!(sent.event_named::<u32>("q"), 1);
    let [question] = &*sent.events() else {
        panic!("{sent:?}");
    };
    assert!(question.asks_for_answers());
    assert_eq!(question.timeout(), None);
}

#[test]
fn each_answer_is_of_one_client() {
    let (payments, sent) = Server::<Payments>::recording();
    let an = sent.answer_to("double", |number: u32| number * 2);
    let silent = sent.no_answer_to("double");
    let bo = sent.answer_to("double", |_: u32| "no number");
    sent.answer_to("other", |(): ()| ());
    let asked = now(payments
        .timeout(Duration::from_secs(3))
        .emit_with_ack::<_, u32>("double", &4));
    let answers = now(asked.unwrap().all());
    let ids: Vec<SocketId> = answers.iter().filter_map(|(id, _)| *id).collect();
    assert_eq!(ids, [an, silent, bo]);
    assert!(matches!(answers[0].1, Ok(8)), "{answers:?}");
    assert!(
        matches!(answers[1].1, Err(EmitError::Timeout)),
        "{answers:?}"
    );
    assert!(
        matches!(answers[2].1, Err(EmitError::Acknowledgement(_))),
        "{answers:?}"
    );
    assert_eq!(sent.events()[0].timeout(), Some(Duration::from_secs(3)));
    assert!(
        sent.events()[0]
            .to_string()
            .ends_with(", to be answered within 3s")
    );
    // The closures have seen it.
    sent.no_event();
}

#[test]
fn several_arguments_and_binary_data_either_way() {
    let (payments, sent) = Server::<Payments>::recording();
    sent.answer_to("swap", |Args((left, right)): Args<(Bytes, u8)>| {
        Args((right, left))
    });
    let sent_bytes = Bytes::from_static(b"\xff\0");
    let asked = now(payments.emit_with_ack("swap", &Args((&sent_bytes, 7))));
    let [(_, Ok(Args((number, bytes))))] = &*now(asked.unwrap().all()) else {
        panic!("one answer");
    };
    let (number, bytes): (&u8, &Bytes) = (number, bytes);
    assert_eq!((*number, bytes), (7, &sent_bytes));
}

#[test]
fn clients_of_a_room_answer_what_is_sent_there() {
    let (payments, sent) = Server::<Payments>::recording();
    sent.to_room("a").answer_to("q", |_: u32| "a");
    sent.to_room("b").answer_to("q", |_: u32| "b");
    let answers = |choice: gateway_runtime::Broadcast<Payments>| -> Vec<String> {
        let asked = now(choice.emit_with_ack::<_, String>("q", &1)).unwrap();
        let answers = now(asked.all()).into_iter();
        answers.map(|(_, answer)| answer.unwrap()).collect()
    };
    assert_eq!(answers(payments.to("a")), ["a"]);
    assert_eq!(answers(payments.to(["a", "b"]).except("a")), ["b"]);
    assert!(answers(payments.broadcast()).is_empty());
}

#[test]
fn a_client_is_asked_alone_or_left_out_by_its_id() {
    let (payments, sent) = Server::<Payments>::recording();
    let an = sent.to_room("a").answer_to("q", |_: u32| "an");
    let bo = sent.answer_to("q", |_: u32| "bo");
    for (choice, expected) in [
        (payments.to(an), vec![an]),
        (payments.to(bo), vec![bo]),
        (payments.to([an, bo]), vec![an, bo]),
        (payments.to("a"), vec![an, bo]),
        (payments.to("a").except(an), vec![bo]),
        (payments.except(bo), vec![]),
    ] {
        let printed = format!("{choice:?}");
        let asked = now(choice.emit_with_ack::<_, String>("q", &1)).unwrap();
        let answers = now(asked.all()).into_iter();
        let ids: Vec<SocketId> = answers.filter_map(|(id, _)| id).collect();
        assert_eq!(ids, expected, "{printed}");
    }
}

#[test]
fn an_answer_may_use_the_server() {
    let (payments, sent) = Server::<Payments>::recording();
    let of_client = payments.clone();
    sent.answer_to("q", move |number: u32| {
        now(of_client.emit("heard", &number)).unwrap();
    });
    now(async {
        let mut answers = payments.emit_with_ack::<_, ()>("q", &1).await.unwrap();
        assert!(answers.next().await.unwrap().1.is_ok());
        assert!(answers.next().await.is_none());
    });
    let names: Vec<_> = sent.events().iter().map(ToString::to_string).collect();
    assert_eq!(
        names,
        [
            r#"/payments ["q",1] to everyone, to be answered"#,
            r#"/payments ["heard",1] to everyone"#,
        ]
    );
    assert_eq!(sent.event_named::<u32>("heard"), 1);
}

#[test]
fn what_a_test_has_kept_in_an_answer_is_dropped_with_the_handles() {
    let kept = Arc::new(());
    let seen = Arc::downgrade(&kept);
    let (payments, sent) = Server::<Payments>::recording();
    sent.answer_to("q", move |(): ()| drop(Arc::clone(&kept)));
    drop(now(payments.emit_with_ack::<_, ()>("q", &())));
    drop(payments);
    assert!(seen.upgrade().is_some());
    drop(sent);
    assert!(seen.upgrade().is_none(), "something keeps the server");
}
