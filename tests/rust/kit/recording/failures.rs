//! What an expectation of a recording server says when it fails.

use gateway_runtime::{prelude::*, testing::Sent};

use super::{Paid, Payments, Refunded, now};
use crate::failure::failure_of;

/// Two events, an order and one for other servers.
fn sent() -> Sent {
    let (payments, sent) = Server::<Payments>::recording();
    now(async {
        payments
            .to("user:7")
            .except("staff")
            .emit_event(&Paid { amount: 7 })
            .await?;
        payments.emit("hello", &()).await?;
        payments.to("user:7").join("vip").await?;
        payments.servers().emit("changed", &1).await
    })
    .unwrap();
    sent
}

#[test]
fn another_event_was_sent() {
    let sent = sent();
    let text = failure_of(|| sent.event::<Refunded>());
    let line = line!() - 1;
    let head = format!(
        "the event `refunded` was expected, and `paid` was sent\n  expected at tests/rust/kit/recording/failures.rs:{line}:"
    );
    assert!(text.starts_with(&head), "{text}");
    let (_, listed) = text.split_once("what was sent:").unwrap();
    assert_eq!(
        listed,
        r#"
  1. /payments ["paid",{"amount":7}] to "user:7", except "staff" (seen before)
  2. /payments ["hello"] to everyone
  3. /payments join "vip": "user:7"
  4. /payments ["changed",1] to the other servers"#
    );
}

/// An expectation that fails, and its line.
macro_rules! placed {
    ($expectation:expr) => {
        (
            line!(),
            Box::new(|| {
                let _ = $expectation;
            }),
        )
    };
}

/// The line is the test's, for each expectation.
#[test]
fn the_place_is_the_caller_s() {
    let (_payments, empty) = Server::<Payments>::recording();
    let full = sent();
    let failures: [(u32, Box<dyn Fn() + '_>); 11] = [
        placed!(empty.event::<Paid>()),
        placed!(empty.event_named::<u8>("e")),
        placed!(empty.event_among_others::<Paid>()),
        placed!(empty.event_named_among_others::<u8>("e")),
        placed!(empty.order()),
        placed!(empty.server_event_named::<u8>("e")),
        placed!(full.no_event()),
        placed!(full.no_order()),
        placed!(full.nothing_else()),
        placed!(full.to_room("user:7").event_named::<u8>("paid")),
        placed!(full.events()[0].payload::<u8>()),
    ];
    for (line, expectation) in failures {
        let text = failure_of(expectation);
        let place = format!("expected at tests/rust/kit/recording/failures.rs:{line}:");
        assert!(text.contains(&place), "{line}: {text}");
    }
}

#[test]
fn nothing_was_sent() {
    let (_payments, sent) = Server::<Payments>::recording();
    let text = failure_of(|| sent.event::<Paid>());
    assert!(
        text.starts_with("no event `paid`: nothing was sent\n"),
        "{text}"
    );
    assert!(text.ends_with("\nwhat was sent: nothing"), "{text}");
    let text = failure_of(|| sent.order());
    assert!(text.starts_with("no order: nothing was sent\n"), "{text}");
}

#[test]
fn nothing_more_was_sent() {
    let sent = sent();
    let room = sent.to_room("user:7");
    let _: Paid = room.event();
    let text = failure_of(|| room.event::<Paid>());
    assert!(
        text.starts_with("no event `paid` to \"user:7\": nothing more was sent\n"),
        "{text}"
    );
    let _ = room.order();
    let text = failure_of(|| room.order());
    assert!(
        text.starts_with("no order to \"user:7\": nothing more was sent\n"),
        "{text}"
    );
}

#[test]
fn another_part_is_named() {
    let sent = sent();
    for (part, named) in [
        (sent.to_room("user:8"), " to \"user:8\""),
        (
            sent.to_room("a").to_room("b").in_namespace("payments"),
            " to \"a\" to \"b\" in /payments",
        ),
        (sent.to_room("staff"), " to \"staff\""),
    ] {
        let text = failure_of(|| part.event::<Paid>());
        assert!(
            text.starts_with(&format!("no event `paid`{named}: nothing was sent\n")),
            "{text}"
        );
        assert!(text.contains("1. /payments [\"paid\""), "{text}");
    }
    let text = failure_of(|| sent.to_everyone().event::<Paid>());
    assert!(
        text.starts_with("the event `paid` to everyone was expected, and `hello` was sent\n"),
        "{text}"
    );
}

#[test]
fn among_others_it_is_not() {
    let text = failure_of(|| sent().event_among_others::<Refunded>());
    assert!(
        text.starts_with(
            "no event `refunded`: it was not sent; others are there: `paid`, `hello`\n"
        ),
        "{text}"
    );
}

#[test]
fn something_is_there() {
    let sent = sent();
    for (text, head) in [
        (
            failure_of(|| sent.no_event()),
            "no event was expected, and there is `paid`, `hello`\n",
        ),
        (
            failure_of(|| sent.no_order()),
            "no order was expected, and there is `join \"vip\"`\n",
        ),
        (
            failure_of(|| sent.to_room("user:7").no_event()),
            "no event to \"user:7\" was expected, and there is `paid`\n",
        ),
        (
            failure_of(|| sent.nothing_else()),
            "nothing else was expected, and there is `paid`, `hello`, `join \"vip\"`, `changed`\n",
        ),
    ] {
        assert!(text.starts_with(head), "{text}");
    }
}

#[test]
fn a_payload_of_another_type() {
    let sent = sent();
    let record = sent.events()[0].clone();
    let head = "`paid` is something else than was expected: invalid type: map, expected u32\n";
    let text = failure_of(|| record.payload::<u32>());
    assert!(text.starts_with(head), "{text}");
    assert!(
        text.contains("/payments [\"paid\",{\"amount\":7}]"),
        "{text}"
    );
    let text = failure_of(|| sent.event_named::<u32>("paid"));
    assert!(text.starts_with(head), "{text}");
    let order = sent.records()[2].clone();
    let text = failure_of(|| order.payload::<u32>());
    assert!(
        text.starts_with("`join \"vip\"` is no event, and carries nothing"),
        "{text}"
    );
    let text = failure_of(|| sent.server_event_named::<String>("changed"));
    assert!(
        text.starts_with("`changed` is something else than was expected: invalid type: integer"),
        "{text}"
    );
}

#[test]
fn long_payloads_are_shortened() {
    let (payments, sent) = Server::<Payments>::recording();
    now(payments.emit("long", &"x".repeat(10_000))).unwrap();
    let text = failure_of(|| sent.no_event());
    assert!(text.len() < 1_000, "{}", text.len());
    assert!(text.ends_with("x… to everyone"), "{text}");
}

#[test]
fn a_question_that_cannot_be_read_fails_the_next_expectation() {
    let (payments, sent) = Server::<Payments>::recording();
    sent.answer_to("double", |_: String| 0);
    let answers = now(payments.emit_with_ack::<_, u32>("double", &7)).unwrap();
    let answers = now(answers.all());
    assert!(
        matches!(answers[0].1, Err(EmitError::Timeout)),
        "{answers:?}"
    );
    let head = "`double`, which the server wants to be answered, is something else than was expected: invalid type: integer `7`";
    for text in [
        failure_of(|| sent.no_event()),
        failure_of(|| sent.nothing_else()),
    ] {
        assert!(text.starts_with(head), "{text}");
    }
}
