//! What ends a call before its method or behind it, and what runs then; the client gets one answer, the error
//! (docs/guarantees.md, 8 and 9).

use serde_json::{Value, json};

use super::{
    super::{acknowledgements, code_and_message},
    GUARDS, INTERCEPTORS, METHOD_GUARDS, around, behind, everything, join,
};
use crate::{
    log,
    logged::assert_logged,
    way::{Way, over_each_way},
};

const INTERNAL: [&str; 2] = ["internal", "Internal server error"];

fn last(ran: &[String], count: usize) -> &[String] {
    &ran[ran.len() - count..]
}

over_each_way!(
    the_refusal_of_a_guard_ends_the_call_before_anything_else_runs,
    a_panic_of_a_guard_is_an_internal_error_and_the_connection_lives_on,
    an_error_of_the_method_reaches_the_interceptors_from_the_inside_out_and_then_the_methods_filter,
    an_event_is_seen_as_one_and_its_acknowledgement_comes_behind_it,
    a_stream_is_seen_as_one_and_its_error_reaches_a_filter,
    a_method_that_answers_by_hand_answers_past_the_chain_and_its_error_goes_into_an_acknowledgement_that_is_free,
    messages_without_a_callback_are_told_of_a_refusal_by_the_event_exception,
);

async fn the_refusal_of_a_guard_ends_the_call_before_anything_else_runs(way: Way) {
    let at = join(way, "traced").await;
    let guards = [&GUARDS[..], &METHOD_GUARDS].concat();
    for (index, guard) in guards.iter().enumerate() {
        let refuse = json!({ "refuse": [guard] });
        let refused = at.client.ask::<Value>("full", &refuse).await;
        assert_eq!(code_and_message(refused), ["refused", guard]);
        let mut expected = guards[..=index].to_vec();
        expected.push("gateway filter: Guard");
        assert_eq!(at.notes.take(), expected);
    }
    at.client.no_event().await;
    assert_eq!(acknowledgements(&at.client).len(), guards.len());
}

async fn a_panic_of_a_guard_is_an_internal_error_and_the_connection_lives_on(way: Way) {
    let at = join(way, "traced").await;
    for guard in [&GUARDS[..], &METHOD_GUARDS].concat() {
        log::start();
        let panic = json!({ "panic": [guard] });
        assert_eq!(
            code_and_message(at.client.ask::<Value>("full", &panic).await),
            INTERNAL
        );
        assert_eq!(last(&at.notes.take(), 1), ["gateway filter: Panic"]);
        assert_logged(&["a guard panicked", &format!("{guard} panics")]);
        let answer: Value = at.client.ask("full", &json!({})).await.unwrap();
        assert_eq!(answer, json!({}));
        at.notes.take();
    }
}

async fn an_error_of_the_method_reaches_the_interceptors_from_the_inside_out_and_then_the_methods_filter(
    way: Way,
) {
    let at = join(way, "traced").await;
    let fail = json!({ "method": "fail" });
    let failed = at.client.ask::<Value>("full", &fail).await;
    assert_eq!(code_and_message(failed), ["filtered", "a"]);
    let mut expected = everything("Method");
    expected.push("method filter: OutOfStock".to_owned());
    assert_eq!(at.notes.take(), expected);
}

#[tokio::test]
async fn a_panic_of_the_method_is_seen_by_the_interceptors_and_by_a_filter() {
    let at = join(Way::USUAL, "traced").await;
    let panic = json!({ "method": "panic" });
    assert_eq!(
        code_and_message(at.client.ask::<Value>("full", &panic).await),
        INTERNAL
    );
    let mut expected = everything("Panic");
    expected.push("gateway filter: Panic".to_owned());
    assert_eq!(at.notes.take(), expected);
}

#[tokio::test]
async fn an_interceptor_that_answers_keeps_the_rest_from_running_and_the_body_from_being_decoded() {
    let at = join(Way::USUAL, "traced").await;
    let body = json!({ "number": "no number", "answer": ["second gateway interceptor"] });
    let answer: String = at.client.ask("body", &body).await.unwrap();
    assert_eq!(answer, "second gateway interceptor");
    let rest = around(
        &["global interceptor", "gateway interceptor"],
        &["second gateway interceptor >"],
        "Answer",
    );
    assert_eq!(at.notes.take(), behind(&GUARDS, rest));
}

/// Before the method, and behind it.
#[tokio::test]
async fn an_interceptor_that_fails_is_seen_by_those_around_it() {
    let at = join(Way::USUAL, "traced").await;
    for what in ["gateway interceptor", "gateway interceptor, after"] {
        let refuse = json!({ "number": 1, "refuse": [what] });
        assert_eq!(
            code_and_message(at.client.ask::<u32>("body", &refuse).await),
            ["refused", what]
        );
        let ran = at.notes.take();
        assert_eq!(
            last(&ran, 2),
            [
                "< global interceptor: Interceptor",
                "gateway filter: Interceptor"
            ]
        );
        let has_run = ran.iter().any(|one| one == "method");
        assert_eq!(has_run, what.ends_with("after"), "{ran:?}");
    }
}

#[tokio::test]
async fn an_interceptor_that_panics_is_an_internal_error_and_the_connection_lives_on() {
    let at = join(Way::USUAL, "traced").await;
    let panic = json!({ "number": 1, "panic": ["gateway interceptor"] });
    assert_eq!(
        code_and_message(at.client.ask::<u32>("body", &panic).await),
        INTERNAL
    );
    assert_eq!(
        last(&at.notes.take(), 2),
        ["< global interceptor: Panic", "gateway filter: Panic"]
    );
    let body = json!({ "number": 2 });
    assert_eq!(at.client.ask::<u32>("body", &body).await, Ok(2));
}

#[tokio::test]
async fn a_refused_message_is_never_decoded_and_a_body_that_does_not_decode_is_seen_by_the_interceptors()
 {
    let at = join(Way::USUAL, "traced").await;
    let refuse = json!({ "number": "x", "refuse": ["second gateway guard"] });
    let refused = at.client.ask::<u32>("body", &refuse).await;
    assert_eq!(
        code_and_message(refused),
        ["refused", "second gateway guard"]
    );
    at.notes.take();
    let undecodable = at.client.ask::<u32>("body", &json!({ "number": "x" }));
    assert_eq!(code_and_message(undecodable.await)[0], "bad_request");
    let mut expected = behind(&GUARDS, around(&INTERCEPTORS, &[], "Parameter"));
    expected.push("gateway filter: Parameter".to_owned());
    assert_eq!(at.notes.take(), expected);
}

#[tokio::test]
async fn a_filter_that_panics_is_an_internal_error_and_no_second_filter_runs() {
    log::start();
    let at = join(Way::USUAL, "traced").await;
    let panic = json!({ "number": "x", "panic": ["gateway filter"] });
    assert_eq!(
        code_and_message(at.client.ask::<u32>("body", &panic).await),
        INTERNAL
    );
    assert_eq!(last(&at.notes.take(), 1), ["gateway filter: Parameter"]);
    assert_logged(&["a filter panicked"]);
    let body = json!({ "number": 2 });
    assert_eq!(at.client.ask::<u32>("body", &body).await, Ok(2));
}

#[tokio::test]
async fn a_filter_can_answer_after_all() {
    let at = join(Way::USUAL, "traced").await;
    let answer = json!({ "number": "x", "answer": ["gateway filter"] });
    let answer: String = at.client.ask("body", &answer).await.unwrap();
    assert_eq!(answer, "gateway filter");
}

async fn an_event_is_seen_as_one_and_its_acknowledgement_comes_behind_it(way: Way) {
    let at = join(way, "traced").await;
    at.client.ask::<()>("event", &()).await.unwrap();
    assert_eq!(at.client.waiting_events(), 1);
    assert_eq!(at.client.event_named::<u32>("tock").await, 7);
    at.client.no_event().await;
    assert_eq!(acknowledgements(&at.client), ["[]"]);
    assert_eq!(last(&at.notes.take(), 1), ["< global interceptor: Event"]);
}

async fn a_stream_is_seen_as_one_and_its_error_reaches_a_filter(way: Way) {
    let at = join(way, "traced").await;
    let failed = at.client.ask::<()>("events", &()).await;
    assert_eq!(code_and_message(failed), ["seen", "the stream fails"]);
    assert_eq!(at.client.waiting_events(), 2);
    for number in 1..=2 {
        assert_eq!(at.client.event_named::<u32>("tick").await, number);
    }
    at.client.no_event().await;
    assert_eq!(
        last(&at.notes.take(), 2),
        ["< global interceptor: Stream", "gateway filter: Method"]
    );
}

async fn a_method_that_answers_by_hand_answers_past_the_chain_and_its_error_goes_into_an_acknowledgement_that_is_free(
    way: Way,
) {
    let at = join(way, "traced").await;
    let failed = at.client.ask::<String>("by-hand", &json!({ "use": false }));
    assert_eq!(code_and_message(failed.await), ["seen", "after the ack"]);
    assert_eq!(
        last(&at.notes.take(), 2),
        ["< global interceptor: Method", "gateway filter: Method"]
    );
    at.client.no_event().await;
    let answer = at.client.ask::<String>("by-hand", &json!({ "use": true }));
    assert_eq!(answer.await.unwrap(), "by hand");
    assert_eq!(at.client.exception().await.code(), "seen");
}

/// A method that does not end, and an interceptor in front of one.
#[tokio::test(start_paused = true)]
async fn the_timeout_of_the_method_is_seen_by_a_filter() {
    let at = join(Way::USUAL, "traced").await;
    let late = at.client.ask::<()>("late", &()).await;
    assert_eq!(code_and_message(late)[0], "timeout");
    let mut expected = behind(&GUARDS, around(&INTERCEPTORS, &[], "Timeout"));
    expected.push("gateway filter: Timeout".to_owned());
    assert_eq!(at.notes.take(), expected);
    let wait = json!({ "wait": ["gateway interceptor"] });
    assert_eq!(
        code_and_message(at.client.ask::<()>("late", &wait).await)[0],
        "timeout"
    );
    assert_eq!(last(&at.notes.take(), 1), ["gateway filter: Timeout"]);
}

#[tokio::test(start_paused = true)]
async fn the_timeout_holds_for_a_guard_that_does_not_end_in_front_of_interceptors() {
    let at = join(Way::USUAL, "traced").await;
    let wait = json!({ "wait": ["waiting guard"] });
    let late = at.client.ask::<()>("late-guard", &wait).await;
    assert_eq!(code_and_message(late)[0], "timeout");
    let mut expected = GUARDS.to_vec();
    expected.extend(["waiting guard", "gateway filter: Timeout"]);
    assert_eq!(at.notes.take(), expected);
}

async fn messages_without_a_callback_are_told_of_a_refusal_by_the_event_exception(way: Way) {
    let at = join(way, "traced").await;
    at.client
        .emit("full", &json!({ "refuse": ["method guard"] }));
    // The whole of it.
    let exception: Value = at.client.event_named("exception").await;
    assert_eq!(
        exception,
        json!({
            "status": "error",
            "code": "refused",
            "message": "method guard",
            "cause": { "pattern": "full" },
        })
    );
    at.client.no_event().await;
}
