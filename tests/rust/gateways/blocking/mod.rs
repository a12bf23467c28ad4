//! A method marked `blocking` may block: its thread is no worker of the runtime. `Mill` has such methods, which hold their
//! threads until the test lets them go.

mod around;
mod forms;
mod places;
mod shutdown;
mod timeout;

use std::{
    sync::{Arc, Condvar, Mutex},
    thread,
    time::Duration,
};

use futures_util::FutureExt as _;
use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};

use crate::{
    journal::Journal,
    log,
    logged::assert_logged,
    told,
    way::{Way, over_each_way},
};

/// Longer than any test holds a thread, so that one that fails does not hang.
const PATIENCE: Duration = Duration::from_secs(20);

/// Holds threads until the test opens it, and counts them. Clones are the same.
#[derive(Clone, Default)]
pub(super) struct Lock(Arc<(Mutex<Held>, Condvar)>);

#[derive(Default)]
struct Held {
    now: usize,
    most: usize,
    is_open: bool,
}

impl Lock {
    /// Holds the thread of the caller.
    pub(super) fn pass(&self) {
        let (held, change) = &*self.0;
        let mut held = held.lock().unwrap();
        held.now += 1;
        held.most = held.most.max(held.now);
        change.notify_all();
        let (mut held, _) = change
            .wait_timeout_while(held, PATIENCE, |held| !held.is_open)
            .unwrap();
        held.now -= 1;
        change.notify_all();
    }

    /// Lets all go, now and later.
    pub(super) fn open(&self) {
        self.0.0.lock().unwrap().is_open = true;
        self.0.1.notify_all();
    }

    /// Waits until this many threads are held.
    pub(super) async fn holds(&self, threads: usize) {
        let all = async {
            while self.0.0.lock().unwrap().now != threads {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(PATIENCE, all).await.unwrap();
    }

    /// How many threads were held at a time, at most.
    pub(super) fn most(&self) -> usize {
        self.0.0.lock().unwrap().most
    }
}

#[websocket_gateway(namespace = "mill")]
pub(super) struct Mill {
    #[inject]
    lock: Lock,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Mill {
    #[subscribe_message("hold", blocking)]
    fn hold(&self, #[message_body] number: u32) -> u32 {
        self.lock.pass();
        self.notes.note(number.to_string());
        number
    }

    #[subscribe_message("limited", blocking, timeout = "50ms")]
    fn limited(&self, #[message_body] number: u32) -> u32 {
        self.lock.pass();
        self.notes.note(format!("{number} after its time"));
        number
    }

    #[subscribe_message("note", blocking)]
    fn note(&self, #[message_body] number: u32) -> u32 {
        self.notes.note(number.to_string());
        number
    }

    #[subscribe_message("panic", blocking)]
    fn panic(&self) {
        panic!("boom on a thread that may block");
    }

    #[subscribe_message("is-elsewhere", blocking)]
    fn is_elsewhere(&self, worker: EventName) -> (String, String) {
        (format!("{:?}", thread::current().id()), worker.to_string())
    }

    #[subscribe_message("pass")]
    fn pass(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

over_each_way!(
    clients_are_served_while_a_method_blocks,
    a_panic_is_answered_and_logged,
);

pub(super) fn builder() -> (GatewayAppBuilder, Lock, Journal) {
    let (lock, notes) = (Lock::default(), Journal::<String>::default());
    let builder = GatewayApp::builder()
        .provide(lock.clone())
        .provide(notes.clone())
        .only::<(Mill,)>();
    (builder, lock, notes)
}

pub(super) async fn join(builder: GatewayAppBuilder) -> (TestApp, Client) {
    let app = TestApp::start(builder).await.unwrap();
    let client = app.connect::<Mill>().await.unwrap();
    (app, client)
}

async fn clients_are_served_while_a_method_blocks(way: Way) {
    let (builder, lock, _) = builder();
    let app = way.start(builder).await;
    let (client, other) = (way.join::<Mill>(&app).await, way.join::<Mill>(&app).await);
    let mut held = client.ask::<u32>("hold", &1);
    lock.holds(1).await;
    for number in 2..20 {
        assert_eq!(other.ask::<u32>("pass", &number).await, Ok(number));
        assert_eq!(client.ask::<u32>("pass", &number).await, Ok(number));
    }
    assert_eq!((app.in_work(), (&mut held).now_or_never()), (1, None));
    lock.open();
    assert_eq!(held.await, Ok(1));
}

async fn a_panic_is_answered_and_logged(way: Way) {
    log::start();
    let app = way.start(builder().0).await;
    let client = way.join::<Mill>(&app).await;
    let internal = told::internal("panic");
    assert_eq!(client.ask::<()>("panic", &()).await, Err(internal.clone()));
    assert_logged(&["Mill::panic", "/mill", "boom on a thread that may block"]);
    client.emit("panic", &());
    assert_eq!(client.exception().await, internal);
    client.no_event().await;
    assert_eq!(client.ask::<u32>("note", &1).await, Ok(1));
}

#[tokio::test]
async fn the_method_runs_on_another_thread() {
    let (_app, client) = join(builder().0).await;
    let asked = client.ask::<(String, String)>("is-elsewhere", &());
    let (thread, event) = asked.await.unwrap();
    assert_ne!(thread, format!("{:?}", thread::current().id()));
    assert_eq!(event, "is-elsewhere");
}

/// The kit sees what is on a thread.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_has_settled_when_no_method_blocks_any_more() {
    let (builder, _, notes) = builder();
    let (app, client) = join(builder).await;
    for number in 0..50 {
        client.emit("note", &number);
    }
    app.settled().await;
    assert_eq!(notes.all().len(), 50);
}
