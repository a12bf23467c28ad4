//! The recording `Server`: what a service sends, without an app, a runtime or a socket.

mod answers;
mod api;
mod failures;
mod patterns;

use std::{collections::HashMap, sync::Arc, thread};

use gateway_runtime::{Bytes, prelude::*, testing::Order};
use serde_json::{Value, json};

use crate::chat::Picture;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("paid")]
struct Paid {
    amount: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("refunded")]
struct Refunded {
    reason: String,
}

#[websocket_gateway(namespace = "payments", emits(Paid, Refunded))]
struct Payments {
    #[websocket_server]
    server: Server<Payments>,
}

impl Payments {
    /// What a method of the gateway, or a task of it, would do.
    async fn close_books(&self) -> Result<(), EmitError> {
        self.server.to("open").close().await
    }
}

/// A service, as its users write it.
struct Billing {
    payments: Server<Payments>,
    accounts: HashMap<u32, u32>,
}

impl Billing {
    fn new(payments: Server<Payments>) -> Self {
        Self {
            payments,
            accounts: HashMap::from([(7, 100), (8, 5)]),
        }
    }

    async fn pay(&self, user: u32, amount: u32) -> Result<(), EmitError> {
        let room = format!("user:{user}");
        if self.accounts.get(&user).is_none_or(|left| *left < amount) {
            let reason = "no money".to_owned();
            self.payments
                .to(room)
                .emit_event(&Refunded { reason })
                .await?;
            return Ok(());
        }
        self.payments
            .to([room.as_str(), "staff"])
            .except("night-shift")
            .emit_event(&Paid { amount })
            .await?;
        self.payments.to(&room).join("customers").await
    }
}

/// Polls a future that has nothing to wait for: there is no runtime.
fn now<F: Future>(future: F) -> F::Output {
    futures_util::FutureExt::now_or_never(future).expect("it does not wait")
}

#[test]
fn a_service_without_an_app_and_without_a_runtime() {
    let (payments, sent) = Server::<Payments>::recording();
    let billing = Billing::new(payments);
    now(billing.pay(7, 50)).unwrap();
    now(billing.pay(8, 50)).unwrap();

    assert_eq!(sent.to_room("user:7").event::<Paid>(), Paid { amount: 50 });
    assert_eq!(
        sent.to_room("user:7").order(),
        Order::Join(vec!["customers".into()])
    );
    assert_eq!(
        sent.to_room("user:8").event::<Refunded>().reason,
        "no money"
    );
    sent.nothing_else();
}

#[tokio::test]
async fn a_service_in_a_runtime() {
    let (payments, sent) = Server::<Payments>::recording();
    let billing = Arc::new(Billing::new(payments));
    let paying = tokio::spawn(async move { billing.pay(7, 1).await });
    paying.await.unwrap().unwrap();
    assert_eq!(sent.event::<Paid>(), Paid { amount: 1 });
    sent.no_event();
}

#[test]
fn a_gateway_that_the_test_makes_itself() {
    let (server, sent) = Server::<Payments>::recording();
    now(Payments { server }.close_books()).unwrap();
    assert_eq!(sent.to_room("open").order(), Order::Close);
}

#[test]
fn whom_it_was_sent_to() {
    let (payments, sent) = Server::<Payments>::recording();
    now(Billing::new(payments.clone()).pay(7, 50)).unwrap();
    now(payments.local().volatile().emit_event(&Paid { amount: 1 })).unwrap();

    let [targeted, for_all] = &*sent.events() else {
        panic!("{sent:?}");
    };
    assert_eq!(targeted.namespace(), "/payments");
    assert_eq!(targeted.event(), Some("paid"));
    assert_eq!(targeted.rooms(), ["user:7", "staff"]);
    assert_eq!(targeted.except(), ["night-shift"]);
    assert_eq!(targeted.payload::<Paid>(), Paid { amount: 50 });
    assert!(!targeted.is_local() && !targeted.is_volatile() && !targeted.asks_for_answers());
    assert_eq!(targeted.param("room"), None);
    assert!(for_all.rooms().is_empty() && for_all.except().is_empty());
    assert!(for_all.is_local() && for_all.is_volatile());
}

#[test]
fn parts_of_what_was_sent() {
    let (payments, sent) = Server::<Payments>::recording();
    for (amount, choice) in [
        payments.broadcast(),
        payments.to("a"),
        payments.to(["a", "b"]),
        payments.except("a"),
        payments.to(["a", "b"]).except("b"),
    ]
    .into_iter()
    .enumerate()
    {
        now(choice.emit("n", &amount)).unwrap();
    }
    let numbers = |sent: gateway_runtime::testing::Sent| -> Vec<usize> {
        let events = sent.events();
        events.iter().map(|event| event.payload()).collect()
    };
    assert_eq!(numbers(sent.clone()), [0, 1, 2, 3, 4]);
    assert_eq!(numbers(sent.to_everyone()), [0, 3]);
    assert_eq!(numbers(sent.to_room("a")), [1, 2, 4]);
    // Whoever is in `b` did not get the last one.
    assert_eq!(numbers(sent.to_room("b")), [2]);
    assert_eq!(numbers(sent.to_room("a").to_room("b")), [2]);
    assert_eq!(numbers(sent.to_room("c")), [0; 0]);
    assert_eq!(numbers(sent.in_namespace("payments")), [0, 1, 2, 3, 4]);
    assert_eq!(numbers(sent.in_namespace("/elsewhere")), [0; 0]);
}

#[test]
fn each_event_is_taken_once_and_listed_for_ever() {
    let (payments, sent) = Server::<Payments>::recording();
    for number in 0..4 {
        now(payments.to("a").emit("n", &number)).unwrap();
    }
    now(payments.emit_event(&Paid { amount: 9 })).unwrap();
    assert_eq!(sent.to_room("a").event_named::<u32>("n"), 0);
    assert_eq!(sent.event_named::<u32>("n"), 1, "the part has taken it");
    assert_eq!(sent.event_among_others::<Paid>(), Paid { amount: 9 });
    assert_eq!(sent.event_named_among_others::<u32>("n"), 2);
    assert_eq!(sent.waiting_events(), 1);
    assert_eq!(sent.events().len(), 5);
    sent.to_everyone().no_event();
    sent.forget_events();
    sent.nothing_else();
    assert!(sent.events().is_empty());
    now(payments.emit("n", &4)).unwrap();
    assert_eq!(sent.event_named::<u32>("n"), 4);
}

#[test]
fn everything_in_one_order() {
    let (payments, sent) = Server::<Payments>::recording();
    now(async {
        payments.emit("first", &()).await?;
        payments.to("a").join("b").await?;
        payments.servers().emit("second", &2).await?;
        payments.to("a").emit("third", &()).await?;
        payments.disconnect().await
    })
    .unwrap();
    let records = sent.records();
    let texts: Vec<String> = records.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            r#"/payments ["first"] to everyone"#,
            r#"/payments join "b": "a""#,
            r#"/payments ["second",2] to the other servers"#,
            r#"/payments ["third"] to "a""#,
            "/payments disconnect: everyone",
        ]
    );
    assert_eq!(format!("{:?}", records[3]), format!("Record({})", texts[3]));
}

#[test]
fn payloads_are_what_clients_get() {
    let (payments, sent) = Server::<Payments>::recording();
    let bytes = Bytes::from_static(b"\0\x01\xff");
    let picture = Picture {
        name: "a".into(),
        bytes: bytes.clone(),
    };
    now(async {
        payments
            .emit("several", &Args((1, "two", json!({ "three": [3] }))))
            .await?;
        payments.emit("tuple", &(1, "two")).await?;
        payments.emit("none", &()).await?;
        payments.emit("binary", &bytes).await?;
        payments
            .emit("both", &Args((&picture, &bytes, 7)))
            .await
            .map(drop)
    })
    .unwrap();

    let Args((one, two, three)): Args<(u8, String, Value)> = sent.event_named("several");
    assert_eq!((one, &*two, three), (1, "two", json!({ "three": [3] })));
    assert_eq!(sent.event_named::<(u8, String)>("tuple"), (1, "two".into()));
    let () = sent.event_named("none");
    assert_eq!(sent.event_named::<Bytes>("binary"), bytes);
    let both = &sent.events()[4];
    assert_eq!(
        both.to_string(),
        r#"/payments ["both",{"name":"a","bytes":<3 bytes>},<3 bytes>,7] to everyone"#
    );
    assert_eq!(
        sent.event_named::<Args<(Picture, Bytes, u8)>>("both"),
        Args((picture, bytes, 7))
    );
}

#[test]
fn what_cannot_be_written_is_an_error_and_not_sent() {
    struct Unwritable;
    impl Serialize for Unwritable {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("not this one"))
        }
    }
    let (payments, sent) = Server::<Payments>::recording();
    let errors = [
        now(payments.emit("e", &Unwritable)).unwrap_err(),
        now(payments.emit_with_ack::<_, ()>("e", &Unwritable)).unwrap_err(),
        now(payments.servers().emit("e", &Unwritable)).unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, EmitError::Serialize(_)), "{error}");
        assert!(error.to_string().contains("not this one"), "{error}");
    }
    sent.nothing_else();
}

#[test]
fn what_reaches_nobody_is_not_recorded() {
    let (payments, sent) = Server::<Payments>::recording();
    let nobody: [&str; 0] = [];
    now(payments.to(nobody).emit("e", &1)).unwrap();
    now(payments.to(nobody).join("a")).unwrap();
    // Not awaited.
    drop(payments.emit("e", &1));
    sent.nothing_else();
}

#[test]
fn many_threads_send_and_each_keeps_its_order() {
    const THREADS: usize = 8;
    const EACH: usize = 500;
    let (payments, sent) = Server::<Payments>::recording();
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let payments = payments.clone();
            scope.spawn(move || {
                for number in 0..EACH {
                    let room = format!("thread:{thread}");
                    now(payments.to(room).emit("n", &number)).unwrap();
                }
            });
        }
    });
    assert_eq!(sent.events().len(), THREADS * EACH);
    for thread in 0..THREADS {
        let of_thread = sent.to_room(format!("thread:{thread}"));
        for number in 0..EACH {
            assert_eq!(of_thread.event_named::<usize>("n"), number);
        }
    }
    sent.nothing_else();
}
